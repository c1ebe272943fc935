/**
 * Setting the state of a demo from outside: by a phrase in the prose, or by the page's address.
 *
 * A state is a list of settings, each a name and a text. In a page it is written as in CSS,
 * `drawing: 2620-7420; centring: off`; in an address as `?digits.drawing=2620-7420`, after the name
 * of the demo: its id, else its model, else its tag.
 */

import { wanted } from "./events.ts";
import { explorables } from "./explorables/explorables.ts";

export type Settings = ReadonlyMap<string, string>;

/** An element whose state can be set. */
export interface UrlStateful extends HTMLElement {
  /** Sets what is named and leaves everything else as it is; what it does not know it ignores. */
  applySettings(settings: Settings): void;
  /** Fetches what settings can name, such as the pictures of a row. */
  prepared?(): Promise<unknown>;
}

/** The demos of the page whose state can be set, in order; their code may not be there yet. */
export function urlStatefulDemos(): HTMLElement[] {
  return [
    ...document.querySelectorAll<HTMLElement>(
      [
        "classify-photo",
        "draw-and-classify",
        "fool-it",
        "from-noise",
        "goes-on",
        "hear-digit",
        "invent-names",
        "latent-plane",
        "letter-mask",
        "look-inside",
        "network-chart",
        "paint-like",
        "clear-up",
        "spam-filter",
        "three-in-a-row",
        "train-here:not([compact])",
        "word-map",
        "word-sums",
        ...Object.keys(explorables),
      ].join(),
    ),
  ];
}

/** The demo, once its code is there, and what settings can name. */
export async function whenDefined(demo: HTMLElement): Promise<UrlStateful> {
  demo.dispatchEvent(wanted());
  await customElements.whenDefined(demo.localName);
  const ready = demo as UrlStateful;
  // The demo itself tells of a failure.
  await ready.prepared?.().catch(() => {});
  return ready;
}

/** "drawing: 2620; centring: off" as settings. */
export function readSettings(text: string): Settings {
  const settings = new Map<string, string>();
  for (const part of text.split(";")) {
    const [name = "", ...value] = part.split(":");
    if (name.trim() !== "") settings.set(name.trim(), value.join(":").trim());
  }
  return settings;
}

export function demoName(demo: Element): string {
  return demo.id || demo.getAttribute("model") || demo.localName;
}

/** The settings of this demo in an address. */
export function readUrlState(address: string, demo: Element): Settings {
  const prefix = `${demoName(demo)}.`;
  return new Map(
    [...new URL(address).searchParams]
      .filter(([name]) => name.startsWith(prefix))
      .map(([name, value]) => [name.slice(prefix.length), value]),
  );
}

/** The address with these settings of this demo in place of those that were there. */
export function withSettings(address: string, demo: Element, settings: Settings): string {
  const url = new URL(address);
  const prefix = `${demoName(demo)}.`;
  for (const name of [...url.searchParams.keys()]) {
    if (name.startsWith(prefix)) url.searchParams.delete(name);
  }
  for (const [name, value] of settings) url.searchParams.set(prefix + name, value);
  return url.href;
}

/** Milliseconds after which a new state stands in the address. */
const REST = 300;

/** Puts a demo's state into the address bar, without a step in the history. */
export function writeUrlState(demo: Element, settings: Settings): void {
  // Only the first of several demos with one name speaks for it.
  const alike = [...document.querySelectorAll(demo.localName)];
  if (alike.find((other) => demoName(other) === demoName(demo)) !== demo) return;
  // With a new address browsers fetch the page's icon again: not while the reader waits for an answer.
  setTimeout(() => {
    const address = withSettings(location.href, demo, settings);
    if (address !== location.href) history.replaceState(history.state, "", address);
  }, REST);
}
