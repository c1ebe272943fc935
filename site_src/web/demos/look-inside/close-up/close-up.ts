import { arrowWay } from "../../../arrow-keys.ts";
import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../../properties.ts";
import { extremes, placeOfMost } from "../../../words/summaries.ts";
import type { LayerInfo, LayerWeight } from "../../../runtime/inside/layer.ts";
import { sharedStyles } from "../../../elements/styles/shared.ts";
import { explain, type Arithmetic, type Part, type Unit } from "./arithmetic.ts";
import { renderGrid } from "./grid.ts";
import { short } from "./numbers.ts";
import { channelsOf, receptiveField } from "../geometry.ts";
import { inputPicture } from "../../../elements/input-picture.ts";
import { surroundingsOf } from "./surroundings.ts";
import { kernelsOf, largestOf, mapValues, sheetOf } from "../values.ts";
import "../../../elements/map.ts";
import { ownStyles } from "./styles.ts";

/** Parts of a sum that are shown before the reader asks for all. */
const FEW = 3;

/**
 * `<lbl-close-up>`: one map of a layer, enlarged. A pixel of it can be picked; then its arithmetic is
 * written out, and where in the input it looks is shown.
 */
export class CloseUp extends LitElement {
  @property({ attribute: false }) layers: readonly LayerInfo[] = [];
  @property({ attribute: false }) weights: readonly (readonly LayerWeight[])[] = [];
  /** Outputs of all layers for what is on the canvas now. */
  @property({ attribute: false }) values: readonly Float32Array[] = [];
  /** Smallest and largest value that comes in. */
  @property({ attribute: false }) range: readonly [number, number] = [0, 1];
  /** Index of the layer. */
  @property({ type: Number }) layer = 0;
  /** Which of its maps. */
  @property({ type: Number }) map = 0;
  /** Row and column of the picked pixel. */
  @state() private place: readonly [number, number] | null = null;
  /** All parts of the sum are shown. */
  @state() private all = false;

  override willUpdate(changed: Map<PropertyKey, unknown>): void {
    if (changed.has("layer")) {
      this.place = null;
      this.all = false;
    }
  }

  private get unit(): Unit | null {
    const layer = this.layers[this.layer];
    if (layer === undefined || this.place === null) return null;
    const [row, column] = this.place;
    const sheet = sheetOf(layer);
    return sheet.vector
      ? { row: 0, column: 0, channel: row * sheet.width + column }
      : { row, column, channel: this.map };
  }

  override render(): TemplateResult | typeof nothing {
    const layer = this.layers[this.layer];
    const values = this.values[this.layer];
    if (layer === undefined || values === undefined) return nothing;
    const sheet = sheetOf(layer);
    const { unit } = this;
    return html`
      <div class="heading">
        <p class="name">
          ${layer.name}${sheet.vector ? nothing : `, map ${this.map + 1} of ${sheet.maps}`}
        </p>
        <button class="button" type="button" @click=${() => this.close()}>Close</button>
      </div>
      <div class="pictures">
        <figure>
          ${this.renderEnlarged(layer, values)}
          <figcaption class="muted">
            ${unit === null ? "Pick a pixel: click, or use the arrow keys." : this.whatIsPicked(unit)}
          </figcaption>
        </figure>
        ${this.renderWhere(layer, values, unit)} ${this.renderKernels()}
      </div>
      ${unit === null ? nothing : this.renderArithmetic(unit)}
    `;
  }

  private whatIsPicked(unit: Unit): string {
    const layer = this.layers[this.layer];
    if (layer === undefined) return "";
    const value = short(this.valueAt(unit));
    return sheetOf(layer).vector
      ? `Number ${unit.channel + 1}: ${value}`
      : `Row ${unit.row + 1}, column ${unit.column + 1}: ${value}`;
  }

  private valueAt(unit: Unit): number {
    const layer = this.layers[this.layer];
    const values = this.values[this.layer];
    if (layer === undefined || values === undefined) return 0;
    const width = layer.shape.length === 3 ? (layer.shape[1] ?? 1) : 1;
    return values[(unit.row * width + unit.column) * channelsOf(layer) + unit.channel] ?? 0;
  }

  // ---- The map ---------------------------------------------------------------------------------

