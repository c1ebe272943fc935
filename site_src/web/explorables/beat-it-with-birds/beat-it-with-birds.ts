import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { solveExercise } from "../../exercises.ts";
import { state } from "../../properties.ts";
import { userMessage } from "../../runtime/files.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { chartStyles } from "../frame/chart-styles.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { renderChart } from "./chart.ts";
import { fetchLetters, names, orderOf, SIDE, type Letter } from "./letters.ts";
import { Pupil } from "./pupil.ts";
import { torchScript } from "./python-code.ts";
import { sayScore } from "./score.ts";
import { LETTERS, table, type Pair } from "./settings.ts";
import { ownStyles } from "./styles.ts";
import "../../elements/map.ts";

type Side = Letter["truth"];

const arrows: Readonly<Record<string, Side>> = { ArrowLeft: "l", ArrowRight: "r" };

/** Milliseconds of a frame that the network may learn in. */
const BUDGET = 8;

/** `<beat-it-with-birds>`: two families of letters, nothing but right or wrong, and a network beside. */
export class BeatItWithBirds extends LitElement implements UrlStateful {
  @state() private sheet: { readonly pair: Pair; readonly letters: readonly Letter[] } | undefined;
  @state() private problem = "";
  @state() private spoken = "";

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));
  private pupil: Pupil | undefined;
  private fetching: Pair | undefined;
  /** The next frame, where the network has something to do in it. */
  private frame = 0;

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    const { pecks } = this.settings.values;
    const anew = names.includes("pair") || names.includes("order");
    if (names.some((name) => name !== "pecks" && name !== "rival")) this.pupil = undefined;
    // Pecks at other letters mean nothing.
    if (anew && pecks !== "" && !names.includes("pecks")) return this.settings.set("pecks", "");
    if (pecks.length === LETTERS) solveExercise("birds");
    this.catchUp();
    this.say();
  }

  private say(): void {
    this.spoken = `${this.verdict} ${this.sentence}`.trim();
  }

  override updated(_changed: PropertyValues): void {
    void this.fetchSheet();
    this.catchUp();
  }

  private async fetchSheet(): Promise<void> {
    const { pair } = this.settings.values;
    // What has failed is tried again by its button alone.
    if (this.sheet?.pair === pair || this.fetching === pair) return;
    this.fetching = pair;
    this.problem = "";
    try {
      const letters = await fetchLetters(pair);
      // Another pair may have been chosen meanwhile.
      if (this.fetching === pair) this.sheet = { pair, letters };
    } catch (error) {
      if (this.fetching === pair) this.problem = userMessage(error);
    }
  }

  private again(): void {
    this.fetching = undefined;
    this.problem = "";
    this.requestUpdate();
  }

  /** The letters of this game, in their order; none until the sheet is there. */
  private get letters(): readonly Letter[] {
    const { pair, order } = this.settings.values;
    if (this.sheet?.pair !== pair) return [];
    const { letters } = this.sheet;
    return orderOf(order).flatMap((at) => letters[at] ?? []);
  }

  /** Lets the network see what the reader has seen, a little in each frame. */
  private catchUp(): void {
    const { pecks } = this.settings.values;
    const { letters } = this;
    if (letters.length === 0 || this.frame !== 0) return;
    this.pupil ??= new Pupil(letters, this.settings.values);
    if (!this.pupil.isBehind(pecks.length)) return;
    const end = performance.now() + BUDGET;
    while (this.pupil.isBehind(pecks.length) && performance.now() < end) this.pupil.work();
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      if (this.settings.values.pecks !== "") this.say();
      this.requestUpdate();
    });
  }

  private peck(side: Side): void {
    const { pecks } = this.settings.values;
    if (pecks.length < LETTERS && this.letters.length > 0) this.settings.set("pecks", pecks + side);
  }

  private key(event: KeyboardEvent): void {
    const side = arrows[event.key];
    if (side === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    this.peck(side);
  }

  private get yours(): readonly boolean[] {
    const { letters } = this;
    return Array.from(this.settings.values.pecks, (peck, at) => letters[at]?.truth === peck);
  }

  /** The network's answers, where they are shown. */
  private get its(): readonly boolean[] | null {
    const { rival, pecks } = this.settings.values;
    return rival ? (this.pupil?.hits.slice(0, pecks.length) ?? []) : null;
  }

  /** What the last peck was. */
  private get verdict(): string {
    const last = this.yours.at(-1);
    return last === undefined ? "" : last ? "Right." : "Wrong.";
  }

  private get sentence(): string {
    const { pair, pecks, rival } = this.settings.values;
    if (pecks === "") return "Peck left or right. At first you can only guess.";
    // The network may be a frame behind; what is said waits for it.
    const its = this.its === null || this.its.length < pecks.length ? null : this.its;
    const score = sayScore(this.yours, rival ? its : null);
    const [left, right] = names[pair];
    return pecks.length < LETTERS ? score : `${score} Left was ${left}, right was ${right}.`;
  }

  override render(): TemplateResult {
    const { values } = this.settings;
    return html`${frame({
      name: "Beat it with birds",
      caption:
        "One learns from examples and from being right or wrong, without a word about what to look for. How many examples that takes depends on what one brings along.",
      stage: this.renderStage(),
      controls: html`
        ${controls(this.settings, ["pair", "order", "rival"])}
        ${controls(this.settings, ["memory", "hidden", "looks"])}
        ${
          values.pecks === ""
            ? nothing
            : html`<div class="actions">
                <button class="button" type="button" @click=${() => this.settings.set("pecks", "")}>
                  From the first letter
                </button>
              </div>`
        }
      `,
      result: this.sentence,
      spoken: this.spoken,
      scripts: { file: "birds", write: { PyTorch: () => torchScript(values) } },
      reset: () => this.settings.reset(),
    })}`;
  }

  private renderStage(): TemplateResult {
    const { letters, yours, verdict } = this;
    const at = yours.length;
    const over = at === LETTERS;
    // When it is over, the last one stays.
    const letter = letters[Math.min(at, LETTERS - 1)];
    return html`
      <div class="game" @keydown=${this.key}>
        <div class="perch">
          <p class="muted">${over ? "All letters seen" : `Letter ${at + 1} of ${LETTERS}`}</p>
          <div class="letter" role="img" aria-label="A letter of one of the two families">
            ${
              letter === undefined
                ? nothing
                : html`<lbl-map
                    colours="ink"
                    most="1"
                    .values=${letter.pixels}
                    .width=${SIDE}
                    .height=${SIDE}
                  ></lbl-map>`
            }
          </div>
          <div class="pecks" role="group" aria-label="Peck">
            ${(["l", "r"] as const).map(
              (side) => html`
                <button
                  class="button strong"
                  type="button"
                  aria-disabled=${over || letter === undefined}
                  @click=${() => this.peck(side)}
                >
                  ${side === "l" ? "← left" : "right →"}
                </button>
              `,
            )}
          </div>
          <p class="verdict" aria-hidden="true">
            ${
              verdict === ""
                ? nothing
                : html`<span class=${yours.at(-1) === true ? "right" : "wrong"}
                    >${yours.at(-1) === true ? "✓" : "✗"} ${verdict}</span
                  >`
            }
          </p>
          ${
            this.problem === ""
              ? nothing
              : html`<p role="alert">
                  ${this.problem}
                  <button class="button" type="button" @click=${this.again}>Try again</button>
                </p>`
          }
        </div>
        <div class="chart">
          ${renderChart(yours, this.its)}
          <p class="key">
            Right answers in each ten letters: <b class="of-reader">● you</b>${
              this.its === null ? nothing : html`, <b class="of-network">■ the network</b>`
            }
          </p>
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, frameStyles, chartStyles, ownStyles];
}

customElements.define("beat-it-with-birds", BeatItWithBirds);
