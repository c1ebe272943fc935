/** Puts drawings and inputs on canvases, in the colours of the page. */
import type { Stroke } from "./strokes.ts";

/** Paints a picture of coverages (0 to 1), one canvas pixel for each; the rest is left transparent. */
export function paintCoverage(
  canvas: HTMLCanvasElement,
  coverage: Float32Array,
  width: number,
  height: number,
  ink: string,
): void {
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext("2d");
  if (context === null) return;
  const image = context.createImageData(width, height);
  coverage.forEach((share, index) => (image.data[4 * index + 3] = Math.round(255 * share)));
  context.putImageData(image, 0, 0);
  // Lays the colour, in whatever way CSS writes it, over what is there and nowhere else.
  context.globalCompositeOperation = "source-in";
  context.fillStyle = ink;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = "source-over";
}

/** Paints strokes with round pens onto a square canvas whose side is `side` units long. */
export function paintStrokes(
  context: CanvasRenderingContext2D,
  strokes: readonly Stroke[],
  radius: number,
  side: number,
  ink: string,
): void {
  context.lineCap = "round";
  context.lineJoin = "round";
  context.lineWidth = 2 * radius * side;
  context.strokeStyle = ink;
  for (const stroke of strokes) {
    const [start, ...rest] = stroke;
    if (start === undefined) continue;
    context.beginPath();
    context.moveTo(start.x * side, start.y * side);
    // A line to where the pen already is makes a dot.
    for (const { x, y } of rest.length > 0 ? rest : [start]) context.lineTo(x * side, y * side);
    context.stroke();
  }
}
