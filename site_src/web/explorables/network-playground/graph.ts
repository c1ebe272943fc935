import { arrowWay } from "../../arrow-keys.ts";
import { html, LitElement, type TemplateResult } from "lit";
import { ResizeController } from "../../controllers/resize.ts";
import { property, state } from "../../properties.ts";
import { PaintController } from "../../controllers/paint.ts";
import { canvasOf } from "../../elements/canvas.ts";
import { sharpCanvas } from "../../elements/sharp-canvas.ts";
import { css, paletteOf, type Palette } from "../plane/colours.ts";
import { paintSurface, shades } from "../plane/paint.ts";
import { stepper } from "../frame/controls.ts";
import { features } from "./training/features.ts";
import { graphStyles } from "./graph-styles.ts";
import { layersOf } from "../learning/network.ts";
import { MOST_LAYERS, MOST_NEURONS } from "./settings.ts";
import type { Surfaces } from "./surfaces.ts";
import { sizesOf, type Plan } from "./training/trainer.ts";

/** A neuron: its column (0 holds the features, the last one the output) and its row. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/** Pixels of the canvas that a neuron's picture is painted on before it is scaled. */
const TILE = 24;

/**
 * `<lbl-network-graph>`: the network as a picture of each neuron and a line for each weight. One stop
 * of the keyboard; the arrow keys go from neuron to neuron, whose numbers then stand on its lines.
 * Events: `looked` with a {@link Place} or null, `resized` with the numbers of hidden neurons.
 */
export class NetworkGraph extends LitElement {
  @property({ attribute: false }) plan: Plan | null = null;
  @property({ attribute: false }) parameters: Float32Array | null = null;
  @property({ attribute: false }) surfaces: Surfaces | null = null;
  @state() private at: Place = { column: 1, row: 0 };
  @state() private looked: Place | null = null;

  private readonly tile = document.createElement("canvas");

  constructor() {
    super();
    new PaintController(this, () => this.paint());
    this.tile.width = this.tile.height = TILE;
    new ResizeController(this, () => this.requestUpdate());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  private get sizes(): readonly number[] {
    return this.plan === null ? [] : sizesOf(this.plan);
  }

  /** Centre of a neuron and half the side of its picture, in pixels of the page. */
  private where({ column, row }: Place): { x: number; y: number; half: number } {
    const { sizes } = this;
    const { clientWidth: width, clientHeight: height } = this.canvas ?? this;
    const most = Math.max(...sizes, 4);
    const across = width / sizes.length;
    const down = height / most;
    const count = sizes[column] ?? 1;
    return {
      x: (column + 0.5) * across,
      y: height / 2 + (row - (count - 1) / 2) * down,
      half: Math.min(19, 0.42 * down, 0.36 * across),
    };
  }

  // ---- Painting ------------------------------------------------------------------------------

  private paint(): void {
    const { plan, parameters, surfaces } = this;
    const context = sharpCanvas(this.canvas)?.context;
    if (!context || !plan || !parameters || !surfaces) return;
    const palette = paletteOf(this);
    const lines = layersOf(this.sizes);
    if (lines.at(-1) === undefined) return;
    this.paintLines(context, palette, parameters);
    this.paintTiles(context, palette, surfaces);
    if (this.looked !== null && this.looked.column > 0)
      this.paintNumbers(context, palette, parameters, this.looked);
  }

  private paintLines(
    context: CanvasRenderingContext2D,
    palette: Palette,
    parameters: Float32Array,
  ): void {
    layersOf(this.sizes).forEach((layer, index) => {
      for (let output = 0; output < layer.outputs; output++) {
        const to = this.where({ column: index + 1, row: output });
        const own = this.looked?.column === index + 1 && this.looked.row === output;
        const faint = this.looked !== null && this.looked.column > 0 && !own;
        for (let input = 0; input < layer.inputs; input++) {
          const weight = parameters[layer.weights + output * layer.inputs + input] ?? 0;
          const from = this.where({ column: index, row: input });
          const bend = (to.x - from.x) / 2;
          context.beginPath();
          context.moveTo(from.x + from.half, from.y);
          context.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x - to.half, to.y);
          context.strokeStyle = css(weight > 0 ? palette.above : palette.below, faint ? 0.12 : 0.8);
          context.lineWidth = Math.min(7, 0.4 + 1.6 * Math.sqrt(Math.abs(weight)));
          context.stroke();
        }
      }
    });
  }

  private paintTiles(
    context: CanvasRenderingContext2D,
    palette: Palette,
    surfaces: Surfaces,
  ): void {
    const colours = shades(palette, 12);
    this.sizes.forEach((count, column) => {
      for (let row = 0; row < count; row++) {
        const { x, y, half } = this.where({ column, row });
        paintSurface(this.tile, surfaces.of(column, row), colours);
        context.save();
        context.beginPath();
        context.roundRect(x - half, y - half, 2 * half, 2 * half, 5);
        context.clip();
        context.drawImage(this.tile, x - half, y - half, 2 * half, 2 * half);
        context.restore();
        const own = this.looked?.column === column && this.looked.row === row;
        context.strokeStyle = css(own ? palette.ink : palette.muted, own ? 1 : 0.7);
        context.lineWidth = own ? 2.5 : 1;
        context.stroke();
      }
    });
  }

