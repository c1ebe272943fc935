/**
 * What a reader can set in an explorable: one table, a line for each setting. The controls, the
 * address, the keys, the phrases of the prose and the documentation all read it.
 */
import type { Settings } from "../../url-state.ts";

/** What every kind of setting knows about its values. */
interface Kind<Value> {
  readonly label: string;
  /** The value that stands there when the page opens. */
  readonly usual: Value;
  /** The letter that takes the next value while the focus is in the explorable; with Shift, the one before. */
  readonly key?: string;
  /** As it stands in an address and in a phrase of the prose. */
  write(value: Value): string;
  /** What was written; undefined where it is none of the values. */
  read(text: string): Value | undefined;
  /** As one would say it. */
  say(value: Value): string;
  /** The next value or the one before; after the last comes the first. */
  next(value: Value, by: 1 | -1): Value;
  /** The values, for the documentation. */
  readonly allowed: string;
}

export interface Choice<Value extends string = string> extends Kind<Value> {
  readonly kind: "choice";
  readonly options: Readonly<Record<Value, string>>;
}

export interface Range extends Kind<number> {
  readonly kind: "range";
  /** All values, from the smallest to the largest. */
  readonly stops: readonly number[];
  /** The stop that is nearest to a number: computed values stand between them. */
  nearest(value: number): number;
}

export interface Toggle extends Kind<boolean> {
  readonly kind: "toggle";
}

export interface Count extends Kind<number> {
  readonly kind: "count";
  readonly min: number;
  readonly max: number;
}

/** A list of counts, such as the neurons of each layer. */
export interface Counts extends Kind<readonly number[]> {
  readonly kind: "counts";
  readonly min: number;
  readonly max: number;
  /** The longest list. */
  readonly most: number;
}

/** Some of the options, at least one. */
export interface Several<Value extends string = string> extends Kind<readonly Value[]> {
  readonly kind: "several";
  readonly options: Readonly<Record<Value, string>>;
}

/** What the reader makes in the picture itself, written down: it has no control of its own. */
export interface Written extends Kind<string> {
  readonly kind: "written";
}

export type Setting = Choice | Range | Toggle | Count | Counts | Several | Written;
export type Table = Readonly<Record<string, Setting>>;
export type Values<T extends Table> = { readonly [Name in keyof T]: T[Name]["usual"] };

interface Common<Value> {
  readonly label: string;
  readonly usual: Value;
  readonly key?: string;
}

/** One of a few named options; `options` says what each is called. */
export function choice<Value extends string>(
  spec: Common<NoInfer<Value>> & { readonly options: Readonly<Record<Value, string>> },
): Choice<Value> {
  const names = Object.keys(spec.options) as Value[];
  return {
    ...spec,
    kind: "choice",
    write: (value) => value,
    read: (text) => names.find((name) => name === text),
    say: (value) => spec.options[value],
    next: (value, by) => neighbour(names, names.indexOf(value), by),
    allowed: names.map((name) => `\`${name}\``).join(", "),
  };
}

type RangeOptions = Common<number> & {
  readonly say?: (value: number) => string;
} & (
    | { readonly min: number; readonly max: number; readonly step: number }
    | { readonly stops: readonly number[] }
  );

/** A number on a line: evenly spaced, or at the given stops. */
export function range(spec: RangeOptions): Range {
  const stops = "stops" in spec ? spec.stops : evenly(spec.min, spec.max, spec.step);
  const nearest = (number: number): number => {
    const far = (stop: number): number => Math.abs(stop - number);
    return stops.reduce((best, stop) => (far(stop) < far(best) ? stop : best), stops[0] ?? 0);
  };
  const { label, usual, key } = spec;
  return {
    ...{ label, usual, stops, nearest, ...(key === undefined ? {} : { key }) },
    kind: "range",
    write: (value) => String(nearest(value)),
    read: (text) => {
      const number = Number(text);
      return text.trim() === "" || !Number.isFinite(number) ? undefined : nearest(number);
    },
    say: spec.say ?? ((value) => String(value).replace("-", "−")),
    next: (value, by) => neighbour(stops, stops.indexOf(nearest(value)), by),
    allowed:
      "stops" in spec ? stops.join(", ") : `${spec.min} to ${spec.max} in steps of ${spec.step}`,
  };
}

/** On or off. */
export function toggle(spec: Common<boolean>): Toggle {
  return {
    ...spec,
    kind: "toggle",
    write: (on) => (on ? "on" : "off"),
    read: (text) => (text === "on" ? true : text === "off" ? false : undefined),
    say: (on) => (on ? "on" : "off"),
    next: (on) => !on,
    allowed: "`on`, `off`",
  };
}

/**
 * How many there are of something, by plus and minus.
 *
 * @public one of the kinds that a table is made of, though no table has one yet
 */
export function count(
  spec: Common<number> & { readonly min: number; readonly max: number },
): Count {
  const { min, max } = spec;
  return {
    ...spec,
    kind: "count",
    write: String,
    read: (text) => wholeBetween(text, min, max),
    say: String,
    next: (value, by) => around(value + by, min, max),
    allowed: `${min} to ${max}`,
  };
}

