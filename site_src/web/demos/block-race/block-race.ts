import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { axesStyles, axisOf, drawAxes, type Frame } from "../../drawing/axes.ts";
import { problemBox } from "../../elements/problem.ts";
import { progressBar } from "../../elements/progress-bar.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { compiledOf } from "../../runtime/card.ts";
import { client } from "../../runtime/client.ts";
import { userMessage } from "../../runtime/files.ts";
import { random } from "../../runtime/training/random.ts";
import type { RemoteModel } from "../../runtime/worker-client.ts";
import { modelUrl } from "../../site.ts";
import {
  differs,
  fastest,
  inMilliseconds,
  mean,
  orderOf,
  readRacers,
  sentence,
  spread,
  TURNS,
  type Racer,
  type Times,
} from "./race.ts";
import { ownStyles } from "./styles.ts";

type State = "idle" | "loading" | "racing" | "done" | "error";

/** Pictures of one call: the way to the worker and back is paid once for all of them. */
const PICTURES = 16;
/** Of the drawing, in its own units: wide, and for a phone. */
const [WIDE, NARROW, HEIGHT] = [640, 360, 340];
/** Pixels from which on the wide drawing is used. */
const ROOM = 520;
/** How close two names may come, across and up, before one of them goes below its dot. */
const CLOSE = { across: 90, up: 18 };

interface Dot {
  readonly racer: Racer;
  readonly left: number;
  readonly top: number;
  readonly isBelow: boolean;
}

/**
 * `<block-race models="lego-" scores="vgg 194506 4718592 51.2 50.1; …">`: times networks on the reader's
 * device, in turns, and draws that against how often they're right.
 *
 * A score is a name, its parameters, its multiply-adds, and percent right, one number for each seed. The
 * network's model is `models` and the name. Nothing is fetched before the reader starts it. All get the
 * same pictures, of noise: what a network says of them doesn't matter, nor does it change how long it takes.
 */
export class BlockRace extends LitElement {
  /** What the names of the models begin with. */
  @property({ type: String }) models = "";
  @property({ type: String }) scores = "";
  @state() private state: State = "idle";
  /** Share of the work that is done, 0 to 1. */
  @state() private progress = 0;
  @state() private problem = "";
  @state() private times: Times = new Map();
  @state() private isWide = true;

  /** Counts the races: one that was overtaken, or whose element is gone, ends. */
  private current = 0;

  private readonly resizing = new ResizeObserver(([entry]) => {
    this.isWide = (entry?.contentRect.width ?? ROOM) >= ROOM;
  });

  override updated(): void {
    this.dataset["state"] = this.state;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
    this.current++;
    if (this.state === "loading" || this.state === "racing") this.state = "idle";
  }

  private get busy(): boolean {
    return this.state === "loading" || this.state === "racing";
  }

  private async start(fresh = false): Promise<void> {
    if (this.busy) return;
    const race = ++this.current;
    [this.state, this.progress, this.problem] = ["loading", 0, ""];
    try {
      const racers = readRacers(this.scores);
      const networks: RemoteModel[] = [];
      for (const { name } of racers) {
        networks.push(await client.loadModel(compiledOf(modelUrl(this.models + name)), { fresh }));
        if (race !== this.current) return;
        this.progress = networks.length / racers.length;
      }
      this.state = "racing";
      const times = await this.takeTurns(racers, networks, race);
      if (race !== this.current) return;
      [this.times, this.state] = [times, "done"];
    } catch (error) {
      if (race !== this.current) return;
      [this.state, this.problem] = ["error", userMessage(error)];
    }
  }

  private async takeTurns(
    racers: readonly Racer[],
    networks: readonly RemoteModel[],
    race: number,
  ): Promise<Times> {
    const times = new Map<string, number[]>(racers.map(({ name }) => [name, []]));
    const dice = random(1);
    const size = networks[0]?.card.inputs[0].shape.reduce((a, b) => a * b, 1) ?? 0;
    const noise = Float32Array.from({ length: PICTURES * size }, () => 255 * dice());
    for (let turn = 0; turn <= TURNS; turn++) {
      for (const place of orderOf(racers.length, turn)) {
        const started = performance.now();
        await networks[place]?.predict(noise.slice());
        const taken = (performance.now() - started) / PICTURES;
        if (race !== this.current) return times;
        // The first turn warms up.
        if (turn > 0) times.get(racers[place]?.name ?? "")?.push(taken);
      }
      this.progress = (turn + 1) / (TURNS + 1);
    }
    return times;
  }

  // ---- Rendering -------------------------------------------------------------------------------------

  private get message(): string {
    switch (this.state) {
      case "idle":
        return "Nothing has been timed yet. Each takes its turn, twelve times.";
      case "loading":
        return "Fetching the networks.";
      case "racing":
        return "They take turns.";
      case "error":
        return "";
      case "done":
        return sentence(this.times);
    }
  }

