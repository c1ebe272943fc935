import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { client } from "../../runtime/client.ts";
import type { RemoteModel } from "../../runtime/worker-client.ts";
import { UserFacingError } from "../../runtime/files.ts";
import type { LayerInfo, LayerWeight } from "../../runtime/inside/layer.ts";
import { fromText } from "../../drawing/text.ts";
import { DrawingController } from "../../controllers/drawing.ts";
import { ModelController } from "../../controllers/model.ts";
import { PredictionController } from "../../controllers/prediction.ts";
import type { Pad } from "../../elements/pad.ts";
import { exampleStyles } from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { lostRow } from "../../elements/chooser.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import type { Chosen } from "./layer-list.ts";
import { stageStyles } from "./stage-styles.ts";
import { centred, squeezed } from "../../drawing/preprocess.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import type { Stroke } from "../../drawing/strokes.ts";
import { verdict } from "../../words/format.ts";
import "../../elements/pad.ts";
import { ownStyles } from "./styles.ts";

const tabs = { layers: "Layer by layer", where: "Where it looks", duel: "A duel" } as const;
type Tab = keyof typeof tabs;

/** What shows the inside comes at the first touch, with the network. */
async function bringViews(): Promise<void> {
  try {
    await Promise.all([
      import("./close-up/close-up.ts"),
      import("./duel/duel-view.ts"),
      import("./layer-list.ts"),
      import("./where/where.ts"),
    ]);
  } catch {
    throw new UserFacingError(
      "The code that shows the layers could not be fetched. Are you offline?",
    );
  }
}

/**
 * `<look-inside model="digits">`: what every layer of a network makes of a drawing, which pixels
 * count, and how it is fooled. For any exported Layers model that takes in a picture.
 *
 * The card and the test images are fetched when the element comes near the window, the network and
 * what runs it at the first touch. `data-state` tells how far that is.
 */