/** How many there are in each of several rows. */
export function counts(
  spec: Common<readonly number[]> & Pick<Counts, "min" | "max" | "most">,
): Counts {
  const { min, max, most } = spec;
  return {
    ...spec,
    kind: "counts",
    write: (list) => (list.length === 0 ? "none" : list.join("-")),
    read: (text) => {
      if (text === "none") return [];
      const list = text.split("-").map((part) => wholeBetween(part, min, max));
      return list.length <= most && !list.includes(undefined) ? (list as number[]) : undefined;
    },
    say: (list) => (list.length === 0 ? "none" : list.join(" and ")),
    next: (list, by) => {
      const longer = around(list.length + by, 0, most);
      return longer > list.length
        ? [...list, ...Array<number>(longer - list.length).fill(list.at(-1) ?? min)]
        : list.slice(0, longer);
    },
    allowed: `\`none\`, or up to ${most} numbers from ${min} to ${max} with \`-\` between`,
  };
}

/** Any of the options, but one at least. */
export function several<Value extends string>(
  spec: Common<readonly NoInfer<Value>[]> & {
    readonly options: Readonly<Record<Value, string>>;
  },
): Several<Value> {
  const names = Object.keys(spec.options) as Value[];
  return {
    ...spec,
    kind: "several",
    write: (list) => list.join("-"),
    read: (text) => {
      const list = text.split("-");
      const known = names.filter((name) => list.includes(name));
      return known.length > 0 && known.length === list.length ? known : undefined;
    },
    say: (list) => list.map((name) => spec.options[name]).join(", "),
    next: (list, by) => [
      neighbour(
        names,
        Math.max(
          0,
          names.findIndex((name) => name === list[0]),
        ),
        by,
      ),
    ],
    allowed: `some of ${names.map((name) => `\`${name}\``).join(", ")}, with \`-\` between`,
  };
}

/** A text that is checked by `pattern`, such as the points that a reader has put down. */
export function written(
  spec: Common<string> & { readonly pattern: RegExp; readonly allowed: string },
): Written {
  const { label, usual, key, pattern, allowed } = spec;
  return {
    ...{ label, usual, allowed, ...(key === undefined ? {} : { key }) },
    kind: "written",
    write: (value) => value,
    read: (text) => (pattern.test(text) ? text : undefined),
    say: (value) => value,
    next: (value) => value,
  };
}

/** All settings as they usually are. */
export function usualValues<T extends Table>(table: T): Values<T> {
  const usual = Object.entries(table).map(([name, setting]) => [name, setting.usual]);
  return Object.fromEntries(usual) as Values<T>;
}

/** The values, changed by what prose or an address says; what is no value is passed over. */
export function withTexts<T extends Table>(
  table: T,
  values: Values<T>,
  texts: Settings,
): Values<T> {
  const read = Object.entries(table).flatMap(([name, setting]) => {
    const text = texts.get(name);
    const value = text === undefined ? undefined : setting.read(text);
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...values, ...(Object.fromEntries(read) as Partial<Values<T>>) };
}

/** The values that aren't the usual ones, as an address holds them. */
export function unusualTexts<T extends Table>(table: T, values: Values<T>): Settings {
  return new Map(
    Object.keys(table)
      .map((name) => [name, writeValue(table, values, name)] as const)
      .filter(([name, text]) => text !== writeValue(table, usualValues(table), name)),
  );
}

/** One value as an address holds it. */
export function writeValue<T extends Table>(table: T, values: Values<T>, name: keyof T): string {
  // A table's line and the value of its name fit each other, which the compiler cannot follow.
  return (table[name] as Kind<unknown>).write(values[name]);
}

/** One value as one would say it. */
export function sayValue<T extends Table>(table: T, values: Values<T>, name: keyof T): string {
  return (table[name] as Kind<unknown>).say(values[name]);
}

/** These values as one would say them: "Data: two moons. Noise: 10%." */
export function sayValues<T extends Table>(
  table: T,
  values: Values<T>,
  names: readonly (keyof T)[],
): string {
  return names
    .map((name) => `${table[name]?.label ?? ""}: ${sayValue(table, values, name)}.`)
    .join(" ");
}

/** The table as rows of Markdown, for the documentation. */
export function describeSettings(table: Table): string {
  const rows = Object.entries(table).map(([name, setting]) => {
    const usual = (setting as Kind<unknown>).write(setting.usual);
    const shown = usual === "" ? "empty" : `\`${usual}\``;
    const key = setting.key === undefined ? "" : `<kbd>${setting.key}</kbd>`;
    return `| \`${name}\` | ${setting.label} | ${setting.allowed} | ${shown} | ${key} |`;
  });
  return [
    "| setting | label | values | usual | key |",
    "| --- | --- | --- | --- | --- |",
    ...rows,
  ].join("\n");
}

function neighbour<Value>(list: readonly Value[], place: number, by: number): Value {
  return list[(place + by + list.length) % list.length] as Value;
}

function around(value: number, min: number, max: number): number {
  return value > max ? min : value < min ? max : value;
}

function wholeBetween(text: string, min: number, max: number): number | undefined {
  const number = Number(text);
  return /^\d+$/.test(text) && number >= min && number <= max ? number : undefined;
}

/** 0, 0.1, 0.2 and so on, without the dust of binary fractions. */
function evenly(min: number, max: number, step: number): readonly number[] {
  const places = Math.max(0, ...[min, step].map((n) => String(n).split(".")[1]?.length ?? 0));
  const length = Math.round((max - min) / step) + 1;
  return Array.from({ length }, (_, index) => Number((min + index * step).toFixed(places)));
}
