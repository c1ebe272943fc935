import type { ReactiveController, ReactiveControllerHost } from "lit";
import { readUrlState, writeUrlState, type Settings } from "../../url-state.ts";
import { unusualTexts, usualValues, withTexts, type Table, type Values } from "./settings.ts";

/** What is typed into, or has keys of its own. */
const TYPED = "textarea, select, input:not([type=checkbox], [type=radio], [type=range])";

/** Holds the values of an explorable's settings, and keeps them in the page's address. */
export class SettingsController<T extends Table> implements ReactiveController {
  values: Values<T>;

  /** `changed` hears which values are new, after they are. */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    readonly table: T,
    private readonly changed: (names: readonly (keyof T)[]) => void,
  ) {
    this.values = usualValues(table);
    host.addController(this);
  }

  hostConnected(): void {
    this.values = withTexts(this.table, this.values, readUrlState(location.href, this.host));
    this.host.addEventListener("keydown", this.pressed);
  }

  hostDisconnected(): void {
    this.host.removeEventListener("keydown", this.pressed);
  }

  set<Name extends keyof T>(name: Name, value: Values<T>[Name]): void {
    this.take({ ...this.values, [name]: value });
  }

  /** Sets several values at one blow: the explorable hears of it once. */
  take(values: Partial<Values<T>>): void {
    const before = this.values;
    this.values = { ...before, ...values };
    const names = Object.keys(this.table).filter((name) => this.values[name] !== before[name]);
    if (names.length === 0) return;
    writeUrlState(this.host, unusualTexts(this.table, this.values));
    this.host.requestUpdate();
    this.changed(names);
  }

  apply(texts: Settings): void {
    this.take(withTexts(this.table, this.values, texts));
  }

  reset(): void {
    this.take(usualValues(this.table));
  }

  private readonly pressed = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const [target] = event.composedPath();
    if (target instanceof HTMLElement && target.matches(TYPED)) return;
    for (const [name, setting] of Object.entries(this.table)) {
      if (setting.key !== event.key.toLowerCase()) continue;
      event.preventDefault();
      // Material has keys of its own for the whole page: s and f search, p and n turn it.
      event.stopPropagation();
      // A line of the table and its value fit each other, which the compiler cannot follow.
      const next = setting.next as (value: unknown, by: 1 | -1) => Values<T>[string];
      this.set(name, next(this.values[name], event.shiftKey ? -1 : 1));
    }
  };
}
