/** What gets lost of an element where the system's few colours replace those of the page. */
import type { Page } from "playwright-core";

/** Least contrast of a drawing with what it lies on: WCAG 2.2, 1.4.11. */
const DRAWN = 3;
/** The same of text, 1.4.3. */
const TEXT = 4.5;

/**
 * Turns the system's colours on, dark ones, for a reader who has set the page to light, and looks
 * what cannot be seen any more of what could be seen before: marks that are nothing but a ground,
 * drawings, text, and which of several things is chosen.
 */
export async function lostInForcedColours(page: Page, tag: string): Promise<readonly string[]> {
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light", reducedMotion: "reduce" });
  await page.evaluate(prepare, tag);
  await page.emulateMedia({ forcedColors: "active", colorScheme: "dark", reducedMotion: "reduce" });
  await page.evaluate(() => {
    document.body.setAttribute("data-md-color-scheme", "default");
    // The focus has a look of its own.
    for (
      let active = document.activeElement;
      active;
      active = active.shadowRoot?.activeElement ?? null
    )
      if (!active.shadowRoot) (active as HTMLElement).blur();
  });
  // Canvases are painted anew in the next frames.
  await page.waitForTimeout(200);
  const lost = await page.evaluate(compare, [DRAWN, TEXT] as const);
  await page.emulateMedia({ forcedColors: "none", colorScheme: "light", reducedMotion: "reduce" });
  return lost;
}

interface Before {
  readonly parts: Element[];
  readonly marks: Element[];
  readonly drawings: Element[];
  readonly tools: Tools;
}

interface Tools {
  ground(part: Element | null): Rgb;
  over(colour: string, ground: Rgb): Rgb;
  contrast(a: Rgb, b: Rgb): number;
  inks(drawing: Element): Rgb[];
}

type Rgb = readonly [number, number, number];

/** In the page: remembers what is seen. */
function prepare(tag: string): void {
  const [one] = document.querySelectorAll(tag);
  if (!one) throw new Error(`no ${tag}`);
  const parts: Element[] = [];
  const collect = (root: Element | ShadowRoot): void => {
    for (const part of root.querySelectorAll("*")) {
      parts.push(part);
      if (part.shadowRoot) collect(part.shadowRoot);
    }
  };
  for (const element of document.querySelectorAll(tag)) {
    if (element.shadowRoot) collect(element.shadowRoot);
    collect(element);
  }
  const pixel = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  /** Any colour of CSS, as red, green, blue and opacity. */
  const read = (colour: string): readonly [number, number, number, number] => {
    pixel?.clearRect(0, 0, 1, 1);
    if (pixel) pixel.fillStyle = colour;
    pixel?.fillRect(0, 0, 1, 1);
    const [r = 0, g = 0, b = 0, a = 0] = pixel?.getImageData(0, 0, 1, 1).data ?? [];
    return [r, g, b, a / 255];
  };
  const over = (colour: string, ground: Rgb): Rgb => {
    const [r, g, b, a] = read(colour);
    const mix = (top: number, below: number): number => a * top + (1 - a) * below;
    return [mix(r, ground[0]), mix(g, ground[1]), mix(b, ground[2])];
  };
  const around = (part: Element): Element | null => {
    if (part.assignedSlot) return part.assignedSlot;
    const root = part.getRootNode();
    return part.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  };
  const ground = (part: Element | null): Rgb => {
    if (part === null) return over("Canvas", [255, 255, 255]);
    const { backgroundColor } = getComputedStyle(part);
    return read(backgroundColor)[3] === 0
      ? ground(around(part))
      : over(backgroundColor, ground(around(part)));
  };
  const light = ([r, g, b]: Rgb): number => {
    const linear = (value: number): number =>
      value <= 10 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const contrast = (a: Rgb, b: Rgb): number => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x) as [number, number];
    return (high + 0.05) / (low + 0.05);
  };
  /** Some of the colours that a canvas or a shape has, on what it lies on. */
  const inks = (drawing: Element): Rgb[] => {
    const below = ground(drawing);
    if (!(drawing instanceof HTMLCanvasElement)) {
      const { fill, stroke } = getComputedStyle(drawing);
      return [fill, stroke].filter((paint) => paint !== "none").map((paint) => over(paint, below));
    }
    const { width, height } = drawing;
    if (width * height === 0) return [];
    const copy = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    copy?.drawImage(drawing, 0, 0);
    const data = copy?.getImageData(0, 0, width, height).data ?? [];
    const found = new Map<string, Rgb>();
    for (let at = 0; at < data.length; at += 4) {
      const [r = 0, g = 0, b = 0, a = 0] = [data[at], data[at + 1], data[at + 2], data[at + 3]];
      if (a > 0) found.set(`${r} ${g} ${b} ${a}`, over(`rgb(${r} ${g} ${b} / ${a / 255})`, below));
      if (found.size > 500) break;
    }
    return [...found.values()];
  };
  const shown = parts.filter(
    (part) =>
      part.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      part.getBoundingClientRect().width >= 3 &&
      part.getBoundingClientRect().height >= 3,
  );
  const most = (drawing: Element): number =>
    Math.max(0, ...inks(drawing).map((ink) => contrast(ink, ground(drawing))));
  const html = shown.filter((part) => part instanceof HTMLElement);
  const before: Before = {
    parts: shown,
    marks: html.filter(
      (part) =>
        part.textContent.trim() === "" &&
        part.shadowRoot === null &&
        part.querySelector("canvas, svg, img, video, slot") === null &&
        !part.matches("input:not([role=switch]), select, canvas, img, video, svg, slot") &&
        contrast(ground(part), ground(around(part))) > 1.15,
    ),
    drawings: shown.filter(
      (part) =>
        part.matches("canvas, path, line, circle, rect, polygon, polyline") && most(part) >= 3,
    ),
    tools: { ground, over, contrast, inks },
  };
  Object.assign(window, { before, around });
}

