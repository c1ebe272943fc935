import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import type { LayerInfo } from "../../runtime/inside/layer.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { deedOf, largestOf, mapValues, sheetOf, sizeOf } from "./values.ts";
import "../../elements/map.ts";
import { layerListStyles } from "./layer-list-styles.ts";

/** Maps of a layer that are shown before the reader asks for all. */
const SOME = 16;

/** Which map the reader wants to see from near. */
export interface Chosen {
  readonly layer: number;
  readonly map: number;
}

/** `<lbl-layer-list>`: every layer, with what it hands on as pictures. Fires `lbl-choose`. */
export class LayerList extends LitElement {
  @property({ attribute: false }) layers: readonly LayerInfo[] = [];
  /** Outputs of all layers; none while nothing is drawn. */
  @property({ attribute: false }) values: readonly Float32Array[] = [];
  @property({ attribute: false }) chosen: Chosen | null = null;
  /** Layers of which all maps are shown. */
  @state() private whole: ReadonlySet<number> = new Set();

  override render(): TemplateResult {
    return html`
      <nav class="jumps" aria-label="Layers">
        ${this.layers.map(
          (layer, index) => html`
            <button type="button" @click=${() => this.jump(index)}>
              ${index === this.layers.length - 1 ? "Output" : layer.kind}
            </button>
          `,
        )}
      </nav>
      <ol role="list">
        ${this.layers.map((layer, index) => this.renderLayer(layer, index))}
      </ol>
    `;
  }

  private renderLayer(layer: LayerInfo, index: number): TemplateResult {
    const sheet = sheetOf(layer);
    const values = this.values[index];
    const count = this.whole.has(index) ? sheet.maps : Math.min(SOME, sheet.maps);
    const most = values === undefined ? 0 : largestOf(values);
    return html`
      <li data-layer=${layer.name}>
        <div class="title">
          <strong>${layer.kind}</strong>
          <span class="muted">${sizeOf(layer)}: ${deedOf(layer)}</span>
        </div>
        <div class="maps ${sheet.vector ? "vector" : ""}">
          ${Array.from({ length: count }, (_, map) => this.renderMap(layer, index, map, most))}
        </div>
        ${
          sheet.maps > SOME
            ? html`<button
                class="more"
                type="button"
                aria-expanded=${this.whole.has(index)}
                @click=${() => this.toggle(index)}
              >
                ${this.whole.has(index) ? `Show ${SOME}` : `Show all ${sheet.maps}`}
              </button>`
            : nothing
        }
      </li>
    `;
  }

  private renderMap(layer: LayerInfo, index: number, map: number, most: number): TemplateResult {
    const sheet = sheetOf(layer);
    const values = this.values[index];
    const pressed = this.chosen?.layer === index && this.chosen.map === map;
    const name = sheet.vector
      ? `${layer.name}, all ${sizeOf(layer)}`
      : `${layer.name}, map ${map + 1} of ${sheet.maps}`;
    return html`
      <button
        type="button"
        class="map"
        aria-label=${name}
        aria-pressed=${pressed}
        @click=${() => this.choose({ layer: index, map })}
      >
        <lbl-map
          style="aspect-ratio: ${sheet.width} / ${sheet.height}"
          .values=${values === undefined ? [] : mapValues(layer, values, map)}
          .width=${sheet.width}
          .height=${sheet.height}
          .most=${most}
        ></lbl-map>
      </button>
    `;
  }

  private jump(index: number): void {
    const layer = this.renderRoot.querySelectorAll("li")[index];
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    layer?.scrollIntoView({ block: "start", behavior: still ? "instant" : "smooth" });
    // The keys go on from there.
    layer?.querySelector<HTMLElement>("button")?.focus({ preventScroll: true });
  }

  private choose(detail: Chosen): void {
    this.dispatchEvent(new CustomEvent("lbl-choose", { detail }));
  }

  private toggle(index: number): void {
    const whole = new Set(this.whole);
    if (!whole.delete(index)) whole.add(index);
    this.whole = whole;
  }

  static override styles = [sharedStyles, layerListStyles];
}

customElements.define("lbl-layer-list", LayerList);
