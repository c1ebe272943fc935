/** What letter-mask shows beside and below the photograph: its controls, and three views of a mask. */
import { html, type TemplateResult } from "lit";
import { inputPicture } from "../../elements/input-picture.ts";
import "../../elements/map.ts";
import { photoList, type BundledPhoto } from "../../elements/photos.ts";
import { compared, toHex, type Colour } from "./mask.ts";

/** Colours that tell apart what was found, missed, and made up, whatever the reader's eyes. */
const KEY = {
  both: [1, 1, 1],
  missed: [0.9, 0.62, 0],
  extra: [0.34, 0.71, 0.91],
} as const satisfies Readonly<Record<string, Colour>>;

/** What the reader has chosen. */
export interface Chosen {
  /** Place of a photo that comes with the site; null for the reader's own. */
  readonly photo: number | null;
  readonly letter: string;
  readonly colour: string;
  /** It has the mean colour of what it covers. */
  readonly ground: boolean;
  /** Percent. */
  readonly opacity: number;
}

/** Each change calls `choose`, one of a slider that moves `slide`. */
export function controls(
  { photo, letter, colour, ground, opacity }: Chosen,
  photos: readonly BundledPhoto[],
  slide: (change: Partial<Chosen>) => void,
  choose: (change: Partial<Chosen>) => void,
): TemplateResult {
  const valueOf = (event: Event): string =>
    (event.target as HTMLInputElement | HTMLSelectElement).value;
  return html`
    <div class="controls">
      <div class="choices">
        ${photoList("Photograph", photos, photo, (index) => choose({ photo: index }))}
        <label class="choice">
          Letter
          <input
            type="text"
            maxlength="2"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            .value=${letter}
            @focus=${(event: Event) => (event.target as HTMLInputElement).select()}
            @input=${(event: Event) => choose({ letter: lastOf(valueOf(event)) })}
          />
        </label>
        <label class="choice">
          Colour
          <input
            type="color"
            .value=${colour}
            @input=${(event: Event) => slide({ colour: valueOf(event), ground: false })}
            @change=${() => choose({})}
          />
        </label>
      </div>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          .checked=${ground}
          @change=${(event: Event) =>
            choose({ ground: (event.target as HTMLInputElement).checked })}
        />
        <span>Take the colour of the ground</span>
      </label>
      <label class="slider">
        <span>Opacity: <b>${opacity}%</b></span>
        <input
          type="range"
          min="5"
          max="100"
          step="5"
          aria-valuetext="${opacity}% opaque"
          .value=${String(opacity)}
          @input=${(event: Event) => slide({ opacity: Number(valueOf(event)) })}
          @change=${() => choose({})}
        />
      </label>
    </div>
  `;
}

/** The last character of a text, in case somebody types a letter behind the one that is there. */
function lastOf(text: string): string {
  return Array.from(text.trim()).at(-1) ?? "";
}

/** What the network is given, how sure it is of each pixel, and what is right of that. */
export function views(
  picture: Float32Array | null,
  certainty: Float32Array | null,
  cover: Float32Array,
  side: number,
): TemplateResult {
  const shape = [side, side, 3];
  const blank = new Float32Array(side * side * 3);
  const seen = picture ?? blank;
  const key = (name: keyof typeof KEY, word: string): TemplateResult =>
    html`<span class="key" style="--key: ${toHex(KEY[name])}">${word}</span>`;
  const map = certainty ?? new Float32Array(side * side);
  return html`
    <div class="pictures">
      <figure>
        ${inputPicture(seen, shape, [0, 1], "What the network sees")}
        <figcaption class="muted">what it sees</figcaption>
      </figure>
      <figure>
        ${inputPicture(map, [side, side, 1], [0, 1], "How sure the network is of each pixel")}
        <figcaption class="muted">how sure it is</figcaption>
      </figure>
      <figure>
        ${inputPicture(
          certainty === null
            ? seen.map((value) => 0.3 * value)
            : compared(seen, certainty, cover, KEY),
          shape,
          [0, 1],
          "What it found, missed, and marked too much",
        )}
        <figcaption class="muted">
          ${key("both", "found")}, ${key("missed", "missed")}, ${key("extra", "too many")}
        </figcaption>
      </figure>
    </div>
  `;
}