  private renderEnlarged(layer: LayerInfo, values: Float32Array): TemplateResult {
    const { width, height } = sheetOf(layer);
    const picked = this.place;
    return html`
      <div
        class="enlarged"
        style="aspect-ratio: ${width} / ${height}; inline-size: ${sideOf(width, height)}"
        tabindex="0"
        role="application"
        aria-roledescription="map of numbers"
        aria-label="Map of ${height} rows and ${width} columns. Arrow keys pick a pixel."
        @pointerdown=${this.pickedAt}
        @keydown=${this.keyDown}
      >
        <lbl-map
          .values=${mapValues(layer, values, this.map)}
          .width=${width}
          .height=${height}
          .most=${largestOf(values)}
        ></lbl-map>
        ${
          picked === null
            ? nothing
            : html`<span
                class="cursor"
                style="inset-block-start: ${(100 * picked[0]) / height}%;
                  inset-inline-start: ${(100 * picked[1]) / width}%;
                  inline-size: ${100 / width}%; block-size: ${100 / height}%"
              ></span>`
        }
      </div>
    `;
  }

  private pickedAt(event: PointerEvent): void {
    const layer = this.layers[this.layer];
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    if (layer === undefined) return;
    const { width, height } = sheetOf(layer);
    this.pick(
      Math.floor(((event.clientY - box.top) / box.height) * height),
      Math.floor(((event.clientX - box.left) / box.width) * width),
    );
  }

  private keyDown(event: KeyboardEvent): void {
    const arrow = arrowWay(event);
    if (arrow === undefined) return;
    const [row, column] = this.place ?? [0, 0];
    const first = this.place === null;
    this.pick(row + (first ? 0 : arrow[1]), column + (first ? 0 : arrow[0]));
    event.preventDefault();
  }

  private pick(row: number, column: number): void {
    const layer = this.layers[this.layer];
    if (layer === undefined) return;
    const { width, height, vector } = sheetOf(layer);
    const place = [
      Math.min(height - 1, Math.max(0, row)),
      Math.min(width - 1, Math.max(0, column)),
    ] as const;
    if (vector && place[0] * width + place[1] >= channelsOf(layer)) return;
    this.place = place;
    const { unit } = this;
    if (unit !== null) this.say(`${this.whatIsPicked(unit)}. ${this.inWords(unit)}`);
  }

  private say(text: string): void {
    this.dispatchEvent(new CustomEvent("lbl-say", { detail: text }));
  }

  private close(): void {
    this.dispatchEvent(new CustomEvent("lbl-close"));
  }

  // ---- Where it looks --------------------------------------------------------------------------

  /** The input with the map laid over it, and the picked pixel's receptive field. */
  private renderWhere(
    layer: LayerInfo,
    values: Float32Array,
    unit: Unit | null,
  ): TemplateResult | typeof nothing {
    const input = this.layers.findIndex(({ inputs }) => inputs.length === 0);
    const source = this.layers[input];
    const picture = this.values[input];
    if (source === undefined || picture === undefined || input === this.layer) return nothing;
    const [height = 1, width = 1] = source.shape;
    const sheet = sheetOf(layer);
    const field = unit && receptiveField(this.layers, this.layer, unit.row, unit.column);
    const caption =
      field === null
        ? "Where it is active, over the input."
        : `It looks at ${field.bottom - field.top} × ${field.right - field.left} pixels of the input.`;
    const active = sheet.vector ? [] : mapValues(layer, values, this.map);
    const over = sheet.vector ? "" : `Active ${placeOfMost(active, sheet.height, sheet.width)}.`;
    return html`
      <figure class="where">
        <div
          class="stack"
          role="img"
          aria-label="${caption} ${over}"
          style="aspect-ratio: ${width} / ${height}"
        >
          ${inputPicture(picture, source.shape, this.range)}
          ${
            sheet.vector
              ? nothing
              : html`<lbl-map
                  class="over"
                  colours="heat"
                  .values=${mapValues(layer, values, this.map).map((value) => Math.max(0, value))}
                  .width=${sheet.width}
                  .height=${sheet.height}
                ></lbl-map>`
          }
          ${
            field === null
              ? nothing
              : html`<span
                  class="field"
                  style="inset-block-start: ${(100 * field.top) / height}%;
                    inset-inline-start: ${(100 * field.left) / width}%;
                    inline-size: ${(100 * (field.right - field.left)) / width}%;
                    block-size: ${(100 * (field.bottom - field.top)) / height}%"
                ></span>`
          }
        </div>
        <figcaption class="muted">${caption}</figcaption>
      </figure>
    `;
  }

