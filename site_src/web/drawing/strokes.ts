/** Drawings as lines: what the hand did, independent of any picture made of it. */

/** In units of the drawing area's side: (0, 0) is top left, (1, 1) bottom right. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The way of the pen from touching the paper to leaving it. A single point is a dot. */
export type Stroke = readonly Point[];

/**
 * Half the width of a line, in units of the drawing area's side. Lines in MNIST are some 2.5 pixels
 * wide where the digit is 20 high; a hand fills about three quarters of the area.
 */
export const PEN_RADIUS = 0.045;

/** Where ink lies, its width included; null when there is none. */
export function inkBox(
  strokes: readonly Stroke[],
  radius: number,
): { left: number; top: number; width: number; height: number } | null {
  let left = Infinity;
  let top = Infinity;
  let right = -Infinity;
  let bottom = -Infinity;
  for (const { x, y } of strokes.flat()) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  if (left > right) return null;
  return {
    left: left - radius,
    top: top - radius,
    width: right - left + 2 * radius,
    height: bottom - top + 2 * radius,
  };
}

/** Maps a point p to scale * p + (x, y). */
export interface Placement {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Samples along each side of a pixel. */
const SAMPLES = 3;

/**
 * How much of each pixel is covered by ink: `width * height` numbers from 0 to 1, row by row.
 *
 * `radius` is in the strokes' own units; `placement` takes those to pixels.
 */
export function rasterise(
  strokes: readonly Stroke[],
  radius: number,
  placement: Placement,
  width: number,
  height: number,
): Float32Array {
  const columns = width * SAMPLES;
  const rows = height * SAMPLES;
  const fine = new Float32Array(columns * rows);
  const scale = placement.scale * SAMPLES;
  const reach = radius * scale;
  const toFine = ({ x, y }: Point): [number, number] => [
    x * scale + placement.x * SAMPLES,
    y * scale + placement.y * SAMPLES,
  ];
  for (const stroke of strokes) {
    for (let i = 0; i < Math.max(1, stroke.length - 1); i++) {
      const from = stroke[i];
      const to = stroke[i + 1] ?? from;
      if (from === undefined || to === undefined) continue;
      const [ax, ay] = toFine(from);
      const [bx, by] = toFine(to);
      const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
      const x0 = Math.max(0, Math.floor(Math.min(ax, bx) - reach - 1));
      const x1 = Math.min(columns - 1, Math.ceil(Math.max(ax, bx) + reach + 1));
      const y0 = Math.max(0, Math.floor(Math.min(ay, by) - reach - 1));
      const y1 = Math.min(rows - 1, Math.ceil(Math.max(ay, by) + reach + 1));
      for (let row = y0; row <= y1; row++) {
        for (let column = x0; column <= x1; column++) {
          const px = column + 0.5 - ax;
          const py = row + 0.5 - ay;
          const along = (px * (bx - ax) + py * (by - ay)) / lengthSquared;
          const t = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, along));
          const distance = Math.hypot(px - t * (bx - ax), py - t * (by - ay));
          const ink = Math.min(1, Math.max(0, reach - distance + 0.5));
          const index = row * columns + column;
          if (ink > (fine[index] ?? 0)) fine[index] = ink;
        }
      }
    }
  }
  const coverage = new Float32Array(width * height);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const index = Math.floor(row / SAMPLES) * width + Math.floor(column / SAMPLES);
      coverage[index] = (coverage[index] ?? 0) + (fine[row * columns + column] ?? 0);
    }
  }
  return coverage.map((sum) => sum / SAMPLES ** 2);
}
