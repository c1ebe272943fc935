/** What lies on a photograph in letter-mask, drawn: the letter and the strokes, and an outline. */
import { paintStrokes } from "../../drawing/paint.ts";
import { PEN_RADIUS, type Stroke } from "../../drawing/strokes.ts";
import { toHex, type Colour, type Segment } from "./mask.ts";

interface Laid {
  /** One character, or none. */
  readonly letter: string;
  readonly strokes: readonly Stroke[];
}

/** Letter and strokes in one colour, opaque, on a clear canvas. */
export function drawn({ letter, strokes }: Laid, side: number, ink: string): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return canvas;
  paintStrokes(context, strokes, PEN_RADIUS, side, ink);
  context.fillStyle = ink;
  // As large, in pixels of the network, as letters in training.
  context.font = `700 ${0.58 * side}px Arial, Helvetica, sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(letter, side / 2, 0.52 * side);
  return canvas;
}

/** The photograph, what lies on it, and the outline that the network gives it. */
export function paintStage(
  canvas: HTMLCanvasElement,
  photo: HTMLCanvasElement | null,
  on: Laid,
  colour: Colour,
  opacity: number,
  outline: readonly Segment[],
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const side = canvas.width;
  context.clearRect(0, 0, side, side);
  if (photo !== null) context.drawImage(photo, 0, 0, side, side);
  context.globalAlpha = opacity;
  context.drawImage(drawn(on, side, toHex(colour)), 0, 0);
  context.globalAlpha = 1;
  context.lineCap = "round";
  // Dark around light can be seen on any photograph.
  for (const [width, ink] of [
    [0.018, "#000000"],
    [0.008, "#ffffff"],
  ] as const) {
    context.lineWidth = width * side;
    context.strokeStyle = ink;
    context.beginPath();
    for (const [x0, y0, x1, y1] of outline) {
      context.moveTo(x0 * side, y0 * side);
      context.lineTo(x1 * side, y1 * side);
    }
    context.stroke();
  }
}
