/** The parts of `<classify-photo>` that only show what they are given. */
import { placeOfMost } from "../../words/summaries.ts";
import { html, type TemplateResult } from "lit";
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
      aria-label="Evidence for ${name}: ${placeOfMost(values, height, width)}"
      .values=${values.map((value) => Math.max(0, value))}
      .width=${width}
      .height=${height}
    ></lbl-map>
  `;
}

/** What the network is given of a picture: a square of `side` pixels. */
export function seenPart(picture: TemplateResult, name: string, side: number): TemplateResult {
  return html`
    <div class="seen">
      <div role="img" aria-label="What the network sees: ${name}">${picture}</div>
      <p class="muted">
        <strong>What the network sees:</strong> the middle square, ${side} × ${side} pixels.
      </p>
    </div>
  `;
}
