/** What fool-it shows below the drawing: its controls, and the three pictures. */
import { html, type TemplateResult } from "lit";
import { inputPicture } from "../../elements/input-picture.ts";
import { withArticle } from "../../words/format.ts";
import { SMALL_STEPS, type Way } from "./attack.ts";
import "../../elements/map.ts";

export const ways: Readonly<Record<Way, string>> = {
  one: "one step along the slopes",
  many: `${SMALL_STEPS} small steps`,
  random: "random noise",
};

/** The slider's end: half of all shades. */
export const MOST = 128;
/** Shades between paper and ink, as prose counts them, whatever the network's own range is. */
export const SHADES = 255;

/** What the reader has chosen. */
export interface Chosen {
  readonly shades: number;
  readonly way: Way;
  /** The class that it should say; null for any other. */
  readonly wish: number | null;
}

/** Ways, wishes and slider; each change of the slider calls `slide`, one of the others `choose`. */
export function controls(
  { shades, way: chosenWay, wish }: Chosen,
  labels: readonly string[],
  slide: (shades: number) => void,
  choose: (change: Partial<Chosen>) => void,
): TemplateResult {
  return html`
    <div class="controls">
      <fieldset>
        <legend>How</legend>
        ${(Object.keys(ways) as Way[]).map(
          (way) => html`
            <label>
              <input
                type="radio"
                name="way"
                .checked=${chosenWay === way}
                @change=${() => choose({ way })}
              />
              ${ways[way]}
            </label>
          `,
        )}
      </fieldset>
      <label class="wish">
        It should say
        <select
          ?disabled=${chosenWay === "random"}
          @change=${(event: Event) => {
            const { value } = event.target as HTMLSelectElement;
            choose({ wish: value === "" ? null : Number(value) });
          }}
        >
          <option value="" .selected=${wish === null}>anything else</option>
          ${labels.map(
            (label, index) => html`
              <option value=${index} .selected=${wish === index}>${withArticle(label)}</option>
            `,
          )}
        </select>
      </label>
      <label class="size">
        <span>Each pixel moves by at most <b>${shades}</b> of ${SHADES} shades</span>
        <input
          type="range"
          min="0"
          max=${MOST}
          step="1"
          aria-valuetext="${shades} shades"
          .value=${String(shades)}
          @input=${(event: Event) => slide(Number((event.target as HTMLInputElement).value))}
        />
      </label>
    </div>
  `;
}

/** The picture untouched, its change, and both together; `shades` is the size of the change. */
export function pictures(
  untouched: Float32Array,
  changed: Float32Array,
  shades: number,
  shape: readonly [number, number, number],
  range: readonly [number, number],
): TemplateResult {
  const change = changed.map((value, index) => value - (untouched[index] ?? 0));
  const changeName =
    shades === 0
      ? "The change: none yet"
      : `The change, magnified: each pixel by at most ${shades} shades, up or down`;
  return html`
    <div class="pictures">
      <figure>
        ${inputPicture(untouched, shape, range, "The picture, untouched")}
        <figcaption class="muted">untouched</figcaption>
      </figure>
      <figure>
        <lbl-map
          role="img"
          aria-label=${changeName}
          colours="sign"
          .values=${change}
          .width=${shape[1]}
          .height=${shape[0]}
        ></lbl-map>
        <figcaption class="muted">the change, magnified</figcaption>
      </figure>
      <figure>
        ${inputPicture(changed, shape, range, "The picture that the network is given")}
        <figcaption class="muted">what it's given</figcaption>
      </figure>
    </div>
  `;
}