/** In the page: tells what of it is lost. */
function compare([drawn, text]: readonly [number, number]): string[] {
  const { before, around } = window as unknown as {
    before: Before;
    around: (part: Element) => Element | null;
  };
  const { ground, over, contrast, inks } = before.tools;
  // What has gone meanwhile, such as a progress bar, is not lost.
  const still = (part: Element): boolean => part.checkVisibility();
  const say = (problem: string, part: Element): string =>
    `${problem}: ${part.outerHTML.replace(/\s+/g, " ").slice(0, 140)}`;
  const hasEdge = (style: CSSStyleDeclaration): boolean =>
    [
      [style.borderTopStyle, style.borderTopWidth],
      [style.borderBottomStyle, style.borderBottomWidth],
      [style.borderLeftStyle, style.borderLeftWidth],
      [style.outlineStyle, style.outlineWidth],
    ].some(([kind, width]) => kind !== "none" && parseFloat(width ?? "0") > 0);
  const marks = before.marks
    .filter(still)
    .filter(
      (part) =>
        contrast(ground(part), ground(around(part))) < drawn && !hasEdge(getComputedStyle(part)),
    );
  // A photograph keeps its colours, dark ones too: its edge is what has to be seen.
  const isPhoto = (part: Element): boolean => {
    const root = part.getRootNode();
    return root instanceof ShadowRoot && root.host.getAttribute("colours") === "photo";
  };
  const drawings = before.drawings
    .filter(still)
    .filter((part) => !(isPhoto(part) && hasEdge(getComputedStyle(part))))
    .filter((part) => Math.max(0, ...inks(part).map((ink) => contrast(ink, ground(part)))) < drawn);
  const words = before.parts.filter(still).filter((part) => {
    const own = [...part.childNodes].some(
      (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== "",
    );
    const { color, fill } = getComputedStyle(part);
    const ink = part instanceof SVGElement ? fill : color;
    return (
      own &&
      !part.matches(":disabled, :disabled *, [aria-disabled=true]") &&
      contrast(over(ink, ground(part)), ground(part)) < text
    );
  });
  // Which one is chosen has to be seen: in its own look, or in that of what it holds.
  const state = (part: Element): string | null =>
    part.getAttribute("aria-pressed") ??
    part.getAttribute("aria-selected") ??
    part.getAttribute("aria-current");
  const look = (part: Element): string =>
    [part, ...part.children]
      .flatMap((one) =>
        [undefined, "::before", "::after"].map((pseudo) => getComputedStyle(one, pseudo)),
      )
      .map((style) =>
        [
          style.color,
          style.backgroundColor,
          style.borderTopStyle,
          style.borderTopWidth,
          style.borderTopColor,
          style.borderBottomStyle,
          style.borderBottomWidth,
          style.borderBottomColor,
          style.outlineStyle,
          style.outlineWidth,
          style.outlineColor,
          style.fontWeight,
          style.textDecorationLine,
          style.content,
        ].join(),
      )
      .join(";");
  const isOn = (part: Element): boolean => !["false", null].includes(state(part));
  const chosen = before.parts.filter(still).filter((part) => {
    if (!isOn(part)) return false;
    const root = part.getRootNode() as ParentNode;
    const others = [...root.querySelectorAll(part.localName)].filter(
      (other) => other.className === part.className && state(other) === "false" && other !== part,
    );
    return others.length > 0 && look(part) === look(others[0] as Element);
  });
  return [
    ...marks.map((part) => say("a mark has no edge", part)),
    ...drawings.map((part) => say("a drawing is not seen", part)),
    ...words.map((part) => say("text is not read", part)),
    ...chosen.map((part) => say("it does not look chosen", part)),
  ];
}
