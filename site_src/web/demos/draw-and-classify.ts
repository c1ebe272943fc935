import { css, html, nothing, type TemplateResult } from "lit";
import type { RemoteModel } from "../runtime/client.ts";
import { bars, barStyles } from "./bars.ts";
import { chooser, chooserStyles, type Choice } from "./chooser.ts";
import { fromText, partly, sharedStrokes } from "./drawing.ts";
import { DrawingDemo } from "./drawing-demo.ts";
import { kitStyles } from "./kit.ts";
import type { Backdrop } from "./pad.ts";
import { paperStyles } from "./paper.ts";
import { centred, squeezed, toCoverage } from "./preprocess.ts";
import type { Settings } from "./steer.ts";
import { PEN_RADIUS, type Stroke } from "./strokes.ts";
import { verdict } from "./words.ts";
import "./pad.ts";
import "./picture.ts";

/** Milliseconds in which a drawing that the page makes is drawn. */
const SHOW = 900;

/**
 * `<draw-and-classify model="digits">`: draw something and watch a trained network make up its mind.
 *
 * The card and the test images are fetched when the element comes near the window, the network and
 * what runs it at the first touch. `data-state` tells how far that is. Prose and address set its
 * state: `drawing` (see drawing.ts), `image` (the place of a test image, from 1), `centring` (on, off).
 */
export class DrawAndClassify extends DrawingDemo {
  static override properties = {
    centring: { state: true },
    probabilities: { state: true },
  };

  declare private centring: boolean;
  declare private probabilities: Float32Array | null;

  private showing: number | undefined;

  constructor() {
    super();
    this.centring = true;
    this.probabilities = null;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopShowing();
  }

  // ---- The drawing ---------------------------------------------------------------------------

  protected override get fitting(): typeof squeezed {
    return this.centring ? centred : squeezed;
  }

  protected override drawn(event: Event): void {
    this.stopShowing();
    super.drawn(event);
  }

  private clear(): void {
    this.stopShowing();
    this.byHand = false;
    this.strokes = [];
    this.chosen = null;
    this.lookForOwn();
    this.changed();
  }

  private choose(index: number): void {
    this.clear();
    this.chosen = index;
    this.network.touch();
    this.changed();
  }

  /** Takes the reader's drawing from another time or page. */
  private chooseOwn(): void {
    this.clear();
    this.strokes = this.own ?? [];
    this.network.touch();
    this.changed();
  }

  private changeCentring(event: Event): void {
    this.centring = (event.target as HTMLInputElement).checked;
    this.changed();
  }

  // ---- Set from outside ----------------------------------------------------------------------

  protected override get settings(): Map<string, string> {
    const settings = super.settings;
    if (!this.centring) settings.set("centring", "off");
    return settings;
  }

  override steer(settings: Settings): void {
    const centring = settings.get("centring");
    if (centring !== undefined) this.centring = centring !== "off";
    const image = Number(settings.get("image") ?? 0);
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    if (image >= 1 && image <= this.examples.length) this.choose(image - 1);
    else if (drawing.length > 0) this.chosen = null;
    if (drawing.length > 0) this.show(drawing);
    else if (settings.size > 0) this.changed();
  }

  /** Draws something before the reader's eyes; what is there already, only the rest of it. */
  private show(strokes: readonly Stroke[]): void {
    this.stopShowing();
    this.byHand = false;
    this.network.touch();
    const begun = sharedStrokes(this.strokes, strokes);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const start = performance.now();
    const step = (now: number): void => {
      const share = calm ? 1 : Math.min(1, Math.max(0, (now - start) / SHOW));
      this.strokes = share === 1 ? strokes : partly(strokes, begun, share);
      this.onlooker.resting = share === 1;
      if (share < 1) {
        this.showing = requestAnimationFrame(step);
        this.look();
      } else {
        this.showing = undefined;
        this.changed();
      }
    };
    step(start);
  }

  private stopShowing(): void {
    if (this.showing !== undefined) cancelAnimationFrame(this.showing);
    this.showing = undefined;
  }

  /** Something has changed at one blow, not stroke by stroke. */
  private changed(): void {
    this.look();
    this.onlooker.rest();
  }

  // ---- Classifying ---------------------------------------------------------------------------

  protected override ready(): void {
    this.spoken = "";
    this.look();
    this.settle();
  }

  protected override async consult(network: RemoteModel): Promise<void> {
    let outputs: readonly Float32Array[] = [];
    try {
      outputs = await network.predict(this.input);
    } finally {
      // A network that fails says nothing any more.
      this.probabilities = this.empty ? null : (outputs[0] ?? null);
    }
  }

  protected override forget(): void {
    this.probabilities = null;
  }

