import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { fetchCard, PlainError, type Card } from "../runtime/card.ts";
import { loadModel, type RemoteModel } from "../runtime/client.ts";
import { bars, barStyles } from "./bars.ts";
import { chooser, chooserStyles, type Choice } from "./chooser.ts";
import { fromText, partly, sharedStrokes, toText } from "./drawing.ts";
import { fetchExamples, type Example } from "./example.ts";
import { keep, kept, onKeep } from "./keepsake.ts";
import { kitStyles } from "./kit.ts";
import type { Backdrop, Pad } from "./pad.ts";
import { centred, overlaid, squeezed, toCoverage, toInput } from "./preprocess.ts";
import { progressBar } from "./progress.ts";
import { modelBase } from "./site.ts";
import { remember, settingsIn, type Settings, type Steerable } from "./steer.ts";
import { PEN_RADIUS, type Stroke } from "./strokes.ts";
import { noun, verdict } from "./words.ts";
import "./pad.ts";
import "./picture.ts";

type State = "idle" | "loading" | "ready" | "error";

/** Pictures in the row of test images. */
const ROW = 12;
/** Milliseconds without a change after which a drawing counts as finished for the time being. */
const QUIET = 500;
/** Milliseconds in which a drawing that the page makes is drawn. */
const SHOW = 900;

/**
 * `<draw-and-classify model="digits">`: draw something and watch a trained network make up its mind.
 *
 * The card and the test images are fetched when the element comes near the window, the network and
 * what runs it at the first touch. `data-state` tells how far that is. Prose and address set its
 * state: `drawing` (see drawing.ts), `image` (the place of a test image, from 1), `centring` (on, off).
 */
export class DrawAndClassify extends LitElement implements Steerable {
  static override properties = {
    model: { type: String },
    state: { state: true },
    card: { state: true },
    examples: { state: true },
    strokes: { state: true },
    chosen: { state: true },
    centring: { state: true },
    probabilities: { state: true },
    spoken: { state: true },
    own: { state: true },
    progress: { state: true },
    problem: { state: true },
  };

  /** Name of an exported model: its folder in models/. */
  declare model: string;
  declare private state: State;
  declare private card: Card | null;
  declare private examples: readonly Example[];
  declare private strokes: readonly Stroke[];
  /** Index of the test image on the canvas. */
  declare private chosen: number | null;
  declare private centring: boolean;
  declare private probabilities: Float32Array | null;
  /** The reader's last drawing of such a thing, here or on another page; null where there is none. */
  declare private own: readonly Stroke[] | null;
  /** What screen readers are told; changes only when the drawing rests. */
  declare private spoken: string;
  /** Share of the bytes that have arrived, 0 to 1. */
  declare private progress: number;
  declare private problem: string;

  private network: RemoteModel | null = null;
  private nearness: IntersectionObserver | undefined;
  private preparing: Promise<void> | undefined;
  /** The worker is computing; a drawing that changes meanwhile is looked at next, once. */
  private busy = false;
  private outdated = false;
  private resting = true;
  private quiet: ReturnType<typeof setTimeout> | undefined;
  /** The drawing was made by the reader, not by the page. */
  private byHand = false;
  private showing: number | undefined;
  private stopKeeping: (() => void) | undefined;

  constructor() {
    super();
    this.model = "";
    this.state = "idle";
    this.card = null;
    this.examples = [];
    this.strokes = [];
    this.chosen = null;
    this.centring = true;
    this.probabilities = null;
    this.spoken = "";
    this.own = null;
    this.progress = 0;
    this.problem = "";
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.nearness = new IntersectionObserver(
      (entries) => {
        if (!entries.some((entry) => entry.isIntersecting)) return;
        this.nearness?.disconnect();
        this.prepare(false)
          .then(() => this.steer(settingsIn(location.href, this)))
          .catch((error: unknown) => this.fail(error));
      },
      { rootMargin: "400px" },
    );
    this.nearness.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.nearness?.disconnect();
    this.stopKeeping?.();
    this.stopShowing();
    clearTimeout(this.quiet);
  }

  override updated(): void {
    this.dataset["state"] = this.state;
  }

  // ---- What is known -------------------------------------------------------------------------

  private get labels(): readonly string[] {
    if (this.card === null) return [];
    const count = this.card.outputs[0].shape.at(-1) ?? 0;
    return this.card.labels ?? Array.from({ length: count }, (_, index) => String(index));
  }

  /** Height, width and channels of what the network takes in. */
  private get size(): { height: number; width: number; channels: number } {
    const [height = 1, width = 1, channels = 1] = this.card?.inputs[0].shape ?? [];
    return { height, width, channels };
  }

  private get range(): readonly [number, number] {
    return this.card?.inputs[0].range ?? [0, 1];
  }

