/** From a photo, whatever its size, to the square of numbers that a network takes in. */

/** What can be drawn onto a canvas and has a size. */
export type Drawable = ImageBitmap | HTMLVideoElement | HTMLImageElement | HTMLCanvasElement;

/** The largest square in the middle of a picture. */
export function middleSquare(
  width: number,
  height: number,
): { readonly x: number; readonly y: number; readonly side: number } {
  const side = Math.min(width, height);
  return { x: (width - side) / 2, y: (height - side) / 2, side };
}

/** Red, green and blue of each pixel, from RGBA bytes, laid out from `range[0]` to `range[1]`. */
export function toNumbers(rgba: ArrayLike<number>, range: readonly [number, number]): Float32Array {
  const [low, high] = range;
  return Float32Array.from({ length: (rgba.length / 4) * 3 }, (_, index) => {
    const byte = rgba[4 * Math.floor(index / 3) + (index % 3)] ?? 0;
    return low + (byte / 255) * (high - low);
  });
}

/** The middle of a picture on a canvas of `side` by `side` pixels. */
export function squareOf(picture: Drawable, side: number): HTMLCanvasElement {
  const [width, height] = sizeOf(picture);
  const square = middleSquare(width, height);
  let from: Drawable = picture;
  let { x, y, side: length } = square;
  // One step from far larger skips pixels: halving averages them all.
  while (length >= 2 * side) {
    const half = canvasOf(Math.floor(length / 2));
    paint(half, from, x, y, length);
    [from, x, y, length] = [half, 0, 0, half.width];
  }
  const canvas = canvasOf(side);
  paint(canvas, from, x, y, length);
  return canvas;
}

/** The bytes of a canvas: red, green, blue and opacity, row by row. */
export function bytesOf(canvas: HTMLCanvasElement): Uint8ClampedArray {
  const context = canvas.getContext("2d");
  return context?.getImageData(0, 0, canvas.width, canvas.height).data ?? new Uint8ClampedArray();
}

export function sizeOf(picture: Drawable): readonly [number, number] {
  if (picture instanceof HTMLVideoElement) return [picture.videoWidth, picture.videoHeight];
  if (picture instanceof HTMLImageElement) return [picture.naturalWidth, picture.naturalHeight];
  return [picture.width, picture.height];
}

function canvasOf(side: number): HTMLCanvasElement {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = side;
  return canvas;
}

function paint(
  canvas: HTMLCanvasElement,
  picture: Drawable,
  x: number,
  y: number,
  side: number,
): void {
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (context === null) return;
  context.imageSmoothingEnabled = true;
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, x, y, side, side, 0, 0, canvas.width, canvas.height);
}
