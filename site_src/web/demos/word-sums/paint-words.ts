/** Paints a map of words: a dot for each, and as many names as there is room for. */
import type { SharpCanvas } from "../../elements/sharp-canvas.ts";
import { seenAt, type Camera } from "./camera.ts";
import { spotOf, type Plane } from "./places.ts";

export interface Scene {
  readonly words: readonly string[];
  readonly plane: Plane;
  readonly camera: Camera;
  readonly found: number | null;
  readonly near: readonly number[];
}

/** The most common words are named last: "the" and "of" tell little of a map. */
const COMMON = 150;
/** Names of one picture, at most. */
const NAMES = 90;
const FONT_SIZE = 13;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function paintWords(canvas: SharpCanvas, style: CSSStyleDeclaration, scene: Scene): void {
  const { context, width, height } = canvas;
  const { words, plane, camera, found, near } = scene;
  const colour = (name: string): string => style.getPropertyValue(`--lbl-${name}`).trim();
  const at = (word: number): readonly [number, number] => {
    const { x, y } = seenAt(camera, spotOf(plane, word));
    return [x * width, y * height];
  };
  const seen: number[] = [];
  context.fillStyle = colour("bar");
  words.forEach((_, word) => {
    const [x, y] = at(word);
    if (x < 0 || y < 0 || x > width || y > height) return;
    seen.push(word);
    context.fillRect(x - 1, y - 1, 2, 2);
  });

  const boxes = endsOf(width, height);
  const name = (word: number, weight: string, ink: string): boolean => {
    const [x, y] = at(word);
    context.font = `${weight} ${FONT_SIZE}px ${style.fontFamily}`;
    const text = words[word] ?? "";
    const half = context.measureText(text).width / 2 + 3;
    // The dot stays in sight below its name.
    const box = { left: x - half, right: x + half, top: y - FONT_SIZE - 5, bottom: y };
    if (box.left < 0 || box.right > width || box.top < 0 || y > height) return false;
    if (boxes.some((other) => overlap(box, other))) return false;
    boxes.push(box);
    context.lineWidth = 3;
    context.strokeStyle = colour("sheet");
    context.strokeText(text, x, y - 5);
    context.fillStyle = ink;
    context.fillText(text, x, y - 5);
    return true;
  };
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.lineJoin = "round";

  if (found !== null) {
    context.strokeStyle = context.fillStyle = colour("accent-2");
    context.lineWidth = 1;
    for (const word of near) {
      line(context, at(found), at(word));
      disc(context, at(word), 4);
    }
    context.fillStyle = colour("accent");
    disc(context, at(found), 6);
    name(found, "bold", colour("accent"));
    for (const word of near) name(word, "bold", colour("accent-2"));
  }
  const order = [...seen.filter((word) => word >= COMMON), ...seen.slice(0, COMMON)];
  let named = 0;
  for (const word of order) {
    if (named === NAMES) break;
    if (word !== found && !near.includes(word) && name(word, "", colour("ink"))) named++;
  }
}

/** Where the ends of the axes are named, on top of the picture. */
function endsOf(width: number, height: number): Box[] {
  const box = (x: number, y: number): Box => {
    return { left: x - 52, right: x + 52, top: y - 14, bottom: y + 14 };
  };
  return [
    box(52, height / 2),
    box(width - 52, height / 2),
    box(width / 2, 18),
    box(width / 2, height - 18),
  ];
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.left < other.right &&
    other.left < one.right &&
    one.top < other.bottom &&
    other.top < one.bottom
  );
}

function line(
  context: CanvasRenderingContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
): void {
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
}

function disc(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  radius: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
}
