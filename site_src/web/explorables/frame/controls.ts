/** The control of a setting, by its kind. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { SettingsController } from "./settings-controller.ts";
import type { Choice, Count, Counts, Range, Several, Table, Toggle } from "./settings.ts";

/** Options with names of up to so many letters stand beside each other; others make a list that opens. */
const BESIDE = 32;

type Set<Value> = (value: Value) => void;

/** The controls of these settings, in this order. */
export function controls<T extends Table>(
  settings: SettingsController<T>,
  names: readonly (keyof T)[],
): TemplateResult {
  return html`<div class="controls">${names.map((name) => control(settings, name))}</div>`;
}

/** The control of one setting. */
export function control<T extends Table>(
  settings: SettingsController<T>,
  name: keyof T,
): TemplateResult | typeof nothing {
  const setting = settings.table[name];
  const value = settings.values[name];
  const set = (next: T[keyof T]["usual"]): void => settings.set(name, next);
  switch (setting?.kind) {
    case "choice":
      return Object.values(setting.options).join("").length > BESIDE
        ? list(setting, value as string, set)
        : beside(setting, value as string, set);
    case "range":
      return line(setting, value as number, set);
    case "toggle":
      return flip(setting, value as boolean, set);
    case "count":
      return html`<div class="field">
        <span>${setting.label}</span>${stepper(setting, value as number, set)}
      </div>`;
    case "counts":
      return rows(setting, value as readonly number[], set);
    case "several":
      return chips(setting, value as readonly string[], set);
    default:
      return nothing;
  }
}

function hint(key: string | undefined): string | typeof nothing {
  return key === undefined ? nothing : `Key: ${key}`;
}

function list(setting: Choice, value: string, set: Set<string>): TemplateResult {
  return html`
    <label class="field" title=${hint(setting.key)}>
      <span>${setting.label}</span>
      <select
        .value=${live(value)}
        @change=${(event: Event) => set((event.target as HTMLSelectElement).value)}
      >
        ${Object.entries(setting.options).map(
          ([name, label]) =>
            html`<option value=${name} ?selected=${name === value}>${label}</option>`,
        )}
      </select>
    </label>
  `;
}

function beside(setting: Choice, value: string, set: Set<string>): TemplateResult {
  return html`
    <fieldset class="field beside" title=${hint(setting.key)}>
      <legend>${setting.label}</legend>
      <div>
        ${Object.entries(setting.options).map(
          ([name, label]) => html`
            <label>
              <input
                type="radio"
                name=${setting.label}
                .checked=${live(name === value)}
                @change=${() => set(name)}
              /><span>${label}</span>
            </label>
          `,
        )}
      </div>
    </fieldset>
  `;
}

/** The number stands in a `b`: an `output` would be what the label names, in place of the slider. */
function line(setting: Range, value: number, set: Set<number>): TemplateResult {
  const { stops } = setting;
  return html`
    <label class="field line" title=${hint(setting.key)}>
      <span>${setting.label} <b>${setting.say(value)}</b></span>
      <input
        type="range"
        min="0"
        max=${stops.length - 1}
        aria-valuetext=${setting.say(value)}
        .value=${live(String(stops.indexOf(setting.nearest(value))))}
        @input=${(event: Event) =>
          set(stops[Number((event.target as HTMLInputElement).value)] ?? value)}
      />
    </label>
  `;
}

function flip(setting: Toggle, value: boolean, set: Set<boolean>): TemplateResult {
  return html`
    <label class="switch" title=${hint(setting.key)}>
      <input
        type="checkbox"
        role="switch"
        .checked=${live(value)}
        @change=${(event: Event) => set((event.target as HTMLInputElement).checked)}
      />
      <span>${setting.label}</span>
    </label>
  `;
}

/** Minus, the number, plus. */
export function stepper(
  { label, min, max, key }: Pick<Count, "label" | "min" | "max" | "key">,
  value: number,
  set: Set<number>,
): TemplateResult {
  return html`
    <span class="stepper" role="group" aria-label=${label} title=${hint(key)}>
      <button
        type="button"
        aria-label="Fewer: ${label}"
        aria-disabled=${value <= min}
        @click=${() => set(value - 1)}
      >
        −
      </button>
      <output>${value}</output>
      <button
        type="button"
        aria-label="More: ${label}"
        aria-disabled=${value >= max}
        @click=${() => set(value + 1)}
      >
        +
      </button>
    </span>
  `;
}

function rows(
  setting: Counts,
  value: readonly number[],
  set: Set<readonly number[]>,
): TemplateResult {
  const { label, min, max, most } = setting;
  const all = { label: "rows", min: 0, max: most };
  const resized = (length: number): readonly number[] =>
    Array.from({ length }, (_, row) => value[row] ?? value.at(-1) ?? min);
  return html`
    <div class="field">
      <span>${label}</span>
      <span class="steppers">
        ${stepper(all, value.length, (length) => set(resized(length)))}
        ${value.map((number, row) =>
          stepper({ label: `${label}, row ${row + 1}`, min, max }, number, (next) =>
            set(value.map((old, index) => (index === row ? next : old))),
          ),
        )}
      </span>
    </div>
  `;
}

function chips(
  setting: Several,
  value: readonly string[],
  set: Set<readonly string[]>,
): TemplateResult {
  const names = Object.keys(setting.options);
  const flipped = (name: string): readonly string[] =>
    names.filter((other) => value.includes(other) !== (other === name));
  return html`
    <div class="field" role="group" aria-label=${setting.label}>
      <span>${setting.label}</span>
      <span class="chips">
        ${names.map(
          (name) => html`
            <button
              type="button"
              aria-pressed=${value.includes(name)}
              aria-disabled=${value.length === 1 && value[0] === name}
              @click=${() => set(flipped(name))}
            >
              ${setting.options[name]}
            </button>
          `,
        )}
      </span>
    </div>
  `;
}
