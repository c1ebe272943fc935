import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { ask, type RemoteModel } from "../runtime/client.ts";
import { PlainError } from "../runtime/files.ts";
import type { LayerInfo, LayerWeight } from "../runtime/inside/layer.ts";
import { fetchExamples, type Example } from "./example.ts";
import { kitStyles } from "./kit.ts";
import { inputPicture } from "./look-inside/input-picture.ts";
import { fromText, toText } from "./drawing.ts";
import { keep, kept, onKeep } from "./keepsake.ts";
import { remember, settingsIn, type Settings, type Steerable } from "./steer.ts";
import type { Chosen } from "./look-inside/layer-list.ts";
import { stageStyles } from "./look-inside/stage.ts";
import { Network } from "./network.ts";
import type { Pad } from "./pad.ts";
import { centred, overlaid, squeezed, toCoverage, toInput } from "./preprocess.ts";
import { PEN_RADIUS, type Stroke } from "./strokes.ts";
import { noun, verdict } from "./words.ts";
import "./pad.ts";

/** Pictures in the row of test images. */
const ROW = 12;
/** Milliseconds without a change after which a drawing counts as finished for the time being. */
const QUIET = 500;

const tabs = { layers: "Layer by layer", where: "Where it looks", duel: "A duel" } as const;
type Tab = keyof typeof tabs;

/** What shows the inside comes at the first touch, with the network. */
async function bringViews(): Promise<void> {
  try {
    await Promise.all([
      import("./look-inside/close-up.ts"),
      import("./look-inside/duel-view.ts"),
      import("./look-inside/layer-list.ts"),
      import("./look-inside/where.ts"),
    ]);
  } catch {
    throw new PlainError("The code that shows the layers could not be fetched. Are you offline?");
  }
}

/**
 * `<look-inside model="digits">`: what every layer of a network makes of a drawing, which pixels
 * count, and how it is fooled. For any exported Layers model that takes in a picture.
 *
 * The card and the test images are fetched when the element comes near the window, the network and
 * what runs it at the first touch. `data-state` tells how far that is.
 */
export class LookInside extends LitElement implements Steerable {
  static override properties = {
    model: { type: String },
    examples: { state: true },
    strokes: { state: true },
    chosen: { state: true },
    layers: { state: true },
    values: { state: true },
    looked: { state: true },
    map: { state: true },
    tab: { state: true },
    own: { state: true },
    spoken: { state: true },
  };

  /** Name of an exported model: its folder in models/. */
  declare model: string;
  declare private examples: readonly Example[];
  declare private strokes: readonly Stroke[];
  /** Index of the test image on the canvas. */
  declare private chosen: number | null;
  declare private layers: readonly LayerInfo[];
  /** Outputs of all layers for {@link looked}. */
  declare private values: readonly Float32Array[];
  /** The input that the network has looked at last, when the drawing rested. */
  declare private looked: Float32Array | null;
  declare private map: Chosen | null;
  declare private tab: Tab;
  /** The reader's drawing from another time or page; offered while the canvas is empty. */
  declare private own: readonly Stroke[] | null;
  /** What screen readers are told. */
  declare private spoken: string;

  private weights: readonly (readonly LayerWeight[])[] = [];
  private stopListening: (() => void) | undefined;
  /** The reader drew what is on the canvas. */
  private byHand = false;
  /** A map that was asked for before the layers were known. */
  private wanted = "";
  private busy = false;
  private outdated = false;
  private resting = true;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  private readonly network = new Network(this, {
    name: () => this.model,
    near: async (base, card) => {
      // A network without its test images still looks at drawings.
      this.examples = await fetchExamples(base, card, ROW).catch(() => []);
      this.lookForOwn();
      this.stopListening ??= onKeep(this.what, () => this.lookForOwn());
      // The address is looked at when the card has been set.
      void this.updateComplete.then(() => this.steer(settingsIn(location.href, this)));
    },
    ready: async (network) => {
      await Promise.all([bringViews(), this.inspect(network)]);
    },
  });

