// The picture of a sound.
import { element, plain } from "../elements.mjs";
import { peakOf } from "./samples.mjs";

/** Pixels from one line of the picture to the next. */
const PITCH = 3;
/** Of the height: how far the loudest sample reaches, however soft the sound is. */
const REACH = 0.45;

/** A picture of `length` samples with its caption; `show` draws others, once there are some. */
export function createWave(length, rate) {
  const canvas = element("canvas", {
    className: "wave",
    role: "img",
    "aria-label": "No sound yet",
  });
  let samples = null;

  function paint() {
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    canvas.width = Math.round(width * devicePixelRatio);
    canvas.height = Math.round(height * devicePixelRatio);
    const context = canvas.getContext("2d");
    context.scale(canvas.width / width, canvas.height / height);
    const colour = samples === null ? "--strong" : "--accent";
    context.fillStyle = getComputedStyle(canvas).getPropertyValue(colour);
    const lines = Math.floor(width / PITCH);
    const scale = (REACH * height) / ((samples && peakOf(samples)) || 1);
    for (let i = 0; i < lines; i++) {
      const [low, high] = samples === null ? [0, 0] : spanOf(samples, i / lines, (i + 1) / lines);
      const size = Math.max(1.5, scale * (high - low));
      context.fillRect(i * PITCH, height / 2 - scale * high, PITCH - 1, size);
    }
  }

  new ResizeObserver(paint).observe(canvas);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);
  const lasts = secondsOf(length / rate);
  const caption = `What the network gets: ${length.toLocaleString("en")} samples, ${lasts}`;
  const words = element("figcaption", { className: "quiet" }, caption);
  return {
    figure: element("figure", { className: "sound" }, canvas, words),
    show(numbers) {
      samples = numbers;
      const peak = peakOf(samples);
      const loudest = samples.findIndex((sample) => Math.abs(sample) === peak);
      const label = `The sound as a wave: ${lasts}, loudest after ${secondsOf(loudest / rate)}`;
      canvas.setAttribute("aria-label", label);
      paint();
    },
  };
}

/** A time in words. */
export const secondsOf = (value) => `${plain(value)} ${value === 1 ? "second" : "seconds"}`;

/** The lowest and the highest sample between two shares of the whole. */
function spanOf(samples, from, to) {
  const first = Math.floor(from * samples.length);
  const part = samples.subarray(first, Math.max(first + 1, Math.floor(to * samples.length)));
  return [
    part.reduce((low, sample) => Math.min(low, sample), Infinity),
    part.reduce((high, sample) => Math.max(high, sample), -Infinity),
  ];
}
