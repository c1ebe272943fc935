import { html, LitElement, type TemplateResult } from "lit";
import { state } from "../../properties.ts";
import { solveExercise } from "../../exercises.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { renderGraph } from "./graph.ts";
import { accused, equation, setUp, wrongIn, type Verdict } from "./levels.ts";
import {
  lossOf,
  nudged,
  passes,
  sayName,
  sayNumber,
  shownLines,
  stepped,
  type Line,
} from "./passes.ts";
import { numpyScript, torchScript } from "./python-code.ts";
import { LINES, table, WEIGHTS, writeWeights, type WeightName } from "./settings.ts";
import { ownStyles } from "./styles.ts";

/** Lines of the way forward, up to the loss. */
const FORWARD = 6;

/** `<see-backprop>`: a network of three neurons, forward and backward, one number after the other. */
export class SeeBackprop extends LitElement implements UrlStateful {
  @state() private spoken = "";
  @state() private verdict: Verdict | undefined;
  /** The line that was pointed at in a level. */
  @state() private pointed = "";
  /** The loss before and after a step of learning. */
  @state() private learned = "";

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    this.verdict = undefined;
    this.pointed = "";
    this.learned = "";
    const { level } = this.settings.values;
    if (names.includes("level") && level !== "free") {
      this.settings.take(setUp(level));
      this.verdict = undefined;
    }
    this.spoken = this.sentence;
  }

  private get lines(): readonly Line[] {
    return passes(this.settings.values, wrongIn(this.settings.values));
  }

  /** The line that the result is about. */
  private get now(): Line | undefined {
    const { level, step } = this.settings.values;
    if (level !== "free") return this.lines.find(({ id }) => id === this.pointed);
    return this.lines[step - 1];
  }

  private point(line: Line, place: number): void {
    const { values } = this.settings;
    if (values.level === "free") {
      this.settings.set("step", place + 1);
      return;
    }
    this.pointed = line.id;
    this.verdict = accused(values, line.id);
    if (this.verdict.isWrong) solveExercise(`backprop ${values.level}`);
    this.spoken = this.sentence;
  }

  private learn(): void {
    const { values } = this.settings;
    const before = lossOf(values);
    this.settings.set("weights", writeWeights(stepped(values, this.lines)));
    const after = lossOf(this.settings.values);
    const way = after > before ? "It went up!" : "";
    this.learned = `One step against all nine slopes. Loss ${sayNumber(before)} before, ${sayNumber(after)} now. ${way}`;
    this.spoken = this.learned;
  }

  private get sentence(): string {
    const { values } = this.settings;
    if (this.learned !== "") return this.learned;
    if (this.verdict) return this.verdict.message;
    if (values.level !== "free")
      return "One sign of the way back is wrong. Which is the first? Press it in the list.";
    const { now } = this;
    if (now === undefined)
      return `The target is ${sayNumber(values.target)}. Press Next: forward first, then back.`;
    return `${equation(now)}. ${this.meaning(now)}`;
  }

  /** What a number says, where that is not said by how it is computed. */
  private meaning({ id, value }: Line): string {
    const name = id.slice(1);
    if (id === "L") return "The loss. From here, the way back.";
    if (id === "dy")
      return `Move y up by a little: the loss moves ${sayNumber(value)} times as far.`;
    if (!id.startsWith("d") || !WEIGHTS.some((weight) => weight === name)) return "";
    const trial = nudged(this.settings.values, name as WeightName);
    return `By trial, ${sayName(name)} a thousandth up and down: ${sayNumber(trial)}.`;
  }

  override render(): TemplateResult {
    const { settings } = this;
    const { values } = settings;
    return html`${frame({
      name: "See backprop",
      caption:
        "The way back asks of each number how much the loss would move if it did. Each answer is the slope that has arrived from behind, times a number that is there already.",
      stage: this.renderStage(),
      controls: html`
        ${controls(settings, ["step", "bend", "level"])}
        ${controls(settings, ["x1", "x2", "target", "rate"])}
      `,
      result: html`<span class=${this.verdict?.isWrong ? "solved" : ""}>${this.sentence}</span>`,
      spoken: this.spoken,
      scripts: {
        file: "backprop",
        write: { PyTorch: () => torchScript(values), NumPy: () => numpyScript(values) },
      },
      reset: () => settings.reset(),
    })}`;
  }

  private renderStage(): TemplateResult {
    const { settings, lines, now } = this;
    const { values } = settings;
    const shown = shownLines(lines, values);
    const go = (step: number): void => settings.set("step", step);
    const free = values.level === "free";
    return html`
      <div class="passes">
        ${renderGraph({ values, lines: shown, now, label: `The network. ${this.sentence}` })}
        ${this.renderLedger(shown, now)}
      </div>
      <div class="actions">
        <button
          class="button strong"
          type="button"
          aria-disabled=${!free || values.step === LINES}
          @click=${() => go(values.step + 1)}
        >
          Next
        </button>
        <button
          class="button"
          type="button"
          aria-disabled=${!free || values.step === 0}
          @click=${() => go(values.step - 1)}
        >
          Back
        </button>
        <button
          class="button"
          type="button"
          aria-disabled=${!free || values.step === LINES}
          @click=${() => go(values.step < FORWARD ? FORWARD : LINES)}
        >
          ${values.step < FORWARD ? "Forward" : "All back"}
        </button>
        <button
          class="button"
          type="button"
          aria-disabled=${shown.length < LINES}
          @click=${() => this.learn()}
        >
          Learn
        </button>
      </div>
    `;
  }

  private renderLedger(shown: readonly Line[], now: Line | undefined): TemplateResult {
    return html`<ol
      class="ledger"
      aria-label="All numbers, in the order in which they are computed"
    >
      ${this.lines.map(
        (line, place) =>
          html`<li class=${place < FORWARD ? "" : "back"}>
            <button
              type="button"
              aria-current=${now?.id === line.id ? "step" : "false"}
              @click=${() => this.point(line, place)}
            >
              <span>${sayName(line.id)}</span
              ><b>${place < shown.length ? sayNumber(line.value) : ""}</b>
            </button>
          </li>`,
      )}
    </ol>`;
  }

  static override styles = [sharedStyles, frameStyles, ownStyles];
}

customElements.define("see-backprop", SeeBackprop);