  private paintNumbers(
    context: CanvasRenderingContext2D,
    palette: Palette,
    parameters: Float32Array,
    place: Place,
  ): void {
    const { column } = place;
    const to = this.where(place);
    context.font = `600 12px ${getComputedStyle(this).fontFamily}`;
    context.textBaseline = "middle";
    context.textAlign = "center";
    this.weightsInto(parameters, place).forEach((weight, row) => {
      const from = this.where({ column: column - 1, row });
      const [x, y] = [from.x + 0.36 * (to.x - from.x) + 6, from.y + 0.22 * (to.y - from.y)];
      const text = signed(weight);
      const wide = context.measureText(text).width + 8;
      context.fillStyle = css(palette.sheet, 0.92);
      context.beginPath();
      context.roundRect(x - wide / 2, y - 9, wide, 18, 5);
      context.fill();
      context.fillStyle = css(weight > 0 ? palette.above : palette.below);
      context.fillText(text, x, y);
    });
  }

  private weightsInto(parameters: Float32Array, { column, row }: Place): number[] {
    const layer = layersOf(this.sizes)[column - 1];
    if (layer === undefined) return [];
    const start = layer.weights + row * layer.inputs;
    return Array.from(parameters.subarray(start, start + layer.inputs));
  }

  // ---- Looking -------------------------------------------------------------------------------

  private look(place: Place | null): void {
    if (place !== null) this.at = place;
    this.looked = place;
    this.dispatchEvent(new CustomEvent("looked", { detail: place }));
  }

  private typed(event: KeyboardEvent): void {
    const way = arrowWay(event);
    if (way === undefined) return;
    event.preventDefault();
    const within = (value: number, count: number): number =>
      Math.max(0, Math.min(count - 1, value));
    const column = within(this.at.column + way[0], this.sizes.length);
    const row = within(this.at.row + way[1], this.sizes[column] ?? 1);
    this.at = { column, row };
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>("[tabindex='0']")?.focus(),
    );
  }

  private name(place: Place): string {
    const { column, row } = place;
    const last = this.sizes.length - 1;
    const feature = this.plan?.features[row];
    if (column === 0) return `Input ${feature === undefined ? "" : features[feature]}`;
    const name = column === last ? "Output" : `Layer ${column}, neuron ${row + 1}`;
    if (this.parameters === null) return name;
    const layer = layersOf(this.sizes)[column - 1];
    const bias = this.parameters[(layer?.biases ?? 0) + row] ?? 0;
    const weights = this.weightsInto(this.parameters, place).map(signed).join(", ");
    return `${name}: weights ${weights}; bias ${signed(bias)}`;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  private renderNeuron(place: Place): TemplateResult {
    const { x, y, half } = this.where(place);
    const here = this.at.column === place.column && this.at.row === place.row;
    const looked = this.looked?.column === place.column && this.looked.row === place.row;
    return html`<button
      class="neuron"
      type="button"
      tabindex=${here ? 0 : -1}
      aria-label=${here || looked ? this.name(place) : `Neuron ${place.row + 1} of column ${place.column}`}
      style="inset-inline-start: ${x - half}px; inset-block-start: ${y - half}px; inline-size: ${2 * half}px"
      @focus=${() => this.look(place)}
      @blur=${() => this.look(null)}
      @pointerenter=${() => this.look(place)}
      @pointerleave=${() => this.look(null)}
    ></button>`;
  }

  private renderHead(count: number, column: number): TemplateResult {
    const { plan, sizes } = this;
    if (plan === null) return html``;
    if (column === 0) return html`<span class="head">in</span>`;
    if (column === sizes.length - 1) return html`<span class="head">out</span>`;
    const limits = { label: `neurons of layer ${column}`, min: 1, max: MOST_NEURONS };
    return html`<span class="head">
      ${stepper(limits, count, (next) => this.resize(plan.hidden.map((old, index) => (index === column - 1 ? next : old))))}
    </span>`;
  }

  private resize(hidden: readonly number[]): void {
    this.dispatchEvent(new CustomEvent("resized", { detail: hidden }));
  }

  override render(): TemplateResult {
    const { plan, sizes } = this;
    if (plan === null) return html``;
    const { column, row } = this.at;
    // After a change of the network the place may be gone.
    if (row >= (sizes[column] ?? 0))
      this.at = { column: Math.min(column, sizes.length - 1), row: 0 };
    const { hidden } = plan;
    const layers = { label: "layers", min: 0, max: MOST_LAYERS };
    return html`
      <div class="layers">
        <span>Hidden layers</span>
        ${stepper(layers, hidden.length, (next) =>
          this.resize(
            next > hidden.length ? [...hidden, hidden.at(-1) ?? 4] : hidden.slice(0, next),
          ),
        )}
      </div>
      <div class="heads">${sizes.map((count, index) => this.renderHead(count, index))}</div>
      <div class="drawing" role="group" aria-label="The network" @keydown=${this.typed}>
        <canvas aria-hidden="true"></canvas>
        ${sizes.map((count, column) =>
          Array.from({ length: count }, (_, row) => this.renderNeuron({ column, row })),
        )}
      </div>
    `;
  }

  static override styles = graphStyles;
}

/** 1.25 -> "+1.25", with a real minus sign. */
function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(2)}`;
}

customElements.define("lbl-network-graph", NetworkGraph);