  constructor() {
    super();
    this.model = "";
    this.examples = [];
    this.strokes = [];
    this.chosen = null;
    this.layers = [];
    this.values = [];
    this.looked = null;
    this.map = null;
    this.tab = "layers";
    this.own = null;
    this.spoken = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.quiet);
    this.stopListening?.();
    this.stopListening = undefined;
  }

  // ---- The drawing -----------------------------------------------------------------------------

  private get shape(): readonly [number, number, number] {
    const [height = 1, width = 1, channels = 1] = this.network.shape;
    return [height, width, channels];
  }

  private get example(): Example | null {
    return this.chosen === null ? null : (this.examples[this.chosen] ?? null);
  }

  private get empty(): boolean {
    return this.strokes.length === 0 && this.example === null;
  }

  /** Exactly the numbers that the network is given for what is on the canvas. */
  private get input(): Float32Array {
    const [height, width, channels] = this.shape;
    if (this.example === null) {
      // Photos fill their frame, drawings are centred as the networks of drawings learned them.
      const shape = channels === 1 ? centred : squeezed;
      return toInput(shape(this.strokes, PEN_RADIUS, width, height), this.network.range, channels);
    }
    if (this.strokes.length === 0) return this.example.input;
    const below = toCoverage(this.example.input, this.network.range, channels);
    const above = squeezed(this.strokes, PEN_RADIUS, width, height);
    return toInput(overlaid(below, above), this.network.range, channels);
  }

  /** What is drawn here: "digit". */
  private get what(): string {
    return noun(this.network.labels);
  }

  private lookForOwn(): void {
    if (this.empty) this.own = kept(this.what);
  }

  private drawn(event: Event): void {
    this.byHand = true;
    this.strokes = (event.target as Pad).strokes;
    this.resting = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.rested(), QUIET);
    this.network.touch();
    this.look();
  }

  private rested(): void {
    clearTimeout(this.quiet);
    this.resting = true;
    if (this.byHand && this.example === null) keep(this.what, this.strokes);
    if (this.network.card !== null) remember(this, this.settings);
    this.settle();
  }

  private clear(): void {
    this.put([], null);
    this.lookForOwn();
  }

  private choose(index: number): void {
    this.network.touch();
    this.put([], index);
  }

  private chooseOwn(): void {
    this.network.touch();
    this.put(this.own ?? [], null);
  }

  /** Puts something on the canvas at one blow. */
  private put(strokes: readonly Stroke[], chosen: number | null): void {
    this.byHand = false;
    this.strokes = strokes;
    this.chosen = chosen;
    this.look();
    this.rested();
  }

  // ---- Set from outside ------------------------------------------------------------------------

  private get settings(): Settings {
    const settings = new Map<string, string>();
    if (this.chosen !== null) settings.set("image", String(this.chosen + 1));
    if (this.strokes.length > 0) settings.set("drawing", toText(this.strokes));
    if (this.tab !== "layers") settings.set("view", this.tab);
    const layer = this.map && this.layers[this.map.layer];
    if (this.map && layer) settings.set("map", `${layer.name} ${this.map.map + 1}`);
    return settings;
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  steer(settings: Settings): void {
    const view = settings.get("view") ?? "";
    if (view in tabs) {
      this.tab = view as Tab;
      this.network.touch();
    }
    this.wanted = settings.get("map") ?? this.wanted;
    this.openWanted();
    const image = Number(settings.get("image") ?? 0);
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    const chosen = image >= 1 && image <= this.examples.length ? image - 1 : null;
    if (chosen === null && drawing.length === 0) return;
    this.network.touch();
    this.put(drawing, chosen);
  }

  /** Opens the map that was asked for by name, if the layers are known already. */
  private openWanted(): void {
    const [, name, number] = /^(\S+)\s+(\d+)$/.exec(this.wanted) ?? [];
    const layer = this.layers.findIndex((one) => one.name === name);
    if (layer < 0) return;
    this.map = { layer, map: Number(number) - 1 };
    this.wanted = "";
  }

  // ---- Looking ---------------------------------------------------------------------------------

  private async inspect(network: RemoteModel): Promise<void> {
    const { layers, weights } = await ask("inspect", { base: network.base });
    this.weights = weights;
    this.layers = layers;
    this.openWanted();
    this.look();
  }

  /** Has the network look at what is on the canvas now; the newest drawing wins, none queue up. */
  private look(): void {
    if (this.empty) {
      this.values = [];
      this.looked = null;
      return;
    }
    this.outdated = true;
    if (!this.busy && this.network.remote !== null) void this.activate(this.network.remote);
  }

  private async activate(network: RemoteModel): Promise<void> {
    this.busy = true;
    try {
      while (this.outdated && !this.empty) {
        this.outdated = false;
        const values = await ask("activations", { base: network.base, values: this.input });
        this.values = this.empty ? [] : values;
      }
    } catch (error) {
      this.network.fail(error);
    } finally {
      this.busy = false;
    }
    this.settle();
  }

  /** Hands a drawing that rests to the other tabs, and tells screen readers what it looks like. */
  private settle(): void {
    if (!this.resting || this.busy || this.network.state !== "ready") return;
    const input = this.empty ? null : this.input;
    const same =
      input?.length === this.looked?.length && input?.every((v, i) => v === this.looked?.[i]);
    if (same !== true) this.looked = input;
    this.spoken = this.sentence;
  }

  private get sentence(): string {
    const { labels, state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.empty) return `Draw a ${noun(labels)}, or take a test image.`;
    const probabilities = this.values.at(-1);
    return probabilities === undefined ? "" : verdict(probabilities, labels);
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card">
        ${
          this.network.state === "loading"
            ? this.network.renderProgress("Loading the network")
            : nothing
        }
        ${this.renderDrawing()}
        ${this.network.state === "error" ? this.network.renderProblem() : this.renderTabs()}
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private renderDrawing(): TemplateResult {
    const { labels } = this.network;
    return html`
      <div class="two drawing">
        <div class="stage">
          ${this.example === null ? nothing : inputPicture(this.example.input, this.shape, this.network.range)}
          <lbl-pad
            label="Draw a ${noun(labels)} here"
            .strokes=${this.strokes}
            @lbl-draw=${this.drawn}
            @lbl-rest=${this.rested}
            @lbl-clear=${this.clear}
            @pointerdown=${() => this.network.touch()}
          ></lbl-pad>
        </div>
        <div class="side">
          <p class="sentence" aria-hidden="true">${this.sentence}</p>
          <div class="row-of-buttons">
            <button class="button" type="button" ?disabled=${this.empty} @click=${this.clear}>
              Clear
            </button>
            ${
              this.empty && this.own !== null
                ? html`<button class="button" type="button" @click=${this.chooseOwn}>
                    Your last ${this.what}
                  </button>`
                : nothing
            }
          </div>
          ${this.examples.length > 0 ? this.renderExamples() : nothing}
        </div>
      </div>
    `;
  }

  private renderExamples(): TemplateResult {
    const { labels } = this.network;
    return html`
      <p class="muted" id="row">Test images, new to the network:</p>
      <div class="examples" role="group" aria-labelledby="row">
        ${this.examples.map(({ input, target }, index) => {
          const name = `test image ${index + 1}`;
          return html`
            <button
              type="button"
              aria-pressed=${this.chosen === index}
              aria-label=${target === null ? name : `${name}, labelled ${labels[target] ?? target}`}
              @click=${() => this.choose(index)}
            >
              ${inputPicture(input, this.shape, this.network.range)}
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
    if (this.network.card !== null) remember(this, this.settings);
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
    remember(this, this.settings);
    void this.updateComplete.then(() => {
      const view = this.renderRoot.querySelector("lbl-close-up");
      view?.scrollIntoView({ block: "nearest" });
    });
  }

  static override styles = [
    kitStyles,
    stageStyles,
    css`
      .sentence {
        min-block-size: 2.7em;
        font-size: 1.0625em;
        font-weight: 600;
        line-height: 1.35;
        font-variant-numeric: tabular-nums;
        text-wrap: balance;
      }
      .problem {
        display: grid;
        justify-items: start;
        gap: 10px;
        margin-block-start: 16px;
        padding: 14px 16px;
        border-inline-start: 4px solid var(--lbl-accent);
        background: var(--lbl-track);
      }
      .examples {
        display: grid;
        grid-template-columns: repeat(6, minmax(0, 48px));
        gap: 6px;
      }
      .examples button {
        padding: 3px;
        border: 1.5px solid var(--lbl-line);
        border-radius: 6px;
        background: var(--lbl-sheet);
      }
      .examples button:hover {
        border-color: var(--lbl-line-strong);
      }
      .examples button[aria-pressed="true"] {
        border-color: var(--lbl-accent);
        box-shadow: inset 0 0 0 1.5px var(--lbl-accent);
      }
      .examples lbl-map {
        aspect-ratio: 1;
      }
      .tabs {
        display: flex;
        flex-wrap: wrap;
        gap: 4px 20px;
        margin-block: 18px 14px;
        border-block-end: 1px solid var(--lbl-line);
      }
      .tabs button {
        min-block-size: 40px;
        margin-block-end: -1px;
        padding: 0 2px;
        border: 0;
        border-block-end: 3px solid transparent;
        background: none;
        font-weight: 600;
      }
      .tabs button[aria-selected="true"] {
        border-color: var(--lbl-accent);
        color: var(--lbl-accent);
      }
      .inside {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 18px 28px;
        margin-block-start: 12px;
      }
      @container (min-width: 640px) {
        .with-close-up {
          grid-template-columns: 260px minmax(0, 1fr);
          align-items: start;
        }
        .with-close-up lbl-layer-list {
          max-block-size: 860px;
        }
        .with-close-up lbl-close-up {
          padding-block-start: 0;
          border-block-start: 0;
        }
      }
      @container (max-width: 639px) {
        .with-close-up lbl-layer-list {
          max-block-size: 340px;
        }
      }
      lbl-layer-list {
        max-block-size: 620px;
        overflow-y: auto;
        padding: 4px;
        scrollbar-width: thin;
      }
      lbl-close-up {
        padding-block-start: 16px;
        border-block-start: 1px solid var(--lbl-line);
        outline: none;
      }
    `,
  ];
}

customElements.define("look-inside", LookInside);
