/** The colours of the page as numbers, for canvases. */

export type Colour = readonly [red: number, green: number, blue: number];

export interface Palette {
  readonly sheet: Colour;
  readonly ink: Colour;
  readonly muted: Colour;
  readonly line: Colour;
  /** Of class 1, of what is positive. */
  readonly above: Colour;
  /** Of class 0, of what is negative. */
  readonly below: Colour;
}

/** The colours of styles/tokens.css as they are where the element stands. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const colour = (name: string): Colour => parse(style.getPropertyValue(`--lbl-${name}`).trim());
  return {
    sheet: colour("sheet"),
    ink: colour("ink"),
    muted: colour("muted"),
    line: colour("line"),
    above: colour("accent-2"),
    below: colour("accent"),
  };
}

export function mixed(from: Colour, to: Colour, share: number): Colour {
  const at = (i: 0 | 1 | 2): number => from[i] + share * (to[i] - from[i]);
  return [at(0), at(1), at(2)];
}

export function css([red, green, blue]: Colour, opacity = 1): string {
  return `rgb(${Math.round(red)} ${Math.round(green)} ${Math.round(blue)} / ${opacity})`;
}

function parse(hex: string): Colour {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, "$&$&") : hex;
  const part = (start: number): number => parseInt(digits.slice(start, start + 2), 16);
  return [part(1), part(3), part(5)];
}
