// From lines that a hand drew to the picture that a network was trained on.

/** Half the width of a line, in units of the drawing area's side: MNIST's proportion. */
export const PEN_RADIUS = 0.045;
/** MNIST's digits fit a box of 20 pixels in pictures of 28. */
const BOX_SHARE = 20 / 28;
/** Samples along each side of a pixel. */
const SAMPLES = 3;

/**
 * A drawing as MNIST's pictures were made: cropped, scaled so that its longer side fills 20/28 of
 * the picture, and moved by whole pixels so that its centre of mass is in the middle; never out of
 * the picture. Strokes are lists of {x, y} from 0 to 1. Returns coverages from 0 to 1, row by row.
 */
export function centred(strokes, radius, width, height) {
  const ink = inkBox(strokes, radius);
  if (ink === null) return new Float32Array(width * height);
  const box = Math.round(Math.min(width, height) * BOX_SHARE);
  const scale = box / Math.max(ink.width, ink.height);
  const left = Math.round((width - ink.width * scale) / 2);
  const top = Math.round((height - ink.height * scale) / 2);
  const place = { scale, x: left - ink.left * scale, y: top - ink.top * scale };
  const middle = rasterised(strokes, radius, place, width, height);
  const mass = centreOfMass(middle, width);
  const right = left + Math.ceil(ink.width * scale - 1e-6);
  const bottom = top + Math.ceil(ink.height * scale - 1e-6);
  const moveX = clamp(Math.round(middleOf(width) - mass.x), -left, width - right);
  const moveY = clamp(Math.round(middleOf(height) - mass.y), -top, height - bottom);
  return moved(middle, width, height, moveX, moveY);
}

/** The whole drawing area as it is, in `width` by `height` pixels. */
export function whole(strokes, radius, width, height) {
  const scale = Math.min(width, height);
  const place = { scale, x: (width - scale) / 2, y: (height - scale) / 2 };
  return rasterised(strokes, radius, place, width, height);
}

function inkBox(strokes, radius) {
  const points = strokes.flat();
  if (points.length === 0) return null;
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)];
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return {
    left: left - radius,
    top: top - radius,
    width: Math.max(...xs) - left + 2 * radius,
    height: Math.max(...ys) - top + 2 * radius,
  };
}

/** How much of each pixel is covered by ink, where a point p lies at scale * p + (x, y). */
function rasterised(strokes, radius, place, width, height) {
  const [columns, rows] = [width * SAMPLES, height * SAMPLES];
  const fine = new Float32Array(columns * rows);
  const scale = place.scale * SAMPLES;
  const reach = radius * scale;
  const toFine = ({ x, y }) => [x * scale + place.x * SAMPLES, y * scale + place.y * SAMPLES];
  for (const stroke of strokes) {
    for (let i = 0; i < Math.max(1, stroke.length - 1); i++) {
      const [ax, ay] = toFine(stroke[i]);
      const [bx, by] = toFine(stroke[i + 1] ?? stroke[i]);
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
          const t = lengthSquared === 0 ? 0 : clamp(along, 0, 1);
          const distance = Math.hypot(px - t * (bx - ax), py - t * (by - ay));
          const index = row * columns + column;
          fine[index] = Math.max(fine[index], clamp(reach - distance + 0.5, 0, 1));
        }
      }
    }
  }
  const coverage = new Float32Array(width * height);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const index = Math.floor(row / SAMPLES) * width + Math.floor(column / SAMPLES);
      coverage[index] += fine[row * columns + column];
    }
  }
  return coverage.map((sum) => sum / SAMPLES ** 2);
}

/** MNIST's pictures balance in the middle of pixel 14 of 28, counted from 0. */
const middleOf = (side) => Math.floor(side / 2) + 0.5;

function centreOfMass(coverage, width) {
  let [sum, x, y] = [0, 0, 0];
  coverage.forEach((ink, index) => {
    sum += ink;
    x += ink * ((index % width) + 0.5);
    y += ink * (Math.floor(index / width) + 0.5);
  });
  return { x: x / sum, y: y / sum };
}

function moved(picture, width, height, moveX, moveY) {
  const result = new Float32Array(picture.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [fromRow, fromColumn] = [row - moveY, column - moveX];
      if (fromRow < 0 || fromRow >= height || fromColumn < 0 || fromColumn >= width) continue;
      result[row * width + column] = picture[fromRow * width + fromColumn];
    }
  }
  return result;
}

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
