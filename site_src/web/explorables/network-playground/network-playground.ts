import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { TrainingClient } from "../../controllers/training-client.ts";
import { state } from "../../properties.ts";
import { solveExercise } from "../../exercises.ts";
import { used } from "../../events.ts";
import { retry, siteUrl } from "../../site.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { sayValue, sayValues } from "../frame/settings.ts";
import { readPoints, readTable, writePoints, type Split } from "../plane/data.ts";
import { paintPoints } from "../plane/paint.ts";
import type { Draw, Placed } from "../plane/plane.ts";
import type { Place } from "./graph.ts";
import { remembered, type PastRun } from "./history.ts";
import { levelOf, setUp, standing, type Standing } from "./levels.ts";
import { ownPoints, tooFew } from "./own-points.ts";
import { kerasScript, torchScript } from "./python-code.ts";
import { dataOf, epochsPerFrame, planOf, RESTARTING, table, tuningOf } from "./settings.ts";
import { ownStyles } from "./styles.ts";
import { Surfaces } from "./surfaces.ts";
import type { FromTrainer, ToTrainer } from "./training/protocol.ts";
import type { Moment } from "./training/trainer.ts";
import "../plane/plane.ts";
import "./graph.ts";
import "./loss-chart.ts";

/** The most runs that stay for comparison. */
const MOST_PAST = 3;
/** Milliseconds between two sentences for screen readers while it trains. */
const OFTEN = 10_000;

/** `<network-playground>`: a network that learns to tell points in the plane apart. */
export class NetworkPlayground extends LitElement implements UrlStateful {
  @state() private training = false;
  @state() private moments: readonly Moment[] = [];
  /** Place of the moment that is shown; null follows the newest. */
  @state() private scrubbed: number | null = null;
  @state() private past: readonly PastRun[] = [];
  @state() private looked: Place | null = null;
  @state() private rate = 0;
  @state() private spoken = "";
  @state() private label: 0 | 1 = 0;
  @state() private bringing = "";
  @state() private broken = false;

