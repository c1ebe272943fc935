import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { allowed, readCamera, seenAt, WHOLE, writeCamera, zoomed, type Camera } from "./camera.ts";
import {
  directionOf,
  lies,
  nearSpot,
  planeOf,
  readAxis,
  spotOf,
  writeAxis,
  type Axis,
  type Plane,
} from "./places.ts";
import { inputStyles, mapStyles } from "./styles.ts";
import { missing, plainWord } from "./sum.ts";
import { VectorsController } from "./vectors-controller.ts";
import type { WordVectors } from "./vectors.ts";
import { wordInput } from "./word-input.ts";
import "./word-plane.ts";

type View = "axes" | "components";
/** What the ends of the two directions that nobody chose are called. */
const COMPONENTS: readonly [Axis, Axis] = [
  { from: "left", to: "right" },
  { from: "down", to: "up" },
];
/** Neighbours of a word that are marked and said. */
const NEAR = 5;
/** How close one looks at a word that was looked for, at most. */
const CLOSE = 6;
/** The most common words, of which those in the middle are said. */
const KNOWN = 4000;
const MIDDLE = { x: 0.5, y: 0.5 };
/** Milliseconds after which a map that was moved is told of. */
const REST = 400;

/**
 * `<word-map file="word-vectors.bin" across="man - woman" up="poor - rich">`: a map of words along two
 * axes of the reader's own, or along the two directions in which the words differ most.
 *
 * `file` comes at the first touch. Prose and address set `view` (`axes`, `components`), `across`, `up`,
 * `find` (a word) and `at` (the middle of what is seen, and how close: three numbers).
 */
export class WordMap extends LitElement implements UrlStateful {
  @property({ type: String }) file = "";
  /** The axes at first, each as "man - woman". */
  @property({ type: String }) across = "";
  @property({ type: String }) up = "";
  @state() private view: View = "axes";
  @state() private axes: readonly [Axis, Axis] = COMPONENTS;
  @state() private looked = "";
  @state() private camera: Camera = WHOLE;
  @state() private plane: Plane | null = null;
  /** Why there is no new map; empty where there is one. */
  @state() private problem = "";
  @state() private spoken = "";

  private begun = false;
  private resting: ReturnType<typeof setTimeout> | undefined;
  private readonly words: VectorsController = new VectorsController(
    this,
    () => this.file,
    () => {
      this.draw();
      if (this.camera === WHOLE) this.look();
      this.say();
    },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.begun) return;
    this.begun = true;
    this.axes = [readAxis(this.across), readAxis(this.up)];
    this.applySettings(readUrlState(location.href, this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.resting);
  }

  applySettings(settings: Settings): void {
    if (settings.size === 0) return;
    const view = settings.get("view");
    // Who names an axis wants to see it.
    if (view === "components") this.view = view;
    else if (view === "axes" || settings.has("across") || settings.has("up")) this.view = "axes";
    const [across, up] = this.axes;
    this.axes = [
      settings.has("across") ? readAxis(settings.get("across") ?? "") : across,
      settings.has("up") ? readAxis(settings.get("up") ?? "") : up,
    ];
    this.looked = plainWord(settings.get("find") ?? (settings.has("at") ? this.looked : ""));
    this.camera = WHOLE;
    this.changed();
    this.look();
    const camera = readCamera(settings.get("at") ?? "");
    if (camera !== null) this.go(camera);
  }

  // ---- What the reader does --------------------------------------------------------------------

  private show(view: View): void {
    this.view = view;
    this.camera = WHOLE;
    this.changed();
    this.look();
  }

  private name(place: 0 | 1, end: "from" | "to", word: string): void {
    const [across, up] = this.axes;
    const axis = { ...this.axes[place], [end]: word };
    this.axes = place === 0 ? [axis, up] : [across, axis];
    this.changed();
    this.look();
  }

