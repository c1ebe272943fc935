/** Paints functions of the plane and points on canvases. */
import { css, mixed, type Colour, type Palette } from "./colours.ts";
import { pointAt, REACH, type Points } from "./data.ts";

/** Shades between nothing and a whole colour: bands, as on a map, show where it is steep. */
const BANDS = 5;
const STRONGEST = 0.62;
/** Columns of the table of colours, from -1 to 1. */
const SHADES = 256;

/** Values of a function on a square grid, its first row at the top. */
export interface Surface {
  readonly side: number;
  readonly values: Float32Array;
}

/** The places of a grid's points, x and y one after the other. */
export function gridPlaces(side: number): Float32Array {
  const step = (2 * REACH) / (side - 1);
  const places = new Float32Array(2 * side * side);
  for (let index = 0; index < side * side; index++) {
    places[2 * index] = -REACH + (index % side) * step;
    places[2 * index + 1] = REACH - Math.floor(index / side) * step;
  }
  return places;
}

/** Colours for values from -1 over 0 to 1, four bytes each. */
export function shades({ sheet, above, below }: Palette, bands = BANDS): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(4 * SHADES);
  for (let index = 0; index < SHADES; index++) {
    const value = (2 * (index + 0.5)) / SHADES - 1;
    const strength = Math.min(1, Math.ceil(Math.abs(value) * bands) / bands);
    const colour = mixed(sheet, value > 0 ? above : below, STRONGEST * strength);
    colours.set([...colour, 255], 4 * index);
  }
  return colours;
}

/** Paints a surface of values from -1 to 1 over the whole canvas, smoothly between its points. */
export function paintSurface(
  canvas: HTMLCanvasElement,
  { side, values }: Surface,
  colours: Uint8ClampedArray,
): void {
  const context = canvas.getContext("2d");
  if (context === null) return;
  const { width, height } = canvas;
  const image = context.createImageData(width, height);
  const shadesOf = new Uint32Array(colours.buffer);
  const pixels = new Uint32Array(image.data.buffer);
  const half = SHADES / 2;
  for (let row = 0; row < height; row++) {
    const y = (row / (height - 1)) * (side - 1);
    const top = Math.min(side - 2, Math.floor(y));
    const down = y - top;
    for (let column = 0; column < width; column++) {
      const x = (column / (width - 1)) * (side - 1);
      const left = Math.min(side - 2, Math.floor(x));
      const right = x - left;
      const at = top * side + left;
      const above = (values[at] ?? 0) * (1 - right) + (values[at + 1] ?? 0) * right;
      const below = (values[at + side] ?? 0) * (1 - right) + (values[at + side + 1] ?? 0) * right;
      const value = above * (1 - down) + below * down;
      const shade = Math.max(0, Math.min(SHADES - 1, Math.floor((value + 1) * half)));
      pixels[row * width + column] = shadesOf[shade] ?? 0;
    }
  }
  context.putImageData(image, 0, 0);
}

/** Paints circles for class 0 and diamonds for class 1: told apart without their colours. */
export function paintPoints(
  context: CanvasRenderingContext2D,
  points: Points,
  palette: Palette,
  { side, radius, hollow = false }: { side: number; radius: number; hollow?: boolean },
): void {
  const fills: readonly Colour[] = [palette.below, palette.above];
  for (let index = 0; index < points.labels.length; index++) {
    const [x, y, label] = pointAt(points, index);
    const [across, down] = [toPixels(x, side), side - toPixels(y, side)];
    context.beginPath();
    if (label === 0) context.arc(across, down, radius, 0, 2 * Math.PI);
    else diamond(context, across, down, 1.25 * radius);
    const fill = fills[label] ?? palette.ink;
    context.fillStyle = css(hollow ? palette.sheet : fill);
    context.strokeStyle = css(hollow ? fill : palette.sheet);
    context.lineWidth = hollow ? radius / 2 : radius / 3;
    context.fill();
    context.stroke();
  }
}

/** From a coordinate of the plane to pixels of a square canvas. */
export function toPixels(value: number, side: number): number {
  return ((value + REACH) / (2 * REACH)) * side;
}

export function fromPixels(pixels: number, side: number): number {
  return (pixels / side) * 2 * REACH - REACH;
}

/** Makes a canvas as fine as the screen, and gives its side in pixels. */
export function fitSquare(canvas: HTMLCanvasElement, most = 560): number {
  const side = Math.max(2, Math.min(most, Math.round(canvas.clientWidth * devicePixelRatio)));
  if (canvas.width !== side || canvas.height !== side) canvas.width = canvas.height = side;
  return side;
}

function diamond(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.moveTo(x, y - radius);
  context.lineTo(x + radius, y);
  context.lineTo(x, y + radius);
  context.lineTo(x - radius, y);
  context.closePath();
}
