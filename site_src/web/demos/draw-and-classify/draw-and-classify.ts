import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import type { RemoteModel } from "../../runtime/worker-client.ts";
import { bars, barStyles } from "../../elements/bars.ts";
import { lostRow, chooser, chooserStyles, type Choice } from "../../elements/chooser.ts";
import { fromText } from "../../drawing/text.ts";
import { DrawingController, type Canvas } from "../../controllers/drawing.ts";
import { ModelController } from "../../controllers/model.ts";
import { PredictionController } from "../../controllers/prediction.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Pad } from "../../elements/pad.ts";
import { paperStyles } from "../../elements/styles/paper.ts";
import { centred, squeezed, toCoverage } from "../../drawing/preprocess.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { PEN_RADIUS, type Stroke } from "../../drawing/strokes.ts";
import { verdict } from "../../words/format.ts";
import "../../elements/pad.ts";
import "../../elements/picture.ts";
import { ownStyles } from "./styles.ts";

/**
 * `<draw-and-classify model="digits">`: draw something and watch a trained network make up its mind.
 *
 * The card and the test images are fetched when the element comes near the window, the network and
 * what runs it at the first touch. `data-state` tells how far that is. Prose and address set its
 * state: `drawing` (see drawing.ts), `image` (the place of a test image, from 1), `centring` (on, off).
 */