  private renderKernels(): TemplateResult | typeof nothing {
    const weights = this.weights[this.layer] ?? [];
    const kernel = weights.find(({ name }) => name === "kernel" || name === "depthwise_kernel");
    if (kernel === undefined || kernel.shape.length !== 4) return nothing;
    const multiplier = kernel.name === "kernel" ? 0 : (kernel.shape[3] ?? 1);
    const which = multiplier === 0 ? this.map : this.map % multiplier;
    const { width, height, pictures } = kernelsOf(kernel.shape, kernel.values, which);
    const separable = weights.some(({ name }) => name === "pointwise_kernel");
    const own =
      multiplier === 0 || separable
        ? pictures
        : pictures.slice(Math.floor(this.map / multiplier)).slice(0, 1);
    const most = Math.max(...own.map(largestOf));
    const words = own.length === 1 ? "Its kernel" : `Its ${own.length} kernels, one for each map`;
    return html`
      <figure class="kernels">
        <div
          class="kernel-list"
          role="img"
          aria-label="${words} before, ${height} by ${width} each: ${extremes(
            own.flatMap((one) => [...one]),
            "weights",
          )}"
        >
          ${own.map(
            (values) => html`
              <lbl-map
                style="aspect-ratio: ${width} / ${height}"
                .values=${values}
                .width=${width}
                .height=${height}
                .most=${most}
              ></lbl-map>
            `,
          )}
        </div>
        <figcaption class="muted">
          ${words}. <span class="plus">Positive</span>, <span class="minus">negative</span>.
        </figcaption>
      </figure>
    `;
  }

  // ---- The arithmetic --------------------------------------------------------------------------

  private arithmetic(unit: Unit): Arithmetic | null {
    const weights = this.weights[this.layer] ?? [];
    const around = surroundingsOf(this.layers, this.values, weights, this.layer);
    return around && explain(around, unit);
  }

  private inWords(unit: Unit): string {
    const steps = this.arithmetic(unit)?.steps ?? [];
    return steps.map(({ text, value }) => `${text}: ${short(value)}`).join("; ");
  }

  private renderArithmetic(unit: Unit): TemplateResult {
    const arithmetic = this.arithmetic(unit);
    if (arithmetic === null) {
      return html`<p class="muted">These are the numbers that come in.</p>`;
    }
    const parts = [...arithmetic.parts].sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
    const shown = this.all ? parts : parts.slice(0, FEW);
    const hidden = parts.length - shown.length;
    return html`
      <section class="arithmetic" aria-label="The arithmetic of this number">
        ${
          parts.length > 1
            ? html`<p class="muted">
                ${hidden > 0 ? `The ${FEW} of ${parts.length} maps that count most:` : "All maps:"}
              </p>`
            : nothing
        }
        <ul class="parts" role="list">
          ${
            // Not by repeat(): that of Lit 3.3.3 leaves a comment behind with each element that goes
            // (lit/lit#5298).
            shown.map((part) => this.renderPart(part))
          }
        </ul>
        ${
          parts.length > FEW
            ? html`<button
                class="button"
                type="button"
                aria-expanded=${this.all}
                @click=${() => (this.all = !this.all)}
              >
                ${this.all ? "Show fewer" : `Show all ${parts.length}`}
              </button>`
            : nothing
        }
        <ol class="steps" role="list">
          ${arithmetic.steps.map(
            ({ text, value }, index) => html`
              <li ?data-result=${index === arithmetic.steps.length - 1}>
                <span>${text}</span><output data-value=${value}>${short(value)}</output>
              </li>
            `,
          )}
        </ol>
      </section>
    `;
  }

  private renderPart({ name, window, weights, value }: Part): TemplateResult {
    return html`
      <li class="part">
        <p class="part-name"><span>${name}</span><span>${short(value)}</span></p>
        ${renderGrid(window, "window")}
        ${
          weights === null
            ? nothing
            : html`<span role="img" aria-label="times">×</span> ${renderGrid(weights, "kernel")}`
        }
      </li>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

/** Long vectors are wide; small maps are smaller than large ones. */
function sideOf(width: number, height: number): string {
  if (width / height > 2) return "min(100%, 380px)";
  return `${Math.min(180, 90 + 10 * width)}px`;
}

customElements.define("lbl-close-up", CloseUp);
