/** Which pixels matter: by covering them, and by the gradient; and how well somebody guessed. */

/** A heat map: one number of 0 or more for each pixel, row by row. */
export type Heat = Float32Array;

export interface Picture {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
}

/** Squares that are covered one after the other; the last ones end at the border. */
export function covers(
  picture: Picture,
  side: number,
  stride: number,
): readonly { readonly row: number; readonly column: number }[] {
  const places = (length: number): number[] => {
    const last = Math.max(0, length - side);
    const starts: number[] = [];
    for (let start = 0; start < last; start += stride) starts.push(start);
    return [...starts, last];
  };
  const columns = places(picture.width);
  return places(picture.height).flatMap((row) => columns.map((column) => ({ row, column })));
}

/**
 * The input with a square of `side` pixels set to `blank`, once for each of {@link covers}; all
 * inputs one after the other, as a network takes a batch.
 *
 * M. Zeiler, R. Fergus: Visualizing and Understanding Convolutional Networks (2013), section 4.2.
 */
export function occluded(
  input: Float32Array,
  picture: Picture,
  side: number,
  stride: number,
  blank: number,
): Float32Array {
  const all = covers(picture, side, stride);
  const batch = new Float32Array(all.length * input.length);
  const row = picture.width * picture.channels;
  all.forEach((cover, index) => {
    const start = index * input.length;
    batch.set(input, start);
    for (let y = cover.row; y < Math.min(picture.height, cover.row + side); y++) {
      const from = start + y * row + cover.column * picture.channels;
      const end = Math.min(picture.width, cover.column + side) * picture.channels;
      batch.fill(blank, from, start + y * row + end);
    }
  });
  return batch;
}

/**
 * How much the score falls when a pixel is covered: the mean over all squares that cover it, from
 * the scores with each square. Where covering helps, 0.
 */
export function occlusionHeat(
  score: number,
  scores: ArrayLike<number>,
  picture: Picture,
  side: number,
  stride: number,
): Heat {
  const falls = new Float64Array(picture.height * picture.width);
  const counts = new Float64Array(falls.length);
  covers(picture, side, stride).forEach(({ row, column }, index) => {
    for (let y = row; y < Math.min(picture.height, row + side); y++) {
      for (let x = column; x < Math.min(picture.width, column + side); x++) {
        const pixel = y * picture.width + x;
        falls[pixel] = (falls[pixel] ?? 0) + score - (scores[index] ?? 0);
        counts[pixel] = (counts[pixel] ?? 0) + 1;
      }
    }
  });
  return Float32Array.from(falls, (fall, pixel) => Math.max(0, fall / (counts[pixel] || 1)));
}

/**
 * The size of the gradient at each pixel, the largest of its channels.
 *
 * K. Simonyan, A. Vedaldi, A. Zisserman: Deep Inside Convolutional Networks: Visualising Image
 * Classification Models and Saliency Maps (2013), section 3.
 */
export function gradientHeat(gradient: Float32Array, channels: number): Heat {
  return Float32Array.from({ length: gradient.length / channels }, (_, pixel) =>
    Math.max(...gradient.subarray(pixel * channels, (pixel + 1) * channels).map(Math.abs)),
  );
}

/** The heat scaled so that its largest value is 1; all 0 stays all 0. */
export function scaled(heat: Heat): Heat {
  const largest = heat.reduce((most, value) => Math.max(most, value), 0);
  return largest === 0 ? heat : heat.map((value) => value / largest);
}

/**
 * How often a painted pixel is hotter than one that is not painted, over all such pairs, ties counted
 * half: the area under the ROC curve. 1 is a perfect guess, one half is what chance gives; null when
 * everything or nothing is painted.
 */
export function agreement(painted: ArrayLike<number>, heat: Heat): number | null {
  const order = Array.from(heat, (_, pixel) => pixel).sort(
    (a, b) => (heat[a] ?? 0) - (heat[b] ?? 0),
  );
  let inside = 0;
  let wins = 0;
  let colder = 0;
  for (let start = 0; start < order.length;) {
    let end = start;
    while (end < order.length && heat[order[end] ?? 0] === heat[order[start] ?? 0]) end++;
    const tied = order.slice(start, end);
    const mine = tied.filter((pixel) => (painted[pixel] ?? 0) > 0).length;
    wins += mine * (colder + (tied.length - mine) / 2);
    inside += mine;
    colder += tied.length - mine;
    start = end;
  }
  return inside === 0 || colder === 0 ? null : wins / (inside * colder);
}