export class DrawAndClassify extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() private centring = true;
  @state() private probabilities: Float32Array | null = null;
  /** What screen readers are told of the drawing; changes only when it rests. */
  @state() private spoken = "";

  private showing: AbortController | undefined;
  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    near: (base, card) => this.drawing.prepare(base, card),
    ready: () => {
      this.spoken = "";
      this.prediction.request();
      this.announce();
    },
  });
  private readonly drawing: DrawingController = new DrawingController(this, this.network, {
    fit: () => (this.centring ? centred : squeezed),
    settings: () => (this.centring ? [] : [["centring", "off"]]),
  });
  private readonly prediction = new PredictionController(this, this.network, this.drawing, {
    predict: (network) => this.predict(network),
    clear: () => (this.probabilities = null),
    announce: () => this.announce(),
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopShowing();
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  // ---- The drawing ---------------------------------------------------------------------------

  private drawn(event: Event): void {
    this.stopShowing();
    this.drawing.put({ strokes: (event.target as Pad).strokes }, true);
    this.prediction.drawn();
  }

  private clear(): void {
    this.stopShowing();
    this.drawing.clear();
    this.prediction.changed();
  }

  private choose(index: number): void {
    this.put({ strokes: [], chosen: index });
  }

  /** Takes the reader's drawing from another time or page. */
  private chooseOwn(): void {
    this.put({ strokes: this.drawing.own ?? [], chosen: null });
  }

  private put(canvas: Canvas): void {
    this.clear();
    this.drawing.put(canvas);
    this.network.touch();
    this.prediction.changed();
  }

  private changeCentring(event: Event): void {
    this.centring = (event.target as HTMLInputElement).checked;
    this.prediction.changed();
  }

  // ---- Set from outside ----------------------------------------------------------------------

  applySettings(settings: Settings): void {
    const centring = settings.get("centring");
    if (centring !== undefined) this.centring = centring !== "off";
    const chosen = this.drawing.chosenIn(settings);
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    if (chosen !== null) this.choose(chosen);
    else if (drawing.length > 0) this.drawing.put({ chosen: null });
    if (drawing.length > 0) this.show(drawing);
    else if (settings.size > 0) this.prediction.changed();
  }

  /** Draws something before the reader's eyes; what is there already, only the rest of it. */
  private show(strokes: readonly Stroke[]): void {
    this.stopShowing();
    this.network.touch();
    const { signal } = (this.showing = new AbortController());
    const draw = (soFar: readonly Stroke[]): void => {
      if (signal.aborted) return;
      this.drawing.put({ strokes: soFar });
      if (soFar === strokes) this.prediction.changed();
      else this.prediction.animating();
    };
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) draw(strokes);
    else
      import("../../drawing/unfold.ts")
        .then(({ unfold }) => unfold(this.drawing.strokes, strokes, draw, signal))
        // Without what moves it, the drawing is there at once.
        .catch(() => draw(strokes));
  }

  private stopShowing(): void {
    this.showing?.abort();
  }

  // ---- Classifying ---------------------------------------------------------------------------

  private async predict(network: RemoteModel): Promise<void> {
    let outputs: readonly Float32Array[] = [];
    try {
      outputs = await network.predict(this.drawing.input);
    } finally {
      // A network that fails says nothing any more.
      this.probabilities = this.drawing.empty ? null : (outputs[0] ?? null);
    }
  }

  private announce(): void {
    if (this.prediction.isSettled) this.spoken = this.sentence;
  }

  // ---- Words ---------------------------------------------------------------------------------

  private get sentence(): string {
    const { labels, state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.drawing.empty) return `Draw a ${this.drawing.what}.`;
    if (this.probabilities === null) return "";
    const guess = verdict(this.probabilities, labels);
    if (this.drawing.example === null) return guess;
    if (this.drawing.strokes.length > 0) return `${guess} You drew over a test image.`;
    return this.drawing.example.target === null
      ? guess
      : `${guess} ${this.truth(this.drawing.example.target)}`;
  }

  /** What screen readers are told. */
  private get told(): string {
    const { state } = this.network;
    if (state === "loading") return "Loading the network.";
    return state === "ready" ? this.spoken : "";
  }

  private truth(target: number): string {
    const winner = this.probabilities?.indexOf(Math.max(...this.probabilities));
    const label = this.network.labels[target] ?? target;
    return winner === target
      ? `Right: it is labelled ${label}.`
      : `Wrong: it is labelled ${label}.`;
  }

  private get seenCaption(): string {
    if (this.network.card === null) return "";
    const [height, width] = this.drawing.shape;
    const pixels = `${width} × ${height} pixels`;
    if (this.drawing.empty) return `${pixels}, all empty.`;
    if (this.drawing.example !== null) return `${pixels}, as they are in the test set.`;
    return this.centring
      ? `${pixels}: your drawing cropped, scaled and centred.`
      : `${pixels}: the whole square, squeezed.`;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult {
    const [height, width, channels] = this.drawing.shape;
    const blank = new Float32Array(width * height);
    const { labels, range, state } = this.network;
    const seen = this.drawing.empty ? blank : toCoverage(this.drawing.input, range, channels);
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        <div class="parts">
          <div class="paper">
            <lbl-pad
              label="Draw a ${this.drawing.what} here"
              .strokes=${this.drawing.strokes}
              .backdrop=${this.drawing.backdrop}
              @lbl-draw=${this.drawn}
              @lbl-rest=${() => this.prediction.idle()}
              @lbl-clear=${this.clear}
              @pointerdown=${() => this.network.touch()}
              @keydown=${this.keyTouched}
            ></lbl-pad>
            <div class="tools">
              <button
                class="button"
                type="button"
                aria-disabled=${this.drawing.empty}
                @click=${this.clear}
              >
                Clear
              </button>
              <span class="muted hint">by mouse, pen, finger or arrow keys</span>
            </div>
          </div>
          <div class="answer">
            ${
              state === "error"
                ? this.network.renderProblem()
                : [this.renderSentence(), bars(labels, this.probabilities)]
            }
          </div>
          <div class="examples">
            ${this.drawing.retry === null ? nothing : lostRow(this.drawing.retry)}
            ${this.drawing.examples.length > 0 ? this.renderExamples() : nothing}
          </div>
          <div class="seen">
            <lbl-picture
              role="img"
              aria-label="What the network sees: ${this.seenCaption}"
              .coverage=${seen}
              .width=${width}
              .height=${height}
            ></lbl-picture>
            <div>
              <p><strong>What the network sees</strong></p>
              <p class="muted">${this.seenCaption}</p>
            </div>
            <label class="switch">
              <input
                type="checkbox"
                role="switch"
                .checked=${this.centring}
                @change=${this.changeCentring}
              />
              Centre and scale like MNIST
            </label>
          </div>
        </div>
        <p class="only-read" role="status" aria-live="polite">${this.told}</p>
      </div>
    `;
  }

  private keyTouched(event: KeyboardEvent): void {
    if (event.key !== "Tab" && event.key !== "Shift") this.network.touch();
  }

  private renderSentence(): TemplateResult {
    // Hidden from screen readers: it changes with every movement; they are told at each rest.
    return html`<p class="sentence" aria-hidden="true">${this.sentence}</p>`;
  }

  private renderExamples(): TemplateResult {
    const [height, width, channels] = this.drawing.shape;
    const picture = (coverage: Float32Array): TemplateResult => html`
      <lbl-picture .coverage=${coverage} .width=${width} .height=${height}></lbl-picture>
    `;
    const images: Choice[] = this.drawing.examples.map(({ input, target }, index) => ({
      name: this.exampleName(index, target),
      picture: picture(toCoverage(input, this.network.range, channels)),
    }));
    const own: Choice[] =
      this.drawing.own === null
        ? []
        : [
            {
              name: `yours: the ${this.drawing.what} that you drew`,
              picture: picture(centred(this.drawing.own, PEN_RADIUS, width, height)),
              caption: "yours",
            },
          ];
    const chosen = this.drawing.chosen === null ? null : this.drawing.chosen + own.length;
    return html`
      <p class="muted">Or take a test image, new to the network:</p>
      ${chooser("Pictures to take", [...own, ...images], chosen, (index) =>
        index < own.length ? this.chooseOwn() : this.choose(index - own.length),
      )}
    `;
  }

  private exampleName(index: number, target: number | null): string {
    const name = `test image ${index + 1}`;
    return target === null ? name : `${name}, labelled ${this.network.labels[target] ?? target}`;
  }

  static override styles = [sharedStyles, paperStyles, barStyles, chooserStyles, ownStyles];
}

customElements.define("draw-and-classify", DrawAndClassify);