  protected override settle(): void {
    const { resting, busy } = this.onlooker;
    if (resting && !busy && this.network.state === "ready") this.spoken = this.sentence;
  }

  // ---- Words ---------------------------------------------------------------------------------

  private get sentence(): string {
    const { labels, state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.empty) return `Draw a ${this.what}.`;
    if (this.probabilities === null) return "";
    const guess = verdict(this.probabilities, labels);
    if (this.example === null) return guess;
    if (this.strokes.length > 0) return `${guess} You drew over a test image.`;
    return this.example.target === null ? guess : `${guess} ${this.truth(this.example.target)}`;
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
    const [height, width] = this.shape;
    const pixels = `${width} × ${height} pixels`;
    if (this.empty) return `${pixels}, all empty.`;
    if (this.example !== null) return `${pixels}, as they are in the test set.`;
    return this.centring
      ? `${pixels}: your drawing cropped, scaled and centred.`
      : `${pixels}: the whole square, squeezed.`;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult {
    const [height, width, channels] = this.shape;
    const blank = new Float32Array(width * height);
    const { labels, range, state } = this.network;
    const seen = this.empty ? blank : toCoverage(this.input, range, channels);
    return html`
      <div class="card">
        ${state === "loading" ? this.network.renderProgress("Loading the network") : nothing}
        <div class="parts">
          <div class="paper">
            <lbl-pad
              label="Draw a ${this.what} here"
              .strokes=${this.strokes}
              .backdrop=${this.backdrop}
              @lbl-draw=${this.drawn}
              @lbl-rest=${() => this.onlooker.rest()}
              @lbl-clear=${this.clear}
              @pointerdown=${() => this.network.touch()}
              @keydown=${this.keyTouched}
            ></lbl-pad>
            <div class="tools">
              <button class="button" type="button" ?disabled=${this.empty} @click=${this.clear}>
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
          <div class="examples">${this.examples.length > 0 ? this.renderExamples() : nothing}</div>
          <div class="seen">
            <lbl-picture
              role="img"
              aria-label="What the network sees"
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

  private get backdrop(): Backdrop | null {
    if (this.example === null) return null;
    const [height, width, channels] = this.shape;
    const coverage = toCoverage(this.example.input, this.network.range, channels);
    return { coverage, width, height };
  }

  private keyTouched(event: KeyboardEvent): void {
    if (event.key !== "Tab" && event.key !== "Shift") this.network.touch();
  }

  private renderSentence(): TemplateResult {
    // Hidden from screen readers: it changes with every movement; they are told at each rest.
    return html`<p class="sentence" aria-hidden="true">${this.sentence}</p>`;
  }

  private renderExamples(): TemplateResult {
    const [height, width, channels] = this.shape;
    const picture = (coverage: Float32Array): TemplateResult => html`
      <lbl-picture .coverage=${coverage} .width=${width} .height=${height}></lbl-picture>
    `;
    const images: Choice[] = this.examples.map(({ input, target }, index) => ({
      name: this.exampleName(index, target),
      picture: picture(toCoverage(input, this.network.range, channels)),
    }));
    const own: Choice[] =
      this.own === null
        ? []
        : [
            {
              name: `your own ${this.what}`,
              picture: picture(centred(this.own, PEN_RADIUS, width, height)),
              caption: "yours",
            },
          ];
    const chosen = this.chosen === null ? null : this.chosen + own.length;
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

  static override styles = [
    kitStyles,
    paperStyles,
    barStyles,
    chooserStyles,
    css`
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      .seen {
        display: grid;
        grid-template-columns: auto 1fr;
        align-items: center;
        gap: 4px 14px;
        padding-block-start: 16px;
        border-block-start: 1px solid var(--lbl-line);
      }
      .seen lbl-picture {
        inline-size: 87px;
        block-size: 87px;
        border-radius: 4px;
        background: var(--lbl-sheet);
        border: 1.5px solid var(--lbl-line-strong);
      }
      .seen .muted {
        min-block-size: 2.9em;
      }
      .switch {
        grid-column: 1 / -1;
      }
      .examples {
        min-block-size: 92px;
      }
      @container (min-width: 640px) {
        .parts {
          grid-template-columns: 280px minmax(0, 1fr);
          gap: 18px 28px;
        }
        .examples,
        .seen {
          grid-column: 1 / -1;
          padding-block-start: 16px;
          border-block-start: 1px solid var(--lbl-line);
        }
        .examples {
          grid-row: 2;
        }
        .seen {
          grid-template-columns: auto 1fr auto;
          column-gap: 16px;
        }
        .seen .muted {
          min-block-size: 0;
        }
        .switch {
          grid-column: auto;
        }
      }
    `,
  ];
}

customElements.define("draw-and-classify", DrawAndClassify);
