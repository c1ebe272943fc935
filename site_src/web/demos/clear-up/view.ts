/** What clear-up shows beside and below its picture: its controls, and what the picture is compared with. */
import { html, type TemplateResult } from "lit";
import { inputPicture } from "../../elements/input-picture.ts";
import { photoList, type BundledPhoto } from "../../elements/photos.ts";
import { LOST, type Lost } from "./rivals.ts";

/** The slider's ends, in shades of 255. */
export const LEAST = 5;
export const MOST = 80;

/** What the reader has chosen. */
export interface Chosen {
  /** Place of a photo that comes with the site; null for the reader's own. */
  readonly photo: number | null;
  readonly lost: Lost;
  /** Shades of 255. */
  readonly noise: number;
}

/** What is lost, and what the rival is called that brings it back without a network. */
export const WORDS: Readonly<Record<Lost, { readonly lost: string; readonly rival: string }>> = {
  colour: { lost: "Its colours", rival: "usual colours" },
  size: { lost: "Half its size", rival: "bicubic" },
  noise: { lost: "Clean pixels", rival: "a blur" },
};

/** Each change calls `choose`, one of a slider that moves `slide`. */
export function controls(
  { photo, lost, noise }: Chosen,
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
          What is gone
          <select @change=${(event: Event) => choose({ lost: valueOf(event) as Lost })}>
            ${LOST.map(
              (way) =>
                html`<option value=${way} .selected=${way === lost}>${WORDS[way].lost}</option>`,
            )}
          </select>
        </label>
      </div>
      <label class="slider">
        <span>Noise: <b>${lost === "noise" ? `${noise} shades` : "none"}</b></span>
        <input
          type="range"
          min=${LEAST}
          max=${MOST}
          step="5"
          aria-valuetext="${noise} of 255 shades"
          aria-label="Noise"
          .disabled=${lost !== "noise"}
          .value=${String(noise)}
          @input=${(event: Event) => slide({ noise: Number(valueOf(event)) })}
          @change=${() => choose({})}
        />
      </label>
    </div>
  `;
}

/** What the network was given, what its rival made of that, and the photograph. */
export function views(
  pictures: {
    readonly given: Float32Array;
    readonly rival: Float32Array;
    readonly photo: Float32Array;
  },
  lost: Lost,
  side: number,
): TemplateResult {
  const view = (values: Float32Array, name: string, caption: string): TemplateResult => html`
    <figure>
      ${inputPicture(values, [side, side, 3], [0, 1], name)}
      <figcaption class="muted">${caption}</figcaption>
    </figure>
  `;
  const { given, rival, photo } = pictures;
  return html`
    <div class="pictures">
      ${view(given, "What the network is given", "what it's given")}
      ${view(rival, "The same without a network", `without a network: ${WORDS[lost].rival}`)}
      ${view(photo, "The photograph", "the photograph")}
    </div>
  `;
}
