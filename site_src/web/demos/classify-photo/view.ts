/** The parts of `<classify-photo>` that only show what they are given. */
import { html, nothing, type TemplateResult } from "lit";
import type { BundledPhoto } from "../../elements/photos.ts";
import "../../elements/map.ts";

/** Asks for which of the classes, or for none (null), the evidence is shown. */
export function evidencePicker(
  labels: readonly string[],
  chosen: number | null,
  choose: (place: number | null) => void,
): TemplateResult {
  const changed = (event: Event): void => {
    const { value } = event.target as HTMLSelectElement;
    choose(value === "" ? null : Number(value));
  };
  return html`
    <label class="choose">
      Where is the evidence for
      <select @change=${changed}>
        ${labels.map(
          (label, place) =>
            html`<option value=${place} .selected=${chosen === place}>${label}</option>`,
        )}
        <option value="" .selected=${chosen === null}>nothing: hide it</option>
      </select>
    </label>
  `;
}

/** Lays a map of evidence, `height` rows of `width` numbers, over the picture. */
export function evidenceMap(
  values: Float32Array,
  height: number,
  width: number,
  name: string,
): TemplateResult {
  return html`
    <lbl-map
      class="evidence"
      smooth
      colours="heat"
      role="img"
      aria-label="Evidence for ${name}: ${placeOf(values, height, width)}"
      .values=${values.map((value) => Math.max(0, value))}
      .width=${width}
      .height=${height}
    ></lbl-map>
  `;
}

/** Names who took the photos that come with the page. */
export function origins(photos: readonly BundledPhoto[]): TemplateResult | typeof nothing {
  if (photos.length === 0) return nothing;
  return html`
    <details class="muted">
      <summary>Where these photos come from</summary>
      <ul>
        ${photos.map(({ name, origin }) => html`<li>${name}: ${origin}</li>`)}
      </ul>
    </details>
  `;
}

/** Where a map is strongest, in words. */
export function placeOf(values: Float32Array, height: number, width: number): string {
  const strongest = values.indexOf(
    values.reduce((most, value) => Math.max(most, value), -Infinity),
  );
  const third = (at: number, side: number): number => Math.floor((3 * at) / side);
  const row = ["top", "middle", "bottom"][third(Math.floor(strongest / width), height)] ?? "";
  const column = ["left", "middle", "right"][third(strongest % width, width)] ?? "";
  return row === column ? "most in the middle" : `most at the ${row} ${column}`;
}
