import { html, LitElement, nothing, type TemplateResult } from "lit";
import { TrainingClient } from "../../controllers/training-client.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { used } from "../../events.ts";
import { state } from "../../properties.ts";
import { retry, siteUrl } from "../../site.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { sayValues } from "../frame/settings.ts";
import { MOST, readPoints, writePoints, type Points } from "../plane/data.ts";
import { paintPoints } from "../plane/paint.ts";
import type { Draw, Placed } from "../plane/plane.ts";
import { Opinion } from "./opinion.ts";
import { torchScript } from "./python-code.ts";
import { planOf, RESTARTING, roundsPerFrame, table, tuningOf } from "./settings.ts";
import { heapsReached, standing } from "./shapes.ts";
import { ownStyles } from "./styles.ts";
import type { Moment } from "./training/players.ts";
import type { FromPlayers, ToPlayers } from "./training/protocol.ts";
import "../plane/plane.ts";

/** Milliseconds between two sentences for screen readers while it plays. */
const OFTEN = 10_000;
/** How far apart painted points are, in units of the plane. */
const APART = 0.12;

/** `<two-players>`: a generator and a discriminator that learn from each other, in the plane. */
export class TwoPlayers extends LitElement implements UrlStateful {
  @state() private playing = false;
  @state() private moment: Moment | null = null;
  @state() private spoken = "";
  @state() private broken = false;

