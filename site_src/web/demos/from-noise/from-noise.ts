import { html, LitElement, nothing, type TemplateResult } from "lit";
import { DrawingController } from "../../controllers/drawing.ts";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { centred } from "../../drawing/preprocess.ts";
import type { Stroke } from "../../drawing/strokes.ts";
import { fromText } from "../../drawing/text.ts";
import { barStyles, bars } from "../../elements/bars.ts";
import { lostRow } from "../../elements/chooser.ts";
import { drawingPaper, testImages, type Paper } from "../../elements/drawing-paper.ts";
import {
  besideStyles,
  exampleStyles,
  paperStyles,
  pictureRowStyles,
} from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { sliderStyles } from "../../elements/styles/slider.ts";
import { property, state } from "../../properties.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { percent, ranking, withArticle } from "../../words/format.ts";
import { between, normalNoise, walk, type Moment } from "./flow.ts";
import { ownStyles } from "./styles.ts";
import { controls, pictures, STEPS, STRENGTHS, timeline, type Chosen } from "./view.ts";

/** Milliseconds that the way takes when it is played. */
const PLAY = 2400;

/**
 * `<from-noise model="denoiser">`: a drawing sinks into noise and comes back step by step, as the digit
 * that is asked for. For a network of four inputs (picture of one channel, time, digit, strength) and two
 * outputs (our classifier's reading of the guess, the guess).
 *
 * The card and the test images are fetched when the element comes near the window, the network at the
 * first touch. Prose and address set its state: `drawing` (see drawing.ts), `image` (the place of a test
 * image, from 1), `noise` (percent), `digit` (a label, or anything), `steps`, `insist`, `seed` and `moment`.
 */
export class FromNoise extends LitElement implements UrlStateful, Chosen {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() noise = 70;
  @state() digit = 7;
  @state() steps = 16;
  @state() insist = 1.5;
  @state() seed = 1;
  @state() moment = 16;
  @state() private moments: readonly Moment[] = [];
  @state() private playing = false;
  /** What screen readers are told; changes only when drawing and sliders rest. */
  @state() private spoken = "";