export class LookInside extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() private layers: readonly LayerInfo[] = [];
  /** Outputs of all layers for {@link looked}. */
  @state() private values: readonly Float32Array[] = [];
  /** The input that the network has looked at last, when the drawing rested. */
  @state() private looked: Float32Array | null = null;
  @state() private map: Chosen | null = null;
  @state() private tab: Tab = "layers";

  /** What screen readers are told of the drawing; changes only when it rests. */
  @state() private spoken = "";

  private weights: readonly (readonly LayerWeight[])[] = [];
  /** A map that was asked for before the layers were known. */
  private wanted = "";
  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    layers: true,
    near: (base, card) => this.drawing.prepare(base, card),
    ready: async (network) => {
      await Promise.all([bringViews(), this.inspect(network)]);
    },
  });
  private readonly drawing: DrawingController = new DrawingController(this, this.network, {
    // Photos fill their frame, drawings are centred as the networks of drawings learned them.
    fit: () => (this.drawing.shape[2] === 1 ? centred : squeezed),
    settings: () => this.settings,
  });
  private readonly prediction = new PredictionController(this, this.network, this.drawing, {
    predict: (network) => this.predict(network),
    clear: () => {
      this.values = [];
      this.looked = null;
    },
    announce: () => this.announce(),
  });

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  // ---- The drawing -----------------------------------------------------------------------------

  private drawn(event: Event): void {
    this.drawing.put({ strokes: (event.target as Pad).strokes }, true);
    this.prediction.drawn();
  }

  private clear(): void {
    this.drawing.clear();
    this.prediction.changed();
  }

  /** Puts something on the canvas at one blow. */
  private put(strokes: readonly Stroke[], chosen: number | null): void {
    this.network.touch();
    this.drawing.put({ strokes, chosen });
    this.prediction.changed();
  }

  // ---- Set from outside ------------------------------------------------------------------------

  private get settings(): (readonly [string, string])[] {
    const settings: [string, string][] = [];
    if (this.tab !== "layers") settings.push(["view", this.tab]);
    const layer = this.map && this.layers[this.map.layer];
    if (this.map && layer) settings.push(["map", `${layer.name} ${this.map.map + 1}`]);
    return settings;
  }

  applySettings(settings: Settings): void {
    const view = settings.get("view") ?? "";
    if (view in tabs) {
      this.tab = view as Tab;
      this.network.touch();
    }
    this.wanted = settings.get("map") ?? this.wanted;
    this.openWanted();
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    const chosen = this.drawing.chosenIn(settings);
    if (chosen !== null || drawing.length > 0) this.put(drawing, chosen);
  }

  /** Opens the map that was asked for by name, if the layers are known already. */
  private openWanted(): void {
    const [, name, number] = /^(\S+)\s+(\d+)$/.exec(this.wanted) ?? [];
    const layer = this.layers.findIndex((layer) => layer.name === name);
    if (layer < 0) return;
    this.map = { layer, map: Number(number) - 1 };
    this.wanted = "";
  }

  // ---- Looking ---------------------------------------------------------------------------------

  private async inspect(network: RemoteModel): Promise<void> {
    const { layers, weights } = await client.ask("inspect", { base: network.base });
    this.weights = weights;
    this.layers = layers;
    this.openWanted();
    this.prediction.request();
  }

  private async predict(network: RemoteModel): Promise<void> {
    const values = await client.ask("activations", {
      base: network.base,
      values: this.drawing.input,
    });
    this.values = this.drawing.empty ? [] : values;
  }

  /** Hands a drawing that rests to the other tabs, and tells screen readers what it looks like. */
  private announce(): void {
    if (!this.prediction.isSettled) return;
    const input = this.drawing.empty ? null : this.drawing.input;
    const same =
      input?.length === this.looked?.length && input?.every((v, i) => v === this.looked?.[i]);
    if (same !== true) this.looked = input;
    this.spoken = this.sentence;
  }

  private get sentence(): string {
    const { labels, state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.drawing.empty) return `Draw a ${this.drawing.what}, or take a test image.`;
    const probabilities = this.values.at(-1);
    return probabilities === undefined ? "" : verdict(probabilities, labels);
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card">
        ${this.network.renderStatus()} ${this.renderDrawing()}
        ${this.network.state === "error" ? this.network.renderProblem() : this.renderTabs()}
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private renderDrawing(): TemplateResult {
    return html`
      <div class="two drawing">
        <div class="stage">
          ${this.drawing.example === null ? nothing : inputPicture(this.drawing.example.input, this.drawing.shape, this.network.range, this.exampleName(this.drawing.example.target))}
          <lbl-pad
            label="Draw a ${this.drawing.what} here"
            .strokes=${this.drawing.strokes}
            @lbl-draw=${this.drawn}
            @lbl-rest=${() => this.prediction.idle()}
            @lbl-clear=${this.clear}
            @pointerdown=${() => this.network.touch()}
          ></lbl-pad>
        </div>
        <div class="side">
          <p class="sentence" aria-hidden="true">${this.sentence}</p>
          <div class="row-of-buttons">
            <button
              class="button"
              type="button"
              aria-disabled=${this.drawing.empty}
              @click=${this.clear}
            >
              Clear
            </button>
            ${
              this.drawing.empty && this.drawing.own !== null
                ? html`<button
                    class="button"
                    type="button"
                    @click=${() => this.put(this.drawing.own ?? [], null)}
                  >
                    Your last ${this.drawing.what}
                  </button>`
                : nothing
            }
          </div>
          ${this.drawing.retry === null ? nothing : lostRow(this.drawing.retry)}
          ${this.drawing.examples.length > 0 ? this.renderExamples() : nothing}
        </div>
      </div>
    `;
  }

  private exampleName(target: number | null, index = this.drawing.chosen ?? 0): string {
    const name = `test image ${index + 1}`;
    return target === null ? name : `${name}, labelled ${this.network.labels[target] ?? target}`;
  }

  private renderExamples(): TemplateResult {
    return html`
      <p class="muted" id="row">Test images, new to the network:</p>
      <div class="examples" role="group" aria-labelledby="row">
        ${this.drawing.examples.map(({ input, target }, index) => {
          return html`
            <button
              type="button"
              aria-pressed=${this.drawing.chosen === index}
              aria-label=${this.exampleName(target, index)}
              @click=${() => this.put([], index)}
            >
              ${inputPicture(input, this.drawing.shape, this.network.range)}
            </button>
          `;
        })}
      </div>
    `;
  }

  private renderTabs(): TemplateResult {
    return html`
      <div class="tabs" role="tablist" aria-label="Ways to look inside" @keydown=${this.tabKey}>
        ${(Object.keys(tabs) as Tab[]).map(
          (tab) => html`
            <button
              type="button"
              role="tab"
              id="tab-${tab}"
              aria-selected=${this.tab === tab}
              aria-controls="panel"
              tabindex=${this.tab === tab ? 0 : -1}
              @click=${() => this.open(tab)}
            >
              ${tabs[tab]}
            </button>
          `,
        )}
      </div>
      <div id="panel" role="tabpanel" aria-labelledby="tab-${this.tab}">${this.renderPanel()}</div>
    `;
  }

  private open(tab: Tab): void {
    this.tab = tab;
    this.network.touch();
    this.drawing.writeUrl();
  }

  private tabKey(event: KeyboardEvent): void {
    const names = Object.keys(tabs) as Tab[];
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = names.at((names.indexOf(this.tab) + step) % names.length) ?? "layers";
    this.open(next);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(`#tab-${next}`)?.focus(),
    );
  }

  private renderPanel(): TemplateResult {
    const told = (event: CustomEvent<string>): void => void (this.spoken = event.detail);
    const failed = (event: CustomEvent<unknown>): void => this.network.fail(event.detail);
    const { remote, labels } = this.network;
    if (this.tab === "where") {
      return html`
        <lbl-where
          .network=${remote}
          .labels=${labels}
          .input=${this.looked}
          @lbl-say=${told}
          @lbl-problem=${failed}
        ></lbl-where>
      `;
    }
    if (this.tab === "duel") {
      return html`
        <lbl-duel
          .network=${remote}
          .labels=${labels}
          .input=${this.looked}
          @lbl-say=${told}
          @lbl-problem=${failed}
        ></lbl-duel>
      `;
    }
    if (this.layers.length === 0) {
      return html`<p class="muted">What each layer makes of your drawing appears here.</p>`;
    }
    return html`
      <p class="muted">Click a map to see what it is made with, and where it looks.</p>
      <div class="inside ${this.map === null ? "" : "with-close-up"}">
        <lbl-layer-list
          .layers=${this.layers}
          .values=${this.values}
          .chosen=${this.map}
          @lbl-choose=${(event: CustomEvent<Chosen>) => this.enlarge(event.detail)}
        ></lbl-layer-list>
        ${
          this.map === null
            ? nothing
            : html`<lbl-close-up
                tabindex="-1"
                .layers=${this.layers}
                .weights=${this.weights}
                .values=${this.values}
                .range=${this.network.range}
                .layer=${this.map.layer}
                .map=${this.map.map}
                @lbl-say=${told}
                @lbl-close=${() => (this.map = null)}
              ></lbl-close-up>`
        }
      </div>
    `;
  }

  private enlarge(chosen: Chosen): void {
    this.map = chosen;
    this.drawing.writeUrl();
    void this.updateComplete.then(() => {
      const view = this.renderRoot.querySelector("lbl-close-up");
      view?.scrollIntoView({ block: "nearest" });
    });
  }

  static override styles = [sharedStyles, stageStyles, exampleStyles, ownStyles];
}

customElements.define("look-inside", LookInside);