  private get example(): Example | null {
    return this.chosen === null ? null : (this.examples[this.chosen] ?? null);
  }

  private get empty(): boolean {
    return this.strokes.length === 0 && this.example === null;
  }

  /** Exactly the numbers that the network is given for what is on the canvas. */
  private get input(): Float32Array {
    const { height, width, channels } = this.size;
    if (this.example !== null && this.strokes.length === 0) return this.example.input;
    if (this.example !== null) {
      const below = toCoverage(this.example.input, this.range, channels);
      const above = squeezed(this.strokes, PEN_RADIUS, width, height);
      return toInput(overlaid(below, above), this.range, channels);
    }
    const shape = this.centring ? centred : squeezed;
    return toInput(shape(this.strokes, PEN_RADIUS, width, height), this.range, channels);
  }

  // ---- Fetching ------------------------------------------------------------------------------

  /** Fetches the card and the test images, once. */
  private prepare(fresh: boolean): Promise<void> {
    this.preparing ??= (async () => {
      const base = modelBase(this.model);
      this.card = await fetchCard(base, fresh);
      // A network without its test images still classifies drawings.
      this.examples = await fetchExamples(base, this.card, ROW).catch(() => []);
      this.stopKeeping ??= onKeep(noun(this.labels), () => this.lookForOwn());
      this.lookForOwn();
    })().catch((error: unknown) => {
      this.preparing = undefined;
      throw error;
    });
    return this.preparing;
  }

  /** Fetches the network and what runs it, unless that has begun. */
  private touched(): void {
    if (this.state === "idle") void this.load(false);
  }

  /** What the reader has drawn before; not while he or she draws, as the row would move. */
  private lookForOwn(): void {
    if (this.empty && this.card !== null) this.own = kept(noun(this.labels));
  }

  private async load(fresh: boolean): Promise<void> {
    this.state = "loading";
    this.progress = 0;
    this.problem = "";
    this.spoken = "Loading the network.";
    try {
      await this.prepare(fresh);
      this.network = await loadModel(modelBase(this.model), {
        card: this.card ?? undefined,
        fresh,
        progress: (done, total) => (this.progress = done / total),
      });
      this.state = "ready";
      this.spoken = "";
      this.classify();
      this.say();
    } catch (error) {
      this.fail(error);
    }
  }

  private fail(error: unknown): void {
    this.state = "error";
    this.network = null;
    this.probabilities = null;
    this.spoken = "";
    this.problem =
      error instanceof PlainError ? error.message : `Something went wrong (${String(error)}).`;
  }

  // ---- Classifying ---------------------------------------------------------------------------

  /** The reader has drawn something. */
  private drawn(event: Event): void {
    this.stopShowing();
    this.byHand = true;
    this.strokes = (event.target as Pad).strokes;
    this.resting = false;
    clearTimeout(this.quiet);
    this.quiet = setTimeout(() => this.rested(), QUIET);
    this.touched();
    this.classify();
  }

  private rested(): void {
    clearTimeout(this.quiet);
    this.resting = true;
    if (this.byHand && this.example === null && this.card !== null) {
      keep(noun(this.labels), this.strokes);
    }
    if (this.card !== null) remember(this, this.settings);
    this.say();
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
    this.touched();
    this.changed();
  }

  /** Takes the reader's drawing from another time or page. */
  private chooseOwn(): void {
    this.clear();
    this.strokes = this.own ?? [];
    this.touched();
    this.changed();
  }

  private changeCentring(event: Event): void {
    this.centring = (event.target as HTMLInputElement).checked;
    this.changed();
  }

  // ---- Set from outside ----------------------------------------------------------------------

  private get settings(): Settings {
    const settings = new Map<string, string>();
    if (this.chosen !== null) settings.set("image", String(this.chosen + 1));
    if (this.strokes.length > 0) settings.set("drawing", toText(this.strokes));
    if (!this.centring) settings.set("centring", "off");
    return settings;
  }

  prepared(): Promise<void> {
    return this.prepare(false);
  }