  override render(): TemplateResult {
    const racers = readRacers(this.scores);
    return html`
      <div class="card">
        ${this.busy ? progressBar("Timing the networks", this.progress) : nothing}
        ${
          this.state === "error"
            ? problemBox("They could not be timed.", this.problem, () => this.start(true))
            : html`
                <button
                  class="button strong"
                  type="button"
                  aria-disabled=${this.busy}
                  @click=${() => this.start()}
                >
                  ${this.times.size > 0 ? "Time them again" : "Time them on this device"}
                </button>
              `
        }
        <p class="sentence" role="status">${this.message}</p>
        ${this.picture(racers)} ${this.table(racers)}
      </div>
    `;
  }

  private picture(racers: readonly Racer[]): TemplateResult {
    const width = this.isWide ? WIDE : NARROW;
    const frame: Frame = { left: 40, top: 34, right: width - 14, bottom: HEIGHT - 46 };
    const spreads = new Map([...this.times].map(([name, values]) => [name, spread(values)]));
    const ends = [...spreads.values()].flatMap(({ low, high }) => [low, high]);
    const x = axisOf(ends, true);
    const y = axisOf(
      racers.flatMap(({ right }) => right),
      false,
    );
    const across = (value: number): number =>
      frame.left + x.share(value) * (frame.right - frame.left);
    const up = (value: number): number =>
      frame.bottom - y.share(value) * (frame.bottom - frame.top);
    const draw = ({ racer: { name, right }, left, top, isBelow }: Dot): SVGTemplateResult => {
      const { low, high } = spreads.get(name) ?? { low: 1, high: 1 };
      const isLate = left > width * 0.7;
      return svg`
        <line class="spread" x1=${across(low)} x2=${across(high)} y1=${top} y2=${top} />
        <line class="spread" x1=${left} x2=${left} y1=${up(Math.min(...right))}
          y2=${up(Math.max(...right))} />
        <circle cx=${left} cy=${top} r="6" />
        <text class="label" x=${left + (isLate ? -9 : 9)} y=${top + (isBelow ? 19 : -8)}
          text-anchor=${isLate ? "end" : "start"}>${name}</text>`;
    };
    const dots = placed(
      racers.filter(({ name }) => spreads.has(name)),
      (racer) => [across(spreads.get(racer.name)?.middle ?? 1), up(mean(racer.right))],
    );
    return html`
      <svg
        viewBox="0 0 ${width} ${HEIGHT}"
        role="img"
        aria-label=${
          dots.length === 0
            ? "An empty chart: nothing has been timed"
            : "How long each takes against how often it is right; the table has the numbers"
        }
      >
        ${
          dots.length === 0
            ? svg`<text x=${width / 2} y=${HEIGHT / 2} text-anchor="middle">
                Your milliseconds against their accuracy</text>`
            : svg`
                ${drawAxes(frame, [x, y], ["ms a picture, on this device", "% right"])}
                ${dots.map(draw)}`
        }
      </svg>
    `;
  }

  private table(racers: readonly Racer[]): TemplateResult {
    const first = this.times.get(fastest(this.times));
    return html`
      <div class="scroll" tabindex="0" role="group" aria-label="Times and accuracies">
        <table>
          <thead>
            <tr>
              <th scope="col">block</th>
              <th scope="col">right</th>
              <th scope="col">a picture (middle half)</th>
              <th scope="col">against the lowest</th>
              <th scope="col">parameters</th>
              <th scope="col">million multiply-adds</th>
            </tr>
          </thead>
          <tbody>
            ${racers.map(({ name, right, parameters, work }) => {
              const times = this.times.get(name);
              return html`
                <tr>
                  <th scope="row">${name}</th>
                  <td>${mean(right).toFixed(1)}%</td>
                  <td>${times === undefined ? "–" : timeIn(times)}</td>
                  <td>
                    ${times === undefined || first === undefined ? "–" : against(times, first)}
                  </td>
                  <td>${parameters.toLocaleString("en")}</td>
                  <td>${(work / 1e6).toFixed(1)}</td>
                </tr>
              `;
            })}
          </tbody>
        </table>
      </div>
    `;
  }

  static override styles = [sharedStyles, axesStyles, ownStyles];
}

/** Dots by their places, from left to right; a name that would meet the one before goes below. */
function placed(racers: readonly Racer[], place: (racer: Racer) => [number, number]): Dot[] {
  const dots: Dot[] = [];
  const sorted = racers.map((racer) => ({ racer, at: place(racer) }));
  sorted.sort((a, b) => a.at[0] - b.at[0]);
  for (const { racer, at } of sorted) {
    const [left, top] = at;
    const isBelow = dots.some(
      (other) =>
        !other.isBelow && left - other.left < CLOSE.across && Math.abs(top - other.top) < CLOSE.up,
    );
    dots.push({ racer, left, top, isBelow });
  }
  return dots;
}

function timeIn(times: readonly number[]): string {
  const { low, middle, high } = spread(times);
  const bare = (value: number): string => inMilliseconds(value).replace(" ms", "");
  return `${inMilliseconds(middle)} (${bare(low)} to ${bare(high)})`;
}

function against(times: readonly number[], first: readonly number[]): string {
  if (times === first) return "the lowest";
  if (!differs(times, first)) return "not to be told apart";
  return `${(spread(times).middle / spread(first).middle).toFixed(1)} times`;
}

customElements.define("block-race", BlockRace);
