/** What from-noise shows below the drawing: its controls, and the pictures of one moment. */
import { html, type TemplateResult } from "lit";
import { inputPicture } from "../../elements/input-picture.ts";
import { withArticle } from "../../words/format.ts";
import type { Moment } from "./flow.ts";

/** Numbers of steps to choose from. */
export const STEPS: readonly number[] = [1, 2, 4, 8, 16, 32];

/** How strongly it insists on the digit; 1 is what it was trained to do. */
export const STRENGTHS: Readonly<Record<string, string>> = {
  "1": "as it was trained",
  "1.5": "half as much again",
  "3": "three times as much",
};

/** What the reader has chosen. */
export interface Chosen {
  /** Percent of noise at the start: at 100 nothing of the drawing is left. */
  readonly noise: number;
  /** What it is asked for: the place of a label; the number after the last one says nothing. */
  readonly digit: number;
  readonly steps: number;
  readonly insist: number;
  readonly seed: number;
  /** Steps done at the moment that is shown. */
  readonly moment: number;
}

function select(
  label: string,
  options: readonly (readonly [number, string])[],
  chosen: number,
  choose: (value: number) => void,
): TemplateResult {
  return html`
    <label class="choice">
      ${label}
      <select
        @change=${(event: Event) => choose(Number((event.target as HTMLSelectElement).value))}
      >
        ${options.map(
          ([value, text]) =>
            html`<option value=${value} .selected=${value === chosen}>${text}</option>`,
        )}
      </select>
    </label>
  `;
}

/** Noise, digit, steps, strength; each change calls `choose`, one of a slider that moves `slide`. */
export function controls(
  { noise, digit, steps, insist, seed }: Chosen,
  labels: readonly string[],
  slide: (change: Partial<Chosen>) => void,
  choose: (change: Partial<Chosen>) => void,
): TemplateResult {
  const digits = labels.map((label, index) => [index, withArticle(label)] as const);
  return html`
    <div class="controls">
      <label class="slider">
        <span>Noise: <b>${noise}%</b></span>
        <input
          type="range"
          min="5"
          max="100"
          step="5"
          aria-valuetext="${noise}% noise"
          .value=${String(noise)}
          @input=${(event: Event) =>
            slide({ noise: Number((event.target as HTMLInputElement).value) })}
        />
      </label>
      <div class="choices">
        ${select("Ask for", [...digits, [labels.length, "anything"] as const], digit, (value) =>
          choose({ digit: value }),
        )}
        ${select(
          "Steps",
          STEPS.map((count) => [count, String(count)] as const),
          steps,
          (value) => choose({ steps: value }),
        )}
        ${select(
          "Insist on it",
          Object.entries(STRENGTHS).map(([value, text]) => [Number(value), text] as const),
          insist,
          (value) => choose({ insist: value }),
        )}
        <button class="button" type="button" @click=${() => choose({ seed: seed + 1 })}>
          Other noise
        </button>
      </div>
    </div>
  `;
}

/** The slider through time, and the button that plays it. */
export function timeline(
  { steps, moment }: Chosen,
  ready: boolean,
  playing: boolean,
  scrub: (moment: number) => void,
  play: () => void,
): TemplateResult {
  return html`
    <div class="timeline">
      <button class="button strong" type="button" aria-disabled=${!ready} @click=${play}>
        ${playing ? "Stop" : "Watch it come back"}
      </button>
      <label class="slider">
        <span>Time: step <b>${moment}</b> of ${steps}</span>
        <input
          type="range"
          min="0"
          max=${steps}
          step="1"
          aria-valuetext="step ${moment} of ${steps}"
          ?disabled=${!ready}
          .value=${String(moment)}
          @input=${(event: Event) => scrub(Number((event.target as HTMLInputElement).value))}
        />
      </label>
    </div>
  `;
}

/** Where it began, where it is now, and what the network takes that for. */
export function pictures(
  first: Moment | undefined,
  now: Moment | undefined,
  shape: readonly number[],
  range: readonly [number, number],
): TemplateResult {
  const [height = 1, width = 1] = shape;
  const blank = new Float32Array(height * width).fill(range[0]);
  const shown = (values: Float32Array | undefined, name: string, words: string): TemplateResult => {
    // Noise goes beyond paper and ink, and a picture can't.
    const [low, high] = range;
    const inside = (values ?? blank).map((value) => Math.min(high, Math.max(low, value)));
    return html`
      <figure>
        ${inputPicture(inside, shape, range, name)}
        <figcaption class="muted">${words}</figcaption>
      </figure>
    `;
  };
  return html`
    <div class="pictures">
      ${shown(first?.picture, "The picture at the start", "at the start")}
      ${shown(now?.picture, "The picture now", "now")}
      ${shown(now?.guess, "The network's guess of the end", "its guess of the end")}
    </div>
  `;
}
