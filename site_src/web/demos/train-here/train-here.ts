import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { RetryablePromise } from "../../retryable-promise.ts";
import { client } from "../../runtime/client.ts";
import { userMessage } from "../../runtime/files.ts";
import type { TrainingState } from "../../runtime/tasks/training.ts";
import { bars } from "../../elements/bars.ts";
import { used } from "../../events.ts";
import { saveDrawing, savedDrawing } from "../../drawing/saved-drawing.ts";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import type { Pad } from "../../elements/pad.ts";
import { centred } from "../../drawing/preprocess.ts";
import { problemBox } from "../../elements/problem.ts";
import { progressBar } from "../../elements/progress-bar.ts";
import { siteUrl } from "../../site.ts";
import {
  demoName,
  writeUrlState,
  readUrlState,
  type Settings,
  type UrlStateful,
} from "../../url-state.ts";
import { PEN_RADIUS, type Stroke } from "../../drawing/strokes.ts";
import {
  changed,
  compact,
  grouped,
  planOf,
  timeLeft,
  unusual,
  usual,
  type ChoiceName,
  type Chosen,
} from "./plan.ts";
import { percent, verdict } from "../../words/format.ts";
import "../../elements/pad.ts";
import { addMoment, tally, type Moment } from "./moments.ts";
import { shortStyles } from "./styles.ts";
import { pythonLines } from "./view.ts";

/** Choices and curves; not fetched for a page that has the short form alone. */
const longForm =
  document.querySelector("train-here:not([compact])") === null
    ? undefined
    : await import("./long-form.ts");

type Phase = "idle" | "fresh" | "training" | "paused" | "done" | "error";

/** What it takes beside the digits, which are kept as they come. */
const FILES = [
  siteUrl("data/digits/digits.json"),
  ...LBL_TRAINING_FILES.map((file) => siteUrl(`assets/${file}`)),
];
const LABELS = Array.from({ length: 10 }, (_, digit) => String(digit));
const SIDE = 28;
/** Milliseconds after the end of a training in which a click on its button was meant as "Pause". */
const LATE = 600;

/**
 * `<train-here>`: a network is trained in the page, from random weights, and reads the reader's own
 * drawing all the while. `<train-here compact>` is the short form: one button.
 *
 * The network is made at the first touch; digits are fetched when its training begins. `data-state`
 * tells how far it is. Prose and address set its choices, by the names in plan.ts.
 */
export class TrainHere extends LitElement implements UrlStateful {
  @property({ type: Boolean }) compact = false;
  @state() private phase: Phase = "idle";
  @state() private chosen: Chosen = usual;
  @state() private strokes: readonly Stroke[] = [];
  @state() private own: readonly Stroke[] | null = null;
  /** What the worker said last. */
  @state() private now: TrainingState | null = null;
  @state() private moments: readonly Moment[] = [];
  @state() private spoken = "";
  @state() private problem = "";