  private seed = 1;
  private data: Split | undefined;
  private surfaces: Surfaces | undefined;
  private spokenAt = 0;
  private solved = false;
  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));
  private readonly client = new TrainingClient<ToTrainer, FromTrainer>(
    LBL_PLAYGROUND_WORKER,
    { tell: (message) => this.hear(message), fail: () => this.fail() },
    true,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.training = false;
    this.client.end();
  }

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  // ---- Training ------------------------------------------------------------------------------

  private begin(): void {
    const { values } = this.settings;
    const { moments } = this;
    if (moments.length > 2) {
      const name = `${sayValue(table, values, "hidden")}, ${values.activation}`;
      this.past = [...this.past, { name, moments }].slice(-MOST_PAST);
    }
    const plan = planOf(values, this.seed);
    this.data = dataOf(values);
    this.surfaces = new Surfaces(plan);
    this.moments = [];
    this.scrubbed = null;
    this.solved = false;
    this.client.send({ kind: "begin", plan, data: this.data, tuning: tuningOf(values) });
  }

  private changed(names: readonly (keyof typeof table)[]): void {
    const { values } = this.settings;
    const level = levelOf(values);
    if (names.includes("level") && level) return this.settings.take(setUp(level));
    this.say(sayValues(table, values, names));
    if (names.some((name) => RESTARTING.has(name))) this.restart(names);
    else this.client.send({ kind: "retune", tuning: tuningOf(values) });
    if (names.includes("speed") && this.training) this.play();
  }

  private restart(names: readonly string[]): void {
    // Losses on other data are no comparison.
    if (names.some((name) => ["data", "noise", "points"].includes(name))) {
      this.moments = [];
      this.past = [];
    }
    this.begin();
  }

  private pressed(): void {
    if (this.training) this.pause();
    else if (!this.broken) this.play();
    else {
      void retry(() => {
        // What trained is gone, and its network with it.
        this.begin();
        this.play();
      });
    }
  }

  private play(): void {
    this.scrubbed = null;
    this.broken = false;
    if (!this.training) this.say("Training.");
    this.training = true;
    this.dispatchEvent(used([siteUrl(`assets/${LBL_PLAYGROUND_WORKER}`)]));
    this.client.send({ kind: "train", epochs: epochsPerFrame(this.settings.values) });
  }

  private pause(): void {
    this.training = false;
    this.client.send({ kind: "pause" });
    this.say(`Paused. ${this.result}`);
  }

  private step(): void {
    this.training = false;
    this.scrubbed = null;
    this.client.send({ kind: "step" });
  }

  private again(): void {
    this.seed++;
    this.begin();
    this.say("New random weights.");
  }

  private hear({ moment, rate }: FromTrainer): void {
    this.moments = remembered(this.moments, moment);
    this.rate = rate;
    const solves = this.standing?.missing === null && !this.solved;
    if (solves) {
      this.solved = true;
      solveExercise(`playground ${this.settings.values.level}`);
    }
    if (solves || (this.training && performance.now() - this.spokenAt > OFTEN))
      this.say(this.result);
  }

  private fail(): void {
    this.training = false;
    this.broken = true;
  }

  private say(text: string): void {
    this.spoken = text;
    this.spokenAt = performance.now();
  }

  private get shown(): Moment | undefined {
    return this.moments[this.scrubbed ?? this.moments.length - 1];
  }

  private get standing(): Standing | undefined {
    const level = levelOf(this.settings.values);
    return level && standing(level, this.settings.values, this.shown?.right ?? 0);
  }

  // ---- Points of the reader's own ------------------------------------------------------------

  private placed({ detail }: CustomEvent<Placed>): void {
    const points = readPoints(this.settings.values.points);
    this.setPoints([...points, [detail.x, detail.y, this.label]]);
  }

  private setPoints(points: readonly (readonly [number, number, number])[]): void {
    this.settings.set("points", writePoints(points));
    this.say(`${points.length} points.`);
  }

  private async bring(file: File): Promise<void> {
    const read = readTable(await file.text());
    if ("problem" in read) this.bringing = `${file.name}: ${read.problem}`;
    else {
      this.settings.take({ data: "own", points: read.points });
      this.bringing = read.message;
    }
    this.say(this.bringing);
  }

  // ---- Words ---------------------------------------------------------------------------------

  private get result(): string {
    const { shown, data } = this;
    if (shown === undefined || !data) return "";
    const few = tooFew(data.train.labels);
    if (few !== null) return few;
    const right = `${Math.round(100 * shown.right)}% of the test points are right after ${shown.epoch} epochs.`;
    const { standing } = this;
    if (standing === undefined) return right;
    return standing.missing === null
      ? `${right} Solved with ${standing.neurons}!`
      : `${right} Not yet: ${standing.missing}.`;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  private readonly draw: Draw = (context, side, palette) => {
    if (!this.data) return;
    const radius = Math.max(2.5, side / 95);
    paintPoints(context, this.data.test, palette, { side, radius: 0.8 * radius, hollow: true });
    paintPoints(context, this.data.train, palette, { side, radius });
  };

  override render(): TemplateResult {
    const { values } = this.settings;
    const epochs = Math.max(1, this.shown?.epoch ?? 0);
    return html`${frame({
      name: "A playground for networks",
      caption:
        "Each hidden neuron draws one line through the plane, bent or not. What the network can tell apart is what it can build from these lines, and nothing else.",
      stage: this.renderStage(),
      controls: this.renderControls(),
      result: html`<span class=${this.standing?.missing === null ? "solved" : ""}
        >${this.result}</span
      >`,
      spoken: this.spoken,
      scripts: {
        file: "playground",
        write: {
          Keras: () => kerasScript(values, epochs),
          PyTorch: () => torchScript(values, epochs),
        },
      },
      reset: () => this.settings.reset(),
    })}`;
  }

  private renderStage(): TemplateResult {
    const { shown } = this;
    if (shown) this.surfaces?.compute(shown.parameters);
    return html`
      <div class="top">
        <div class="actions">
          <button class="button strong" type="button" @click=${() => this.pressed()}>
            ${this.training ? "Pause" : "Train"}
          </button>
          <button class="button" type="button" @click=${this.step}>One epoch</button>
          <button class="button" type="button" @click=${this.again}>New start</button>
        </div>
        <div class="counted">
          <strong>${shown?.epoch ?? 0}</strong>
          ${this.training && this.rate > 0 ? `${Math.round(this.rate)} epochs/s` : "epochs"}
        </div>
      </div>
      ${
        this.broken
          ? html`<p role="alert" class="problem">
              The code that trains could not be loaded, or has ended. Press Train to try again.
            </p>`
          : nothing
      }
      <div class="views">
        <lbl-network-graph
          .plan=${planOf(this.settings.values, this.seed)}
          .parameters=${shown?.parameters ?? null}
          .surfaces=${this.surfaces ?? null}
          @looked=${(event: CustomEvent<Place | null>) => (this.looked = event.detail)}
          @resized=${(event: CustomEvent<readonly number[]>) =>
            this.settings.set("hidden", event.detail)}
        ></lbl-network-graph>
        ${this.renderOutput()}
      </div>
      ${this.renderHistory()}
    `;
  }

  private renderOutput(): TemplateResult {
    const { values } = this.settings;
    const { column, row } = this.looked ?? { column: values.hidden.length + 1, row: 0 };
    const own = values.data === "own";
    return html`
      <div class="output">
        <lbl-plane
          label=${this.looked ? `What neuron ${row + 1} of layer ${column} answers.` : `What the network answers. ${this.result}`}
          act=${own ? "Put down points." : ""}
          .surface=${this.shown ? (this.surfaces?.of(column, row) ?? null) : null}
          .draw=${this.draw}
          @placed=${this.placed}
        ></lbl-plane>
        <p class="under">
          ${this.looked ? "What this neuron answers." : "What the network answers. Filled: learned from. Hollow: test."}
        </p>
      </div>
    `;
  }

  private renderHistory(): TemplateResult {
    const { shown, moments } = this;
    const last = moments.length - 1;
    const place = this.scrubbed ?? last;
    return html`
      <div class="history">
        <div class="legend">
          <span>Loss: <b class="learned">learned from ${shown?.train.toFixed(3)}</b></span>
          <b class="tested">test ${shown?.test.toFixed(3)}</b>
          <span>
            ${
              this.past.length === 0
                ? ""
                : `dashed: ${this.past.map(({ name, moments: of }) => `${name} (${of.at(-1)?.test.toFixed(3) ?? ""})`).join("; ")}`
            }
          </span>
        </div>
        <lbl-loss-chart .moments=${moments} .past=${this.past} .shown=${place}></lbl-loss-chart>
        <input
          type="range"
          aria-label="Back and forth in this run"
          aria-valuetext="after ${shown?.epoch ?? 0} epochs"
          min="0"
          max=${Math.max(0, last)}
          ?disabled=${last < 1}
          .value=${live(String(place))}
          @input=${(event: Event) => this.scrub(Number((event.target as HTMLInputElement).value))}
        />
      </div>
    `;
  }

  private scrub(place: number): void {
    if (this.training) this.pause();
    this.scrubbed = place;
  }

  private renderControls(): TemplateResult {
    const { settings } = this;
    return html`
      ${controls(settings, ["data", "noise", "level"])}
      ${controls(settings, ["activation", "features"])}
      ${
        settings.values.data === "own"
          ? ownPoints({
              label: this.label,
              message: this.bringing,
              choose: (label) => (this.label = label),
              undo: () => this.setPoints(readPoints(settings.values.points).slice(0, -1)),
              clear: () => this.setPoints([]),
              bring: (file) => void this.bring(file),
            })
          : nothing
      }
      <details class="tune">
        <summary>How it learns</summary>
        ${controls(settings, ["optimizer", "rate", "decay", "batch", "speed"])}
      </details>
    `;
  }

  static override styles = [sharedStyles, frameStyles, ownStyles];
}

customElements.define("network-playground", NetworkPlayground);