  private frame: ReturnType<typeof setTimeout> | undefined;

  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    near: (base, card) => this.drawing.prepare(base, card),
    ready: () => this.latest.request(),
  });
  private readonly drawing: DrawingController = new DrawingController(this, this.network, {
    fit: () => centred,
    settings: () => this.settings,
  });
  private readonly latest: LatestWinsController = new LatestWinsController(this, {
    run: () => this.comeBack(),
    onIdle: () => {
      this.drawing.save();
      this.announce();
    },
    onComplete: () => this.announce(),
  });

  /** What the pad and the row of test images show, and whom they tell. */
  private readonly paper: Paper = {
    drawing: this.drawing,
    network: this.network,
    drawn: (strokes) => this.drawn(strokes),
    rest: () => this.latest.idle(),
    clear: () => this.clear(),
    put: (strokes, chosen) => this.put(strokes, chosen),
    name: (target) => this.name(target),
  };

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private drawn(strokes: readonly Stroke[]): void {
    this.drawing.put({ strokes, chosen: null }, true);
    this.changing();
  }

  private clear(): void {
    this.drawing.clear();
    this.choose({});
  }

  /** Puts something on the canvas at one blow. */
  private put(strokes: readonly Stroke[], chosen: number | null): void {
    this.drawing.put({ strokes, chosen });
    this.choose({});
  }

  /** Something has changed, and may go on changing. */
  private changing(): void {
    this.stop();
    this.moment = this.steps;
    this.latest.changed();
    this.request();
  }

  private readonly slide = (change: Partial<Chosen>): void => {
    Object.assign(this, change);
    this.changing();
  };

  private readonly choose = (change: Partial<Chosen>): void => {
    this.slide(change);
    this.latest.idle();
  };

  /** Shows another moment of the same way: nothing is computed. */
  private readonly scrub = (moment: number): void => {
    this.stop();
    this.moment = moment;
    this.latest.changed();
  };

  private readonly play = (): void => {
    if (this.playing) {
      this.stop();
      this.latest.idle();
      return;
    }
    // Who wants no motion goes on by a step with each press, and begins anew at the end.
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.moment = this.moment >= this.steps ? 0 : this.moment + 1;
      this.latest.idle();
      return;
    }
    this.playing = true;
    this.moment = 0;
    const next = (): void => {
      if (this.moment >= this.steps) {
        this.stop();
        this.latest.idle();
        return;
      }
      this.moment++;
      this.frame = setTimeout(next, PLAY / this.steps);
    };
    this.frame = setTimeout(next, PLAY / this.steps);
  };

  private stop(): void {
    clearTimeout(this.frame);
    this.playing = false;
  }

  private request(): void {
    this.network.touch();
    if (this.network.remote !== null) this.latest.request();
  }

  // ---- Set from outside ------------------------------------------------------------------------

  private get settings(): (readonly [string, string])[] {
    const { noise, digit, steps, insist, seed, moment } = this;
    const all: [string, string, boolean][] = [
      ["noise", String(noise), noise !== 70],
      ["digit", this.name(digit), digit !== 7],
      ["steps", String(steps), steps !== 16],
      ["insist", String(insist), insist !== 1.5],
      ["seed", String(seed), seed !== 1],
      ["moment", String(moment), moment !== steps],
    ];
    return all.filter(([, , isUnusual]) => isUnusual).map(([name, value]) => [name, value]);
  }

  applySettings(settings: Settings): void {
    if (settings.size === 0) return;
    const given = (name: string, fits: (value: number) => boolean, usual: number): number => {
      const value = Number(settings.get(name) ?? NaN);
      return fits(value) ? value : usual;
    };
    this.noise = given("noise", (value) => value >= 5 && value <= 100, this.noise);
    this.steps = given("steps", (value) => STEPS.includes(value), this.steps);
    this.insist = given("insist", (value) => Object.hasOwn(STRENGTHS, String(value)), this.insist);
    this.seed = given("seed", (value) => Number.isInteger(value) && value >= 0, this.seed);
    const digit = settings.get("digit");
    if (digit !== undefined) {
      const place = this.network.labels.indexOf(digit);
      this.digit = place < 0 ? this.network.labels.length : place;
    }
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    const chosen = this.drawing.chosenIn(settings);
    if (chosen !== null || drawing.length > 0) this.drawing.put({ strokes: drawing, chosen });
    this.choose({});
    const fits = (value: number): boolean => value >= 0 && value <= this.steps;
    this.moment = Math.round(given("moment", fits, this.steps));
    this.latest.idle();
  }

  // ---- The way back ----------------------------------------------------------------------------

  /** With nothing drawn there is nothing but noise. */
  private get time(): number {
    return this.drawing.empty ? 0 : 1 - this.noise / 100;
  }

  private async comeBack(): Promise<void> {
    const { remote } = this.network;
    if (remote === null) return;
    try {
      const { time, digit, steps, insist, seed } = this;
      const { input } = this.drawing;
      const start = between(normalNoise(input.length, seed), input, time);
      const way = { start, time, digit, strength: insist, steps };
      this.moments = await walk((...inputs) => remote.predict(...inputs), way);
    } catch (error) {
      this.network.fail(error);
    }
  }

  private announce(): void {
    const isSettled = this.latest.isIdle && !this.latest.busy && !this.playing;
    if (isSettled && this.network.state === "ready") this.spoken = this.sentence;
  }

  // ---- Words -----------------------------------------------------------------------------------

  private name(index: number): string {
    return this.network.labels[index] ?? "anything";
  }

  /** The moment that is shown; none while a way with another number of steps is still there. */
  private get shown(): Moment | undefined {
    return this.moments[Math.min(this.moment, this.moments.length - 1)];
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    const { shown } = this;
    if (shown === undefined) return `Draw a ${this.drawing.what}, a seven for example.`;
    const [best = 0] = ranking(shown.reading);
    const reads = `${withArticle(this.name(best))} (${percent(shown.reading[best] ?? 0)})`;
    const from = this.drawing.empty ? "noise alone" : `${this.noise}% noise`;
    const asked =
      this.digit >= this.network.labels.length ? "anything" : withArticle(this.name(this.digit));
    const done =
      this.moment >= this.steps
        ? `In ${this.steps} ${this.steps === 1 ? "step" : "steps"}`
        : `At step ${this.moment} of ${this.steps}`;
    const what = this.moment >= this.steps ? "what came" : "its guess";
    return `From ${from}, asked for ${asked}. ${done}: our classifier reads ${what} as ${reads}.`;
  }

  /** What screen readers are told. */
  private get told(): string {
    return this.network.state === "ready" ? this.spoken : "";
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    const { labels, state } = this.network;
    return html`
      <div class="card">
        ${this.network.renderStatus()} ${this.renderDrawing()}
        ${
          state === "error"
            ? this.network.renderProblem()
            : [
                timeline(this, this.moments.length > 0, this.playing, this.scrub, this.play),
                this.renderMoment(),
                bars(labels, this.shown?.reading ?? null),
              ]
        }
        <p class="only-read" role="status" aria-live="polite">${this.told}</p>
      </div>
    `;
  }

  private renderDrawing(): TemplateResult {
    return html`
      <div class="two">
        ${drawingPaper(this.paper)}
        <div>
          ${this.drawing.retry === null ? nothing : lostRow(this.drawing.retry)}
          ${this.drawing.examples.length > 0 ? testImages(this.paper) : nothing}
          ${controls(this, this.network.labels, this.slide, this.choose)}
        </div>
      </div>
    `;
  }

  private renderMoment(): TemplateResult {
    const { shape } = this.drawing;
    return html`
      <p class="sentence" aria-hidden="true">${this.sentence}</p>
      ${pictures(this.moments[0], this.shown, shape, this.network.range)}
    `;
  }

  static override styles = [
    sharedStyles,
    paperStyles,
    besideStyles,
    barStyles,
    exampleStyles,
    pictureRowStyles,
    sliderStyles,
    ownStyles,
  ];
}

customElements.define("from-noise", FromNoise);
