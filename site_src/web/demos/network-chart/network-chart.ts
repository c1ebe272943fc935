import { html, LitElement, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { axesStyles, axisOf, drawAxes, short, type Axis, type Frame } from "../../drawing/axes.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import {
  describe,
  familyOf,
  isLog,
  isMeasure,
  isSize,
  measures,
  readNetworks,
  shownOf,
  sizes,
  unbeaten,
  type Measure,
  type Network,
  type Size,
} from "./networks.ts";
import { ownStyles } from "./styles.ts";

/** Of the drawing, in its own units: wide ones, and those for a phone. */
const WIDE = { width: 720, height: 440 };
const NARROW = { width: 380, height: 420 };
/** Pixels from which on the wide drawing is used. */
const ROOM = 560;

interface Placed {
  readonly network: Network;
  readonly left: number;
  readonly top: number;
  readonly radius: number;
}

/**
 * `<network-chart networks="VGG16 138357544 15470264320 16 60.4 71.3 keras.io Keras; …">`: networks as
 * bubbles on two axes that the reader chooses.
 *
 * A network is a name, its parameters, multiply-adds, depth, megabytes between layers, accuracy in percent
 * (`-` where it isn't known), who published that, and whose drawing it is. Prose and address set `x`, `y`
 * (parameters, work, depth, memory, right), `size` (one of the first four, or none) and `network`, a name.
 */
export class NetworkChart extends LitElement implements UrlStateful {
  @property({ type: String }) networks = "";
  @state() private x: Measure = "work";
  @state() private y: Measure = "right";
  @state() private size: Size = "parameters";
  /** Name of the one that the reader has chosen. */
  @state() private chosen = "";
  /** Name of the one under the pointer. */
  @state() private pointed = "";
  @state() private isWide = true;

