/** Keys that do something on every page, unless the reader types, draws or has switched them off. */
import { readStored, writeStored } from "../storage.ts";
import { root } from "./root.ts";

const NAME = "keys";

export interface Key {
  readonly key: string;
  readonly does: string;
  readonly run?: () => void;
}

const go = (page: string) => (): void => location.assign(root + page);

/** Those without `run` are Material's own. */
export const KEYS: readonly Key[] = [
  { key: "/", does: "search" },
  { key: "n", does: "the next page" },
  { key: "p", does: "the page before" },
  { key: "t", does: "the tutorials", run: go("tutorials/") },
  { key: "g", does: "the guide", run: go("guide/") },
  { key: "r", does: "the resources", run: go("resources/") },
  { key: "d", does: "light or dark", run: switchScheme },
  { key: "b", does: "big, for a projector", run: () => void bringProjector(true) },
  { key: "?", does: "these keys", run: () => void help() },
];

export function listenToKeys(): void {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || busy(event) || off()) return;
    const pressed = KEYS.find(({ key, run }) => key === event.key && run !== undefined);
    if (pressed === undefined) return;
    event.preventDefault();
    pressed.run?.();
  });
  if (new URLSearchParams(location.search).has("projector")) void bringProjector(false);
}

/** Whether single keys are switched off, as some assistive technology needs them. */
export function off(): boolean {
  return readStored(NAME) !== null;
}

export function switchKeys(on: boolean): void {
  writeStored(NAME, on ? null : "off");
}

// A dialog that has just been closed keeps the focus until the next frame.
const TYPED =
  "input:not([type=radio], [type=checkbox]), textarea, select, dialog[open], [role=dialog]";

/** The reader types somewhere, or is in a demo, which has keys of its own. */
function busy(event: Event): boolean {
  return event
    .composedPath()
    .some(
      (target) =>
        target instanceof HTMLElement &&
        (target.isContentEditable ||
          target.matches(TYPED) ||
          (target.localName.includes("-") && target.shadowRoot !== null)),
    );
}

function switchScheme(): void {
  document.querySelector<HTMLElement>("[data-md-component=palette] label:not([hidden])")?.click();
}

async function bringProjector(toggle: boolean): Promise<void> {
  const { project } = await import("./projector.ts");
  project(toggle);
}

async function help(): Promise<void> {
  const { showHelp } = await import("./help.ts");
  showHelp();
}
