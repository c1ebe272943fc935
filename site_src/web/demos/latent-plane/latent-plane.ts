import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from "lit";
import { DrawingController } from "../../controllers/drawing.ts";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { centred } from "../../drawing/preprocess.ts";
import type { Stroke } from "../../drawing/strokes.ts";
import { fromText } from "../../drawing/text.ts";
import { lostRow } from "../../elements/chooser.ts";
import { drawingPaper, testImages, type Paper } from "../../elements/drawing-paper.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import { exampleStyles, paperStyles, pictureRowStyles } from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { UserFacingError } from "../../runtime/files.ts";
import { readUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { noun, percent, ranking, withArticle } from "../../words/format.ts";
import "./map.ts";
import {
  inNumbers,
  readLandmarks,
  readPlace,
  sentence,
  writePlace,
  type Landmark,
  type Place,
} from "./places.ts";
import { ownStyles } from "./styles.ts";

const MIDDLE: Place = { x: 0, y: 0 };

/**
 * `<latent-plane model="plane">`: a plane on which each place is a picture. A decoder draws what is
 * under the cross; an encoder puts the reader's own drawing on the plane.
 *
 * The model takes in a picture and a place, and gives the place of that picture, what it draws there,
 * and what it draws at the place that it was given. With `decoder` it takes in a place alone, and gives our
 * classifier's reading of what it draws there, and what it draws: then there is nothing to draw on.
 * `map` are pictures that lie on the plane: "7 0.31 -1.2; 2 1 0.5". The card and the test images are
 * fetched when the element comes near the window, the network at the first touch. Prose and address set
 * its state: `drawing` (see drawing.ts), `image` (the place of a test image in the row, from 1), and `at`
 * (a place: two numbers).
 */
export class LatentPlane extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  /** The network has no encoder: nothing of the reader's can be put on its plane. */
  @property({ type: Boolean, attribute: "decoder" }) decoderAlone = false;
  /** Pictures on the plane, each a label and two numbers, with semicolons between. */
  @property({ type: String }) map = "";
  @state() private place = MIDDLE;
  /** Where the drawing lies; null where there is none, or nothing has looked at it. */
  @state() private own: Place | null = null;
  /** What the decoder makes of the drawing; null where there is none. */
  @state() private redrawn: Float32Array | null = null;
  /** What it draws at the cross. */
  @state() private picture: Float32Array | null = null;
  /** How our classifier reads that, where the decoder is alone. */
  private reading: Float32Array | null = null;
  /** What screen readers are told; changes only when drawing and cross rest. */
  @state() private spoken = "";

  private landmarks: readonly Landmark[] = [];
  /** What the drawing waits for: to be put on the plane, and the cross to go there. */
  private waiting: "nothing" | "ring" | "ring and cross" = "nothing";

  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    near: async (base, card) => {
      const places = this.decoderAlone
        ? card.inputs
        : [...card.inputs.slice(1), ...card.outputs.slice(0, 1)];
      const wanted = this.decoderAlone ? 1 : 2;
      if (places.length !== wanted || places.some(({ shape }) => shape.join() !== "2")) {
        throw new UserFacingError(
          `latent-plane wants a model of a picture and a place, and “${this.model}” is none.`,
        );
      }
      if (!this.decoderAlone) return this.drawing.prepare(base, card);
      this.requestUpdate();
      this.applySettings(readUrlState(location.href, this));
    },
    ready: () => {
      this.spoken = "";
      this.latest.request();
    },
  });
  private readonly drawing: DrawingController = new DrawingController(this, this.network, {
    fit: () => centred,
    settings: () => (this.onItsOwn ? [] : [["at", writePlace(this.place)]]),
    what: () => this.what,
  });
  private readonly latest: LatestWinsController = new LatestWinsController(this, {
    run: () => this.follow(),
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
    put: (strokes, chosen) => this.take(strokes, chosen),
    name: (target) => this.named(target),
  };

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private drawn(strokes: readonly Stroke[]): void {
    this.drawing.put({ strokes, chosen: null }, true);
    this.changed("ring and cross", true);
  }

  private clear(): void {
    this.drawing.clear();
    this.changed("nothing");
  }

  /** Puts something on the canvas at one blow. */
  private take(strokes: readonly Stroke[], chosen: number | null): void {
    this.drawing.put({ strokes, chosen });
    this.changed("ring and cross");
  }

  private moved({ detail }: CustomEvent<Place>): void {
    this.place = detail;
    // A drawing that was not looked at yet does not pull the cross away from the finger.
    if (this.waiting === "ring and cross") this.waiting = "ring";
    this.latest.changed();
    this.network.touch();
    this.latest.request();
  }

  /** The canvas has changed; `goesOn` where it may go on changing. */
  private changed(waiting: LatentPlane["waiting"], goesOn = false): void {
    this.waiting = this.drawing.empty ? "nothing" : waiting;
    if (this.drawing.empty) this.own = this.redrawn = null;
    this.network.touch();
    if (goesOn) this.latest.changed();
    else this.latest.isIdle = true;
    this.latest.request();
    if (!goesOn) this.latest.idle();
  }

  // ---- Set from outside ------------------------------------------------------------------------

  applySettings(settings: Settings): void {
    const at = readPlace(settings.get("at") ?? "");
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    const chosen = this.drawing.chosenIn(settings);
    if (chosen !== null || drawing.length > 0) this.take(drawing, chosen);
    if (at === null) return;
    this.place = at;
    this.changed(this.waiting === "nothing" ? "nothing" : "ring");
  }

  // ---- The network -----------------------------------------------------------------------------

  private async follow(): Promise<void> {
    const { remote } = this.network;
    if (remote === null) return;
    try {
      if (this.decoderAlone) {
        const [reading, there] = await remote.predict(toInput(this.place));
        [this.reading, this.picture] = [reading ?? null, there ?? null];
        return;
      }
      const { input } = this.drawing;
      const { waiting } = this;
      this.waiting = "nothing";
      const [code, redrawn, there] = await remote.predict(input, toInput(this.place));
      if (code === undefined || redrawn === undefined || there === undefined) return;
      this.picture = there;
      if (waiting === "nothing" || this.drawing.empty) return;
      const [x = 0, y = 0] = code;
      this.own = { x, y };
      this.redrawn = redrawn;
      if (waiting === "ring") return;
      this.place = this.own;
      this.picture = redrawn;
    } catch (error) {
      this.network.fail(error);
    }
  }

  private announce(): void {
    if (!this.latest.isIdle || this.latest.busy) return;
    this.spoken = this.sentence;
    // Where the cross is may be known only now.
    this.drawing.writeUrl();
  }

  // ---- Words -----------------------------------------------------------------------------------

  /** Whether the cross is where the drawing lies. */
  private get onItsOwn(): boolean {
    return this.place === this.own || (this.place === MIDDLE && this.picture === null);
  }

  /** What lies on the plane: "digit". */
  private get what(): string {
    const labels = this.landmarks.map(({ label }) => label);
    return noun(labels.length > 0 ? labels : this.network.labels);
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.decoderAlone) return this.readingOf(this.reading);
    if (this.picture === null) return `Press on the plane, or draw a ${this.what}.`;
    const own = this.drawing.chosen === null ? `Your ${this.what}` : "The test image";
    const subject = this.onItsOwn ? `${own} lies` : "The cross is";
    return sentence(subject, this.place, this.landmarks);
  }

  private readingOf(reading: Float32Array | null): string {
    if (reading === null) return "Press on the plane.";
    const [best = 0] = ranking(reading);
    const read = `${withArticle(this.network.labels[best] ?? "")} (${percent(reading[best] ?? 0)})`;
    return `The cross is at ${inNumbers(this.place)}. Our classifier reads what is drawn there as ${read}.`;
  }

  /** What screen readers are told. */
  private get told(): string {
    return this.network.state === "ready" ? this.spoken : "";
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("map")) this.landmarks = readLandmarks(this.map);
  }

  override render(): TemplateResult {
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        <div class="parts ${this.decoderAlone ? "alone" : ""}">
          <lbl-latent-map
            .landmarks=${this.landmarks}
            .place=${this.place}
            .own=${this.own}
            what="${this.decoderAlone ? "" : "test "}${this.what}s"
            @lbl-place=${this.moved}
          ></lbl-latent-map>
          ${this.network.state === "error" ? this.network.renderProblem() : this.renderSaid()}
          ${this.decoderAlone ? nothing : drawingPaper(this.paper)}
        </div>
        ${this.drawing.retry === null ? nothing : lostRow(this.drawing.retry)}
        ${this.drawing.examples.length > 0 ? testImages(this.paper) : nothing}
        <p class="only-read" role="status" aria-live="polite">${this.told}</p>
      </div>
    `;
  }

  private renderSaid(): TemplateResult {
    if (this.decoderAlone) return this.renderCross();
    const { shape, empty, input } = this.drawing;
    const { range } = this.network;
    const blank = new Float32Array(shape[0] * shape[1]).fill(range[0]);
    return html`
      <div class="said">
        <figure>
          ${inputPicture(empty ? blank : input, shape, range, "What the encoder is given")}
          <figcaption class="muted">what it's given</figcaption>
        </figure>
        <figure>
          ${inputPicture(this.redrawn ?? blank, shape, range, "What the decoder makes of it")}
          <figcaption class="muted">at the ring</figcaption>
        </figure>
        <figure>
          ${inputPicture(this.picture ?? blank, shape, range, "What the decoder draws at the cross")}
          <figcaption class="muted">at the cross</figcaption>
        </figure>
        <p class="sentence" aria-hidden="true">${this.sentence}</p>
      </div>
    `;
  }

  private renderCross(): TemplateResult {
    const [height = 1, width = 1] = this.network.card?.outputs[1]?.shape ?? [];
    const picture = this.picture ?? new Float32Array(height * width);
    return html`
      <div class="said">
        <figure>
          ${inputPicture(picture, [height, width, 1], [0, 1], "What the network draws at the cross")}
          <figcaption class="muted">at the cross</figcaption>
        </figure>
        <p class="sentence" aria-hidden="true">${this.sentence}</p>
      </div>
    `;
  }

  /** A class by its number: 0 is "A" where letters are on the map. */
  private named(target: number): string {
    return this.what === "letter" ? String.fromCharCode(65 + target) : String(target);
  }

  static override styles = [sharedStyles, paperStyles, exampleStyles, pictureRowStyles, ownStyles];
}

function toInput({ x, y }: Place): Float32Array {
  return Float32Array.of(x, y);
}

customElements.define("latent-plane", LatentPlane);
