/** What paint-like shows beside its picture: whose contents, whose style, and how much of each. */
import { html, type TemplateResult } from "lit";
import { inputPicture } from "../../elements/input-picture.ts";
import { photoList, type BundledPhoto } from "../../elements/photos.ts";

/** Steps of one painting: a few dozen. */
export const STEPS = 60;
/** The slider's end, and the weight of the content loss there. */
export const MOST = 10;
const HEAVIEST = 1;

/** The weight of the content loss at a place of the slider: nothing at 0, then ever faster. */
export function weightOf(content: number): number {
  return HEAVIEST * (content / MOST) ** 2;
}

/** What the reader has chosen. */
export interface Chosen {
  /** Places of photos that come with the site; null for the reader's own. */
  readonly photo: number | null;
  readonly style: number | null;
  /** From 0 to {@link MOST}. */
  readonly content: number;
}

export type Role = "photo" | "style";

/** The two pictures that are painted from, each with a list of photos, and the slider between them. */
export function controls(
  chosen: Chosen,
  photos: readonly BundledPhoto[],
  pictures: Readonly<Record<Role, Float32Array>>,
  side: number,
  choose: (change: Partial<Chosen>) => void,
): TemplateResult {
  const source = (role: Role, title: string): TemplateResult => html`
    <figure>
      ${inputPicture(pictures[role], [side, side, 3], [0, 1], title)}
      ${photoList(title, photos, chosen[role], (index) => choose({ [role]: index }))}
    </figure>
  `;
  return html`
    <div class="controls">
      <div class="sources">${source("photo", "Contents of")}${source("style", "Style of")}</div>
      <label class="slider">
        <span>How much the contents count: <b>${chosen.content}</b> of ${MOST}</span>
        <input
          type="range"
          min="0"
          max=${MOST}
          step="1"
          .value=${String(chosen.content)}
          @input=${(event: Event) =>
            choose({ content: Number((event.target as HTMLInputElement).value) })}
        />
      </label>
    </div>
  `;
}