  private seed = 1;
  private stop: AbortController | undefined;
  private readonly beginning = new RetryablePromise<void>();
  /** Milliseconds of training so far, pauses not counted, and since when it runs. */
  private spent = 0;
  private since = 0;
  /** When the last training came to its end. */
  private finished = -Infinity;
  private ended = false;
  private readonly latest = new LatestWinsController(this, {
    run: () => this.look(),
    onIdle: () => this.rested(),
    onComplete: () => this.say(),
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.ended = false;
    this.chosen = this.compact ? compact : changed(usual, readUrlState(location.href, this));
    this.own = savedDrawing("digit");
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.ended = true;
    this.stop?.abort();
    if (this.beginning.started) void client.ask("training", { do: "end", name: this.key });
    this.beginning.forget();
  }

  override updated(): void {
    this.dataset["state"] = this.phase;
  }

  /** Under which the worker knows the network. */
  private get key(): string {
    return `${demoName(this)}${this.compact ? " (compact)" : ""}`;
  }

  // ---- The network ---------------------------------------------------------------------------

  /** Makes a network with random weights, unless there is one. */
  private begin(): Promise<void> {
    return this.beginning
      .get(async () => {
        const plan = planOf(this.chosen, this.seed);
        const data = siteUrl("data/digits/");
        this.now = await client.ask("training", { do: "begin", name: this.key, plan, data });
        this.moments = [];
        this.spent = 0;
        if (this.phase === "idle") this.phase = "fresh";
      })
      .catch((error: unknown) => this.fail(error));
  }

  private pressed(event: Event): void {
    if (this.phase === "training") this.pause();
    else if (this.phase !== "done") void this.train();
    // The button said "Pause" when the reader decided: what was learned is not thrown away.
    else if (event.timeStamp - this.finished > LATE) void this.startOver().then(() => this.train());
  }

  private async train(): Promise<void> {
    const stop = new AbortController();
    this.stop?.abort();
    this.stop = stop;
    this.problem = "";
    this.spoken = "Training.";
    await this.begin();
    if (!this.beginning.started || stop.signal.aborted) return;
    this.phase = "training";
    this.dispatchEvent(used(FILES));
    this.since = performance.now();
    await this.watch();
    try {
      const last = await client.ask(
        "training",
        { do: "train", name: this.key },
        { signal: stop.signal, onProgress: (state) => this.report(state) },
      );
      if (last !== null) this.report(last);
      this.spent += performance.now() - this.since;
      this.finished = performance.now();
      this.phase = "done";
      this.spoken = `${this.summary} ${this.sentence}`;
    } catch (error) {
      // A pause rejects with its signal's reason, and is no failure.
      if (error !== stop.signal.reason) this.fail(error);
    }
  }

  private pause(): void {
    this.stop?.abort();
    this.spent += performance.now() - this.since;
    this.phase = "paused";
    // How far it really came before it heard of it.
    void this.watch().then(() => (this.spoken = `Paused. ${this.summary}`));
  }

  /** Random weights again, and other ones. */
  private async startOver(): Promise<void> {
    this.stop?.abort();
    this.seed++;
    this.beginning.forget();
    this.phase = "fresh";
    this.moments = [];
    this.spoken = "A new network, with random weights.";
    await this.begin();
    await this.watch();
  }

  private report(state: TrainingState): void {
    if (this.ended) return;
    this.now = state;
    if (state.step === 0) return;
    this.moments = addMoment(this.moments, state);
  }

  private fail(error: unknown): void {
    this.phase = "error";
    this.spoken = "";
    this.problem = userMessage(error);
  }

  private retry(): void {
    this.phase = this.moments.length > 0 ? "paused" : "fresh";
    void this.train();
  }

  // ---- The drawing ---------------------------------------------------------------------------

  private drawn(event: Event): void {
    this.put((event.target as Pad).strokes);
    this.latest.changed();
  }

  private rested(): void {
    saveDrawing("digit", this.strokes);
    this.say();
  }

  private say(): void {
    const { isIdle, busy } = this.latest;
    if (isIdle && !busy && this.phase !== "training") this.spoken = this.sentence;
  }

  private clear(): void {
    this.own = savedDrawing("digit");
    this.put([]);
  }

  private put(strokes: readonly Stroke[]): void {
    this.strokes = strokes;
    this.latest.request();
  }

  /** Shows the network what is on the paper now. */
  private async look(): Promise<void> {
    await this.begin();
    if (this.beginning.started) await this.watch();
  }

  private async watch(): Promise<void> {
    const picture =
      this.strokes.length === 0 ? null : centred(this.strokes, PEN_RADIUS, SIDE, SIDE);
    try {
      const state = await client.ask("training", { do: "watch", name: this.key, picture });
      if (state !== null && !this.ended) this.now = state;
    } catch (error) {
      this.fail(error);
    }
  }

  // ---- Set from outside ----------------------------------------------------------------------

  applySettings(settings: Settings): void {
    if (this.compact) return;
    this.choose(changed(this.chosen, settings));
  }

  private choose(chosen: Chosen): void {
    this.chosen = chosen;
    writeUrlState(this, unusual(chosen));
    // Another architecture is another network.
    if (this.phase !== "idle") void this.startOver();
  }

  private set(name: ChoiceName, value: number): void {
    this.choose({ ...this.chosen, [name]: value });
  }

  // ---- Words ---------------------------------------------------------------------------------

  private get probabilities(): Float32Array | null {
    return this.strokes.length === 0 ? null : (this.now?.probabilities ?? null);
  }

  private get sentence(): string {
    if (this.strokes.length === 0) return this.compact ? "Draw a seven." : "Draw a digit.";
    if (this.probabilities === null) return "";
    const guess = verdict(this.probabilities, LABELS);
    return (this.now?.step ?? 0) === 0 ? `${guess} It has no idea.` : guess;
  }

  private get summary(): string {
    if (this.now === null || this.moments.length === 0) return "";
    const { correct, shown } = tally(this.now.confusion);
    const share = percent(correct / Math.max(1, shown));
    return `It reads ${share} of ${grouped(shown)} digits that it has never seen.`;
  }

  private get share(): number {
    return this.now === null ? 0 : this.now.step / this.now.steps;
  }

  private get left(): string {
    const step = this.now?.step ?? 0;
    if (this.phase !== "training" || step === 0) return "";
    const spent = this.spent + performance.now() - this.since;
    return timeLeft(((spent / step) * ((this.now?.steps ?? 0) - step)) / 1000);
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card ${this.compact ? "compact" : "full"}">
        ${this.phase === "training" ? progressBar("Training", this.share) : nothing}
        <div class="top">
          <div class="paper">
            <lbl-pad
              label="Draw a digit here"
              .strokes=${this.strokes}
              @lbl-draw=${this.drawn}
              @lbl-rest=${() => this.latest.idle()}
              @lbl-clear=${this.clear}
            ></lbl-pad>
            <div class="tools">
              <button
                class="button"
                type="button"
                aria-disabled=${this.strokes.length === 0}
                @click=${this.clear}
              >
                Clear
              </button>
              ${
                this.own !== null && this.strokes.length === 0
                  ? html`<button
                      class="button own"
                      type="button"
                      @click=${() => this.put(this.own ?? [])}
                    >
                      Take my last one
                    </button>`
                  : html`<span class="muted hint">by mouse, pen, finger or arrow keys</span>`
              }
            </div>
          </div>
          <div class="answer">
            <p class="sentence" aria-hidden="true">${this.sentence}</p>
            ${bars(LABELS, this.probabilities)}
          </div>
        </div>
        ${this.phase === "error" ? problemBox("The training stopped.", this.problem, () => this.retry()) : nothing}
        ${this.compact ? nothing : longForm?.choiceFields(this.chosen, (name, value) => this.set(name, value))}
        ${this.renderButtons()} ${this.renderResult()}
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private renderResult(): TemplateResult | undefined {
    if (!this.compact) return longForm?.inside(this.now, this.moments, LABELS);
    return this.phase === "done" ? pythonLines(this.chosen) : undefined;
  }

  private renderButtons(): TemplateResult {
    const teach = this.compact ? "Teach it" : "Train";
    const names: Partial<Record<Phase, string>> = {
      paused: "Go on",
      done: "Train again from scratch",
    };
    const training = this.phase === "training";
    return html`
      <div class="run">
        <button
          class="button strong"
          type="button"
          aria-disabled=${this.compact && this.strokes.length === 0 && !training}
          @click=${this.pressed}
        >
          ${training ? "Pause" : (names[this.phase] ?? teach)}
        </button>
        ${
          !this.compact && this.moments.length > 0
            ? html`<button class="button" type="button" @click=${this.startOver}>
                Forget everything
              </button>`
            : nothing
        }
        <span class="muted far">${this.far}</span>
      </div>
    `;
  }

  /** How far it is. */
  private get far(): string {
    if (this.moments.length === 0) {
      return this.phase === "training"
        ? "Fetching digits…"
        : `From random numbers, with ${grouped(this.chosen.digits)} digits, on your device.`;
    }
    const step = `Step ${this.now?.step ?? 0} of ${this.now?.steps ?? 0}`;
    if (this.phase === "training") return `${step}, ${this.left}.`;
    return this.compact ? this.summary : `${step}. ${this.summary}`;
  }

  static override styles = [shortStyles, longForm?.longStyles ?? []];
}

customElements.define("train-here", TrainHere);