  private find(word: string): void {
    this.looked = word;
    this.changed();
    this.look();
  }

  private picked({ detail }: CustomEvent<number>): void {
    this.looked = this.words.vectors?.words[detail] ?? "";
    this.changed();
  }

  private go(camera: Camera): void {
    this.camera = camera;
    this.remember();
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.say(), REST);
  }

  private changed(): void {
    this.remember();
    if (this.words.vectors === null) this.words.touch();
    else this.draw();
    this.say();
  }

  private remember(): void {
    const settings = new Map<string, string>();
    if (this.view === "components") settings.set("view", this.view);
    const [across, up] = this.axes;
    settings.set("across", writeAxis(across));
    settings.set("up", writeAxis(up));
    if (this.looked !== "") settings.set("find", this.looked);
    if (this.camera !== WHOLE) settings.set("at", writeCamera(this.camera));
    writeUrlState(this, settings);
  }

  // ---- The map ---------------------------------------------------------------------------------

  private draw(): void {
    const { vectors } = this.words;
    if (vectors === null) return;
    const [across, up] =
      this.view === "components"
        ? vectors.directions
        : this.axes.map((axis) => directionOf(vectors, axis));
    const problem = [across, up].find((direction) => typeof direction === "string");
    this.problem = typeof problem === "string" ? problem : "";
    if (across instanceof Float32Array && up instanceof Float32Array)
      this.plane = planeOf(vectors, across, up);
  }

  /** Moves the map to the word that was looked for, if there is one. */
  private look(): void {
    const { found, plane } = this;
    const { vectors } = this.words;
    if (vectors === null || found === null || plane === null) return;
    const middle = spotOf(plane, found);
    // As close as its neighbours in all numbers allow to be seen with it.
    const far = this.nearTo(vectors, found).map((word) => {
      const { x, y } = spotOf(plane, word);
      return Math.max(Math.abs(x - middle.x), Math.abs(y - middle.y));
    });
    this.go(allowed({ ...middle, zoom: Math.min(CLOSE, 0.42 / Math.max(...far)) }));
  }

  private get found(): number | null {
    return this.words.vectors?.find(this.looked) ?? null;
  }

  private nearTo(vectors: WordVectors, found: number): readonly number[] {
    const near = vectors
      .nearest(vectors.row(found), NEAR + 1)
      .map(({ word }) => vectors.find(word));
    return near.filter((word) => word !== undefined && word !== found) as number[];
  }

  // ---- Words -----------------------------------------------------------------------------------

  private get ends(): readonly [Axis, Axis] {
    return this.view === "components" ? COMPONENTS : this.axes;
  }

  private say(): void {
    this.spoken = this.sentence;
  }

  private get sentence(): string {
    const { found, plane, problem, looked } = this;
    const { vectors, state } = this.words;
    if (state === "loading") return "The words are on their way.";
    if (vectors === null || plane === null) return problem;
    if (problem !== "") return problem;
    if (looked !== "" && found === null) return missing(vectors, looked);
    const names = (words: readonly number[]): string =>
      words.map((word) => vectors.words[word]).join(", ");
    if (found === null)
      return `In the middle: ${names(nearSpot(plane, this.camera, MIDDLE, NEAR, KNOWN))}.`;
    const [across, up] = this.ends;
    const around = seenAt(this.camera, spotOf(plane, found));
    const beside = nearSpot(plane, this.camera, around, NEAR + 1).filter((word) => word !== found);
    return [
      `“${looked}” is ${lies(plane.across, across, found)}, and ${lies(plane.up, up, found)}.`,
      `Beside it on this map: ${names(beside)}.`,
      `Its neighbours in all ${vectors.size} numbers: ${names(this.nearTo(vectors, found))}.`,
    ].join(" ");
  }

  private get label(): string {
    const { vectors } = this.words;
    if (vectors === null) return "The map, empty until the words are here";
    const count = vectors.words.length.toLocaleString("en");
    const [across, up] = this.ends;
    return `Map of ${count} words, across from ${across.from} to ${across.to}, up from ${up.from} to ${up.to}. Arrow keys move it, plus and minus zoom, 0 shows all.`;
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" role="group" aria-label="A map of words">
        ${this.words.renderStatus()}
        <div class="controls">
          <div class="views" role="group" aria-label="Axes">
            ${this.renderView("axes", "Axes of your own")}
            ${this.renderView("components", "Two that nobody chose")}
          </div>
          ${
            this.view === "axes"
              ? html`<div class="axes">
                  ${this.renderAxis(0, "Across")} ${this.renderAxis(1, "Up")}
                </div>`
              : nothing
          }
          <div class="find">
            <b>Find</b>
            ${wordInput("find", "Find a word", this.looked, this.words.vectors, (word) => this.find(word))}
          </div>
        </div>
        ${this.words.renderProblem()} ${this.renderStage()}
        <p class="sentence" role="status">${this.spoken}</p>
      </div>
    `;
  }

  private renderView(view: View, label: string): TemplateResult {
    return html`<button
      class="button"
      type="button"
      aria-pressed=${this.view === view}
      @click=${() => this.show(view)}
    >
      ${label}
    </button>`;
  }

  private renderAxis(place: 0 | 1, label: string): TemplateResult {
    const { from, to } = this.axes[place];
    const { vectors } = this.words;
    const id = label.toLowerCase();
    return html`
      <div class="axis">
        <b>${label}</b>
        ${wordInput(`${id}-from`, `${label}: from`, from, vectors, (word) => this.name(place, "from", word))}
        <span aria-hidden="true">→</span>
        ${wordInput(`${id}-to`, `${label}: to`, to, vectors, (word) => this.name(place, "to", word))}
      </div>
    `;
  }

  private renderStage(): TemplateResult {
    const { vectors, state } = this.words;
    const { found } = this;
    const [across, up] = this.ends;
    const ready = vectors !== null && this.plane !== null;
    return html`
      <div class="stage">
        <lbl-word-plane
          .words=${vectors?.words ?? []}
          .plane=${this.plane}
          .camera=${this.camera}
          .found=${found}
          .near=${vectors !== null && found !== null ? this.nearTo(vectors, found) : []}
          name=${this.label}
          @lbl-camera=${({ detail }: CustomEvent<Camera>) => this.go(detail)}
          @lbl-word=${this.picked}
        ></lbl-word-plane>
        ${
          ready
            ? html`
                <span class="end left" aria-hidden="true">← ${across.from}</span>
                <span class="end right" aria-hidden="true">${across.to} →</span>
                <span class="end top" aria-hidden="true">↑ ${up.to}</span>
                <span class="end bottom" aria-hidden="true">↓ ${up.from}</span>
              `
            : nothing
        }
        ${
          state === "idle"
            ? html`<div class="waiting">
                <button class="button strong" type="button" @click=${this.changed}>
                  Show the map
                </button>
                <span class="muted">That fetches all words, a file of less than 3 MB.</span>
              </div>`
            : nothing
        }
      </div>
      <div class="zoom">
        <button class="button" type="button" aria-label="Closer" @click=${() => this.zoom(1.6)}>
          +
        </button>
        <button
          class="button"
          type="button"
          aria-label="Farther"
          @click=${() => this.zoom(1 / 1.6)}
        >
          −
        </button>
        <button class="button" type="button" @click=${() => this.go(WHOLE)}>All</button>
        <span class="muted"
          >Drag it, pinch it, or press a word. The wheel zooms once you've pressed.</span
        >
      </div>
    `;
  }

  private zoom(factor: number): void {
    if (this.plane !== null) this.go(zoomed(this.camera, factor));
  }

  static override styles = [sharedStyles, inputStyles, mapStyles];
}

customElements.define("word-map", WordMap);
