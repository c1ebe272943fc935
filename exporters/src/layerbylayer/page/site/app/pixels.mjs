// From pixels to what the network was trained on, and back to show it.

/**
 * Shares from 0 to 1, row by row with the channels last, as the numbers that the network takes:
 * scaled to `range`, then (value - mean) / std for each channel, in the layout of its input.
 */
export function toNumbers(shares, settings) {
  const { channels, range, mean, std } = settings;
  const numbers = new Float32Array(shares.length);
  shares.forEach((share, index) => {
    const channel = index % channels;
    const value = range[0] + share * (range[1] - range[0]);
    numbers[placeOf(index, settings)] = (value - mean[channel]) / std[channel];
  });
  return numbers;
}

/** The reverse of toNumbers. */
export function toShares(numbers, settings) {
  const { channels, range, mean, std } = settings;
  return Float32Array.from(numbers, (_, index) => {
    const channel = index % channels;
    const value = numbers[placeOf(index, settings)] * std[channel] + mean[channel];
    return (value - range[0]) / (range[1] - range[0]);
  });
}

function placeOf(index, { channels, rows, columns, layout }) {
  if (layout === "channels-last") return index;
  return (index % channels) * rows * columns + Math.floor(index / channels);
}

/** The middle of a picture, in the shape that the network takes, on a canvas of its size. */
export function fitted(picture, columns, rows) {
  const [width, height] = sizeOf(picture);
  let w = Math.min(width, (height * columns) / rows);
  let h = (w * rows) / columns;
  let [from, x, y] = [picture, (width - w) / 2, (height - h) / 2];
  // One step from far larger skips pixels: halving averages them all.
  while (w >= 2 * columns && h >= 2 * rows) {
    const half = canvas(Math.floor(w / 2), Math.floor(h / 2));
    paint(half, from, x, y, w, h);
    [from, x, y, w, h] = [half, 0, 0, half.width, half.height];
  }
  const small = canvas(columns, rows);
  paint(small, from, x, y, w, h);
  return small;
}

/** Red, green and blue of a canvas from 0 to 1; or for one channel their brightness. */
export function sharesOf(small, channels) {
  const { data } = context(small).getImageData(0, 0, small.width, small.height);
  return Float32Array.from({ length: (data.length / 4) * channels }, (_, index) => {
    const [red, green, blue] = data.subarray(4 * Math.floor(index / channels));
    const one = [red, green, blue][index % channels];
    return (channels === 3 ? one : 0.299 * red + 0.587 * green + 0.114 * blue) / 255;
  });
}

/** Shows shares on a canvas: colours, or greys; of a drawing, ink on paper as on the pad. */
export function show(
  target,
  shares,
  { rows, columns, channels },
  [paper, ink] = [
    [0, 0, 0],
    [255, 255, 255],
  ],
) {
  [target.width, target.height] = [columns, rows];
  const image = new ImageData(columns, rows);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    for (let colour = 0; colour < 3; colour++) {
      const share = shares[pixel * channels + (channels === 3 ? colour : 0)];
      image.data[4 * pixel + colour] = paper[colour] + share * (ink[colour] - paper[colour]);
    }
    image.data[4 * pixel + 3] = 255;
  }
  context(target).putImageData(image, 0, 0);
}

function sizeOf(picture) {
  if (picture instanceof HTMLVideoElement) return [picture.videoWidth, picture.videoHeight];
  return [picture.width, picture.height];
}

function canvas(width, height) {
  return Object.assign(document.createElement("canvas"), { width, height });
}

const context = (target) => target.getContext("2d", { willReadFrequently: true });

function paint(target, picture, x, y, width, height) {
  const to = context(target);
  to.imageSmoothingQuality = "high";
  to.drawImage(picture, x, y, width, height, 0, 0, target.width, target.height);
}
