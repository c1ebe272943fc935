/** Masks over photographs, as numbers: covering, marking, and comparing. Pictures are square, row by row. */

/** Red, green and blue, from 0 to 1. */
export type Colour = readonly [number, number, number];

/** A mask against what was really painted, in pixels. */
interface Score {
  readonly painted: number;
  readonly marked: number;
  readonly both: number;
  /** Intersection over union; null where nothing is painted and nothing marked. */
  readonly iou: number | null;
}

/** From where on a share counts: of a pixel that is covered, or of certainty. */
const HALF = 0.5;

/** Means of squares of `factor` by `factor` pixels; `side` is that of the result. */
export function averaged(
  values: ArrayLike<number>,
  side: number,
  factor: number,
  channels: number,
): Float32Array {
  const means = new Float32Array(side * side * channels);
  const wide = side * factor;
  for (let index = 0; index < wide * wide; index++) {
    const row = Math.floor(Math.floor(index / wide) / factor);
    const column = Math.floor((index % wide) / factor);
    for (let channel = 0; channel < channels; channel++) {
      const place = channels * (row * side + column) + channel;
      means[place] = (means[place] ?? 0) + (values[channels * index + channel] ?? 0);
    }
  }
  return means.map((sum) => sum / factor ** 2);
}

/** The photograph with one colour over it: (1 - c) photograph + c colour, c the cover times the opacity. */
export function laid(
  photo: Float32Array,
  cover: Float32Array,
  colour: Colour,
  opacity: number,
): Float32Array {
  return photo.map((value, index) => {
    const share = opacity * (cover[Math.floor(index / 3)] ?? 0);
    return (1 - share) * value + share * (colour[index % 3] ?? 0);
  });
}

/** The mean colour of what is covered; of the whole photograph where nothing is. */
export function groundColour(photo: Float32Array, cover: Float32Array): Colour {
  const isBare = !cover.some((share) => share > 0);
  const sums: [number, number, number] = [0, 0, 0];
  let total = 0;
  for (let pixel = 0; pixel < cover.length; pixel++) {
    const share = isBare ? 1 : (cover[pixel] ?? 0);
    total += share;
    for (const channel of [0, 1, 2] as const)
      sums[channel] += share * (photo[3 * pixel + channel] ?? 0);
  }
  return [sums[0] / total, sums[1] / total, sums[2] / total];
}

/** Compares what the network is sure of by half with what is covered by half. */
export function scored(certainty: Float32Array, cover: Float32Array): Score {
  let [painted, marked, both] = [0, 0, 0];
  cover.forEach((share, pixel) => {
    const isPainted = share >= HALF;
    const isMarked = (certainty[pixel] ?? 0) > HALF;
    painted += Number(isPainted);
    marked += Number(isMarked);
    both += Number(isPainted && isMarked);
  });
  const either = painted + marked - both;
  return { painted, marked, both, iou: either === 0 ? null : both / either };
}

/** Of each pixel: in both masks, painted and not found, or marked and not painted; else the picture, dimmed. */
export function compared(
  picture: Float32Array,
  certainty: Float32Array,
  cover: Float32Array,
  colours: { readonly both: Colour; readonly missed: Colour; readonly extra: Colour },
): Float32Array {
  return picture.map((value, index) => {
    const pixel = Math.floor(index / 3);
    const isPainted = (cover[pixel] ?? 0) >= HALF;
    const isMarked = (certainty[pixel] ?? 0) > HALF;
    if (!isPainted && !isMarked) return 0.3 * value;
    const colour = isPainted ? (isMarked ? colours.both : colours.missed) : colours.extra;
    return colour[index % 3] ?? 0;
  });
}

/** A piece of an outline: from x, y to x, y, in units of the side. */
export type Segment = readonly [number, number, number, number];

/**
 * Where certainty crosses one half, as pieces of lines between the middles of pixels.
 *
 * W. Lorensen, H. Cline: Marching Cubes (1987), in two dimensions. Beyond the edge there is none.
 */
export function outlineOf(certainty: Float32Array, side: number): Segment[] {
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= side || column >= side
      ? 0
      : (certainty[row * side + column] ?? 0);
  const segments: Segment[] = [];
  for (let row = -1; row < side; row++) {
    for (let column = -1; column < side; column++) {
      // The corners of a square, in turn, and where the outline crosses each of its sides.
      const corners = [
        [column, row, at(row, column)],
        [column + 1, row, at(row, column + 1)],
        [column + 1, row + 1, at(row + 1, column + 1)],
        [column, row + 1, at(row + 1, column)],
      ] as const;
      const crossed: [number, number][] = [];
      corners.forEach(([x, y, here], corner) => {
        const [nextX, nextY, next] = corners[(corner + 1) % 4] ?? [x, y, here];
        if (here > HALF === next > HALF) return;
        const share = (HALF - here) / (next - here);
        crossed.push([x + share * (nextX - x), y + share * (nextY - y)]);
      });
      for (let pair = 0; pair + 1 < crossed.length; pair += 2) {
        const [from, to] = [crossed[pair], crossed[pair + 1]];
        if (from === undefined || to === undefined) continue;
        const [x0, y0, x1, y1] = [...from, ...to].map((place) => {
          return Math.min(1, Math.max(0, (place + 0.5) / side));
        });
        segments.push([x0 ?? 0, y0 ?? 0, x1 ?? 0, y1 ?? 0]);
      }
    }
  }
  return segments;
}

/** "#ff8800" as red, green and blue. */
export function fromHex(hex: string): Colour {
  const part = (start: number): number => parseInt(hex.slice(start, start + 2), 16) / 255;
  return [part(1), part(3), part(5)];
}

export function toHex(colour: Colour): string {
  const part = (value: number): string =>
    Math.round(255 * Math.min(1, Math.max(0, value)))
      .toString(16)
      .padStart(2, "0");
  return `#${colour.map(part).join("")}`;
}

/** What screen readers and the eye are told of a mask. */
export function sentenceOf({ painted, marked, both, iou }: Score): string {
  const pixels = (count: number): string => `${count} ${count === 1 ? "pixel" : "pixels"}`;
  if (iou === null) return "Nothing is painted, and it marks nothing: right.";
  if (painted === 0) return `Nothing is painted, and it marks ${pixels(marked)} all the same.`;
  return (
    `IoU ${iou.toFixed(2)}: ${both} of ${pixels(painted)} found, ` +
    `${painted - both} missed, ${marked - both} too many.`
  );
}