  steer(settings: Settings): void {
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
    this.touched();
    const begun = sharedStrokes(this.strokes, strokes);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const start = performance.now();
    const step = (now: number): void => {
      const share = calm ? 1 : Math.min(1, Math.max(0, (now - start) / SHOW));
      this.strokes = share === 1 ? strokes : partly(strokes, begun, share);
      this.resting = share === 1;
      if (share < 1) {
        this.showing = requestAnimationFrame(step);
        this.classify();
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
    this.classify();
    this.rested();
  }

  /** Asks the network about what is on the canvas now; the newest drawing wins, none queue up. */
  private classify(): void {
    if (this.empty) {
      this.probabilities = null;
      return;
    }
    if (this.network === null) return;
    this.outdated = true;
    if (!this.busy) void this.ask(this.network);
  }

  private async ask(network: RemoteModel): Promise<void> {
    this.busy = true;
    try {
      while (this.outdated && !this.empty) {
        this.outdated = false;
        const [probabilities = null] = await network.predict(this.input);
        this.probabilities = this.empty ? null : probabilities;
      }
    } catch (error) {
      this.fail(error);
    } finally {
      this.busy = false;
    }
    this.say();
  }

  private say(): void {
    if (this.resting && !this.busy && this.state === "ready") this.spoken = this.sentence;
  }

  // ---- Words ---------------------------------------------------------------------------------

  private get sentence(): string {
    if (this.state === "loading") {
      return `Loading the network: ${Math.round(100 * this.progress)}%`;
    }
    if (this.empty) return `Draw a ${noun(this.labels)}.`;
    if (this.probabilities === null) return "";
    const guess = verdict(this.probabilities, this.labels);
    if (this.example === null) return guess;
    if (this.strokes.length > 0) return `${guess} You drew over a test image.`;
    return this.example.target === null ? guess : `${guess} ${this.truth(this.example.target)}`;
  }

  private truth(target: number): string {
    const winner = this.probabilities?.indexOf(Math.max(...this.probabilities));
    const label = this.labels[target] ?? target;
    return winner === target
      ? `Right: it is labelled ${label}.`
      : `Wrong: it is labelled ${label}.`;
  }

  private get seenCaption(): string {
    if (this.card === null) return "";
    const { height, width } = this.size;
    const pixels = `${width} × ${height} pixels`;
    if (this.empty) return `${pixels}, all empty.`;
    if (this.example !== null) return `${pixels}, as they are in the test set.`;
    return this.centring
      ? `${pixels}: your drawing cropped, scaled and centred.`
      : `${pixels}: the whole square, squeezed.`;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult {
    const { height, width, channels } = this.size;
    const blank = new Float32Array(width * height);
    const seen = this.empty ? blank : toCoverage(this.input, this.range, channels);
    const thing = noun(this.labels);
    return html`
      <div class="card">
        ${this.state === "loading" ? progressBar("Loading the network", this.progress) : nothing}
        <div class="parts">
          <div class="paper">
            <lbl-pad
              label="Draw a ${thing} here"
              .strokes=${this.strokes}
              .backdrop=${this.backdrop}
              @lbl-draw=${this.drawn}
              @lbl-rest=${this.rested}
              @lbl-clear=${this.clear}
              @pointerdown=${this.touched}
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
              this.state === "error"
                ? this.renderProblem()
                : [this.renderSentence(), bars(this.labels, this.probabilities)]
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
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private get backdrop(): Backdrop | null {
    if (this.example === null) return null;
    const { height, width, channels } = this.size;
    return { coverage: toCoverage(this.example.input, this.range, channels), width, height };
  }

  private keyTouched(event: KeyboardEvent): void {
    if (event.key !== "Tab" && event.key !== "Shift") this.touched();
  }

  private renderSentence(): TemplateResult {
    // Hidden from screen readers: it changes with every movement; they are told at each rest.
    return html`<p class="sentence" aria-hidden="true">${this.sentence}</p>`;
  }

  private renderProblem(): TemplateResult {
    return html`
      <div class="problem" role="alert">
        <p><strong>The network is not here.</strong> ${this.problem}</p>
        <button class="button strong" type="button" @click=${() => this.load(true)}>Retry</button>
      </div>
    `;
  }

  private renderExamples(): TemplateResult {
    const { height, width, channels } = this.size;
    const picture = (coverage: Float32Array): TemplateResult => html`
      <lbl-picture .coverage=${coverage} .width=${width} .height=${height}></lbl-picture>
    `;
    const images: Choice[] = this.examples.map(({ input, target }, index) => ({
      name: this.exampleName(index, target),
      picture: picture(toCoverage(input, this.range, channels)),
    }));
    const own: Choice[] =
      this.own === null
        ? []
        : [
            {
              name: `your own ${noun(this.labels)}`,
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
    return target === null ? name : `${name}, labelled ${this.labels[target] ?? target}`;
  }

  static override styles = [
    kitStyles,
    barStyles,
    chooserStyles,
    css`
      .parts {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 16px;
      }
      lbl-pad {
        max-inline-size: 280px;
        margin-inline: auto;
      }
      .tools {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 12px;
        max-inline-size: 280px;
        margin: 12px auto 0;
      }
      .hint {
        font-size: 0.8125em;
        line-height: 1.3;
        text-align: end;
        text-wrap: balance;
      }
      .answer {
        /* Sentence and ten bars, so that nothing moves when the card arrives or does not. */
        min-block-size: 316px;
      }
      .sentence {
        min-block-size: 2.7em;
        margin-block-end: 10px;
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
        padding: 14px 16px;
        border-inline-start: 4px solid var(--lbl-accent);
        background: var(--lbl-track);
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