  private seed = 1;
  private data: Float32Array = new Float32Array();
  private spokenAt = 0;
  private readonly opinion = new Opinion();
  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));
  private readonly client = new TrainingClient<ToPlayers, FromPlayers>(
    LBL_PLAYERS_WORKER,
    { tell: ({ moment }) => this.hear(moment), fail: () => this.fail() },
    true,
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.begin();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.playing = false;
    this.client.end();
  }

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  // ---- The game --------------------------------------------------------------------------------

  private begin(): void {
    const { values } = this.settings;
    const plan = planOf(values, this.seed);
    this.data = plan.data;
    this.moment = null;
    this.client.send({ kind: "begin", plan, tuning: tuningOf(values) });
  }

  private changed(names: readonly (keyof typeof table)[]): void {
    const { values } = this.settings;
    this.say(sayValues(table, values, names));
    if (names.some((name) => RESTARTING.has(name))) this.begin();
    else this.client.send({ kind: "retune", tuning: tuningOf(values) });
    if (names.includes("speed") && this.playing) this.play();
  }

  private pressed(): void {
    if (this.playing) this.pause();
    else if (!this.broken) this.play();
    else {
      void retry(() => {
        // What played is gone, and its networks with it.
        this.begin();
        this.play();
      });
    }
  }

  private play(): void {
    this.broken = false;
    if (!this.playing) this.say("They play.");
    this.playing = true;
    this.dispatchEvent(used([siteUrl(`assets/${LBL_PLAYERS_WORKER}`)]));
    this.client.send({ kind: "train", rounds: roundsPerFrame(this.settings.values) });
  }

  private pause(): void {
    this.playing = false;
    this.client.send({ kind: "pause" });
    this.say(`Paused. ${this.result}`);
  }

  private step(): void {
    this.playing = false;
    this.client.send({ kind: "step" });
  }

  private again(): void {
    this.seed++;
    this.begin();
    this.say("New random weights.");
  }

  private hear(moment: Moment): void {
    this.moment = moment;
    if (this.playing && performance.now() - this.spokenAt > OFTEN) this.say(this.result);
  }

  private fail(): void {
    this.playing = false;
    this.broken = true;
  }

  private say(text: string): void {
    this.spoken = text;
    this.spokenAt = performance.now();
  }

  // ---- Points of the reader's own ---------------------------------------------------------------

  private placed({ detail: { x, y, first } }: CustomEvent<Placed>): void {
    const points = readPoints(this.settings.values.points);
    const last = points.at(-1);
    if (points.length >= MOST) return this.say(`${MOST} points are all that fit.`);
    if (!first && last && Math.hypot(x - last[0], y - last[1]) < APART) return;
    this.setPoints([...points, [x, y, 1]]);
  }

  private setPoints(points: readonly (readonly [number, number, number])[]): void {
    this.settings.set("points", writePoints(points));
    this.say(`${points.length} points.`);
  }

  // ---- Words -----------------------------------------------------------------------------------

  private get result(): string {
    const { moment, data } = this;
    if (data.length === 0) return "Paint some points, then let them play.";
    if (moment === null) return "";
    const { real, reached } = standing(moment.points, data);
    const percent = (share: number): string => `${Math.round(100 * share)}%`;
    const where =
      this.settings.values.data === "ring"
        ? `${heapsReached(moment.points)} of the 8 heaps have some`
        : `${percent(reached)} of the real ones have one near`;
    return `Round ${moment.round}: ${percent(real)} of its points lie on real ones, and ${where}.`;
  }

  // ---- Rendering -------------------------------------------------------------------------------

  private readonly draw: Draw = (context, side, palette) => {
    const radius = Math.max(2.5, side / 110);
    const real = { side, radius: 0.8 * radius, hollow: true };
    paintPoints(context, pointsOf(this.data, 1), palette, real);
    if (this.moment)
      paintPoints(context, pointsOf(this.moment.points, 0), palette, { side, radius });
  };

  override render(): TemplateResult {
    const { values } = this.settings;
    return html`${frame({
      name: "Two players",
      caption:
        "The generator never sees a real point. It only feels which way the discriminator's opinion rises, and goes there, with all its points at once.",
      stage: this.renderStage(),
      controls: this.renderControls(),
      result: this.result,
      spoken: this.spoken,
      scripts: {
        file: "two_players",
        write: { PyTorch: () => torchScript(values, Math.max(1, this.moment?.round ?? 0)) },
      },
      reset: () => this.settings.reset(),
    })}`;
  }

  private renderStage(): TemplateResult {
    const { moment } = this;
    const own = this.settings.values.data === "own";
    return html`
      <div class="actions">
        <button class="button strong" type="button" @click=${() => this.pressed()}>
          ${this.playing ? "Pause" : "Play"}
        </button>
        <button class="button" type="button" @click=${() => this.step()}>One round</button>
        <button class="button" type="button" @click=${() => this.again()}>New start</button>
      </div>
      ${
        this.broken
          ? html`<p role="alert" class="problem">
              The code that trains could not be loaded, or has ended. Press Play to try again.
            </p>`
          : nothing
      }
      <div class="field-and-key">
        <lbl-plane
          label="The discriminator's opinion, all over the plane. ${this.result}"
          act=${own ? "Paint points." : ""}
          ?drags=${own}
          .surface=${moment && this.data.length > 0 ? this.opinion.of(moment.opinion) : null}
          .draw=${this.draw}
          @placed=${(event: CustomEvent<Placed>) => this.placed(event)}
        ></lbl-plane>
        <div class="key" aria-hidden="true">
          <span class="real">real points</span>
          <span class="made">made by the generator</span>
          <span class="believed">the discriminator says <i>real</i></span>
          <span class="doubted">it says <i>made</i></span>
        </div>
      </div>
    `;
  }

  private renderControls(): TemplateResult {
    const { settings } = this;
    return html`
      ${controls(settings, ["data", "noise", "speed"])}
      ${controls(settings, ["generator", "discriminator"])}
      ${
        settings.values.data === "own"
          ? html`<div class="actions" role="group" aria-label="Your own points">
              <button
                class="button"
                type="button"
                @click=${() => this.setPoints(readPoints(settings.values.points).slice(0, -10))}
              >
                Take back ten
              </button>
              <button class="button" type="button" @click=${() => this.setPoints([])}>Clear</button>
              <span class="muted">Paint in the plane.</span>
            </div>`
          : nothing
      }
    `;
  }

  static override styles = [sharedStyles, frameStyles, ownStyles];
}

/** Places as points of one kind. */
function pointsOf(places: Float32Array, label: 0 | 1): Points {
  return { places, labels: new Uint8Array(places.length / 2).fill(label) };
}

customElements.define("two-players", TwoPlayers);