  private readonly resizing = new ResizeObserver(([entry]) => {
    this.isWide = (entry?.contentRect.width ?? ROOM) >= ROOM;
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.resizing.observe(this);
    this.applySettings(readUrlState(location.href, this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  applySettings(settings: Settings): void {
    const [x = "", y = ""] = [settings.get("x"), settings.get("y")];
    if (isMeasure(x)) this.x = x;
    if (isMeasure(y)) this.y = y;
    const size = settings.get("size") ?? "";
    if (isSize(size)) this.size = size;
    const network = settings.get("network");
    if (network !== undefined && this.all.some(({ name }) => name === network)) {
      this.chosen = network;
      this.pointed = "";
    }
    this.write();
  }

  private write(): void {
    const { x, y, size, chosen } = this;
    const settings = Object.entries({ x, y, size, network: chosen });
    const first = { x: "work", y: "right", size: "parameters", network: "" };
    const changed = settings.filter(([name, value]) => value !== first[name as keyof typeof first]);
    writeUrlState(this, new Map(changed));
  }

  private choose(name: string): void {
    this.chosen = name;
    this.pointed = "";
    this.write();
  }

  // ---- The numbers -----------------------------------------------------------------------------------

  private get all(): Network[] {
    return readNetworks(this.networks);
  }

  private get frame(): Frame {
    const { width, height } = this.isWide ? WIDE : NARROW;
    return { left: 46, top: 34, right: width - 14, bottom: height - 46 };
  }

  private placed(shown: readonly Network[], axes: readonly [Axis, Axis]): Placed[] {
    const { left, top, right, bottom } = this.frame;
    const { size } = this;
    const of = (network: Network): number => (size === "none" ? 1 : network[size]);
    const largest = Math.max(...shown.map(of));
    const [least, most] = this.isWide ? [4, 22] : [3, 14];
    return shown
      .map((network) => ({
        network,
        left: left + axes[0].share(network[this.x] ?? 0) * (right - left),
        top: bottom - axes[1].share(network[this.y] ?? 0) * (bottom - top),
        radius: size === "none" ? 6 : least + most * Math.sqrt(of(network) / largest),
      }))
      .sort((a, b) => b.radius - a.radius);
  }

  /** The cost against which accuracy is drawn; null where the chart shows something else. */
  private get cost(): Measure | null {
    if (this.y === "right" && this.x !== "right") return this.x;
    return null;
  }

  // ---- What the reader does --------------------------------------------------------------------------

  /** The bubble under a pointer, or near it: the smaller one where several are. */
  private under(event: PointerEvent, placed: readonly Placed[]): string {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const unit = (this.isWide ? WIDE : NARROW).width / box.width;
    const [x, y] = [(event.clientX - box.left) * unit, (event.clientY - box.top) * unit];
    const away = (one: Placed): number =>
      Math.max(0, Math.hypot(one.left - x, one.top - y) - one.radius) * 100 + one.radius;
    const nearest = [...placed].sort((a, b) => away(a) - away(b))[0];
    return nearest !== undefined && away(nearest) < 1600 ? nearest.network.name : "";
  }

  private typed(event: KeyboardEvent, placed: readonly Placed[]): void {
    const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };
    const step = steps[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const inOrder = [...placed].sort((a, b) => a.left - b.left);
    const at = inOrder.findIndex(({ network }) => network.name === this.chosen);
    const next = at < 0 ? (step > 0 ? 0 : inOrder.length - 1) : at + step;
    const name = inOrder[Math.max(0, Math.min(inOrder.length - 1, next))]?.network.name;
    if (name !== undefined) this.choose(name);
  }

  // ---- Rendering -------------------------------------------------------------------------------------

  private get sentence(): string {
    const network = this.all.find(({ name }) => name === (this.pointed || this.chosen));
    if (network !== undefined) {
      const missing = [this.x, this.y].some((measure) => network[measure] === null);
      return describe(network) + (missing ? " So it isn't in the chart." : "");
    }
    if (this.cost === null) return "Point at a bubble, or choose a network.";
    const best = unbeaten(this.all, this.cost).map(({ name }) => name);
    const ends = `from ${best[0] ?? ""} to ${best.at(-1) ?? ""}`;
    return `On the dashed line: ${best.length} networks that no other one beats in both, ${ends}.`;
  }

  override render(): TemplateResult {
    const shown = shownOf(this.all, this.x, this.y);
    const axes = [this.x, this.y].map((measure) =>
      axisOf(
        shown.map((network) => network[measure] ?? 0),
        isLog(measure),
      ),
    ) as [Axis, Axis];
    const placed = this.placed(shown, axes);
    return html`
      <div class="card">
        <div class="controls">
          ${this.select("Across", this.x, Object.keys(measures), (value) => {
            if (isMeasure(value)) this.x = value;
          })}
          ${this.select("Up", this.y, Object.keys(measures), (value) => {
            if (isMeasure(value)) this.y = value;
          })}
          ${this.select("Size of a bubble", this.size, sizes, (value) => {
            if (isSize(value)) this.size = value;
          })}
        </div>
        ${this.picture(placed, axes)}
        <label class="network">
          <span>Network</span>
          <select
            @change=${({ target }: Event) => this.choose((target as HTMLSelectElement).value)}
          >
            <option value="" .selected=${this.chosen === ""}>all</option>
            ${this.all.map(
              ({ name }) =>
                html`<option value=${name} .selected=${name === this.chosen}>${name}</option>`,
            )}
          </select>
        </label>
        <p class="sentence" aria-hidden="true">${this.sentence}</p>
        <p class="only-read" role="status">${this.pointed === "" ? this.sentence : nothing}</p>
        ${this.table()}
      </div>
    `;
  }

  private select(
    label: string,
    value: string,
    options: readonly string[],
    change: (value: string) => void,
  ): TemplateResult {
    const named = (option: string): string => (isMeasure(option) ? measures[option] : "all alike");
    return html`
      <label>
        <span>${label}</span>
        <select
          @change=${({ target }: Event) => {
            change((target as HTMLSelectElement).value);
            this.write();
          }}
        >
          ${options.map(
            (option) =>
              html`<option value=${option} .selected=${option === value}>${named(option)}</option>`,
          )}
        </select>
      </label>
    `;
  }

  private picture(placed: readonly Placed[], axes: readonly [Axis, Axis]): TemplateResult {
    const { width, height } = this.isWide ? WIDE : NARROW;
    const name =
      `${placed.length} networks. Across: ${measures[this.x]}. Up: ${measures[this.y]}. ` +
      "The arrow keys go from one to the next.";
    return html`
      <div
        class="chart"
        role="application"
        aria-roledescription="chart"
        aria-label=${name}
        tabindex="0"
        @keydown=${(event: KeyboardEvent) => this.typed(event, placed)}
      >
        <svg
          viewBox="0 0 ${width} ${height}"
          aria-hidden="true"
          @pointermove=${(event: PointerEvent) => (this.pointed = this.under(event, placed))}
          @pointerleave=${() => (this.pointed = "")}
          @pointerup=${(event: PointerEvent) => this.choose(this.under(event, placed))}
        >
          ${drawAxes(this.frame, axes, [measures[this.x], measures[this.y]])} ${this.line(placed)}
          ${this.bubbles(placed)}
        </svg>
      </div>
    `;
  }

  /** Through those that no other one beats. */
  private line(placed: readonly Placed[]): SVGTemplateResult | typeof nothing {
    if (this.cost === null) return nothing;
    const places = new Map(placed.map((one) => [one.network.name, one]));
    const best = unbeaten(this.all, this.cost).flatMap(({ name }) => places.get(name) ?? []);
    const points = best.map(({ left, top }) => `${left.toFixed(1)},${top.toFixed(1)}`);
    return svg`<polyline class="best" points=${points.join(" ")} />`;
  }

  private bubbles(placed: readonly Placed[]): SVGTemplateResult {
    const current = this.pointed || this.chosen;
    const family = familyOf(current);
    const isKin = ({ network }: Placed): boolean =>
      current !== "" && familyOf(network.name) === family;
    const kin = placed.filter(isKin).sort((a, b) => a.left - b.left);
    const one = placed.find(({ network }) => network.name === current);
    const path = kin.map(({ left, top }) => `${left.toFixed(1)},${top.toFixed(1)}`).join(" ");
    return svg`
      ${placed.map((bubble) => {
        const dim = current !== "" && !isKin(bubble) ? " dim" : "";
        const own = bubble.network.kind === "built here" ? " own" : "";
        return svg`<circle class=${`bubble${own}${dim}`} cx=${bubble.left} cy=${bubble.top}
          r=${bubble.radius} />`;
      })}
      ${kin.length > 1 ? svg`<polyline class="family" points=${path} />` : nothing}
      ${one === undefined ? nothing : this.label(one)}`;
  }

  private label({ network, left, top, radius }: Placed): SVGTemplateResult {
    const { width } = this.isWide ? WIDE : NARROW;
    const anchor = left > width * 0.72 ? "end" : left < width * 0.28 ? "start" : "middle";
    const above = top - radius - 8 > 14 ? top - radius - 8 : top + radius + 18;
    return svg`
      <circle class="current" cx=${left} cy=${top} r=${radius + 2} />
      <text class="label" x=${left} y=${above} text-anchor=${anchor}>${network.name}</text>`;
  }

  private table(): TemplateResult {
    return html`
      <details>
        <summary>As a table</summary>
        <div class="scroll" tabindex="0" role="group" aria-label="All networks">
          <table>
            <thead>
              <tr>
                <th scope="col">network</th>
                ${Object.values(measures).map((label) => html`<th scope="col">${label}</th>`)}
              </tr>
            </thead>
            <tbody>
              ${this.all.map(
                (network) => html`
                  <tr>
                    <th scope="row">${network.name}</th>
                    <td>${short(network.parameters)}</td>
                    <td>${short(network.work)}</td>
                    <td>${network.depth}</td>
                    <td>${short(network.memory)}</td>
                    <td>${network.right === null ? "not known" : network.right.toFixed(1)}</td>
                  </tr>
                `,
              )}
            </tbody>
          </table>
        </div>
      </details>
    `;
  }

  static override styles = [sharedStyles, axesStyles, ownStyles];
}

customElements.define("network-chart", NetworkChart);
