import { html, LitElement, nothing, type TemplateResult } from "lit";
import { DrawingController } from "../../controllers/drawing.ts";
import { ModelController } from "../../controllers/model.ts";
import { PredictionController } from "../../controllers/prediction.ts";
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
import { property, state } from "../../properties.ts";
import { client } from "../../runtime/client.ts";
import { UserFacingError } from "../../runtime/files.ts";
import type { RemoteModel } from "../../runtime/worker-client.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { percent, withArticle } from "../../words/format.ts";
import { attacked, winner, type Attacked, type Way } from "./attack.ts";
import { ownStyles } from "./styles.ts";
import { controls, MOST, pictures, SHADES, ways, type Chosen } from "./view.ts";

/** What came of an attack. */
interface Result {
  readonly input: Float32Array;
  readonly before: Float32Array;
  readonly after: Float32Array;
  /** Of the size that was tried, in shades. */
  readonly shades: number;
}

/**
 * `<fool-it model="brittle">`: a drawing, and a slider that moves each of its pixels by a few shades
 * along the gradient, until the network says something else. For any exported Layers model that
 * takes in grey pictures of one channel.
 *
 * The card and the test images are fetched when the element comes near the window, TensorFlow.js and
 * the network at the first touch. Prose and address set its state: `drawing` (see drawing.ts), `image`
 * (the place of a test image, from 1), `shades`, `way` (one, many, random) and `wish` (a label).
 */
export class FoolIt extends LitElement implements UrlStateful, Chosen {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() shades = 0;
  @state() way: Way = "one";
  @state() wish: number | null = null;
  @state() private result: Result | null = null;
  /** What screen readers are told; changes only when drawing and slider rest. */
  @state() private spoken = "";

  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    layers: true,
    near: (base, card) => {
      const channels = card.inputs[0].shape[2] ?? 1;
      if (channels !== 1) {
        const only = "fool-it attacks networks of grey pictures";
        throw new UserFacingError(`${only}, and “${this.model}” takes ${channels} channels.`);
      }
      return this.drawing.prepare(base, card);
    },
    ready: () => {
      this.spoken = "";
      this.prediction.request();
      this.announce();
    },
  });
  private readonly drawing: DrawingController = new DrawingController(this, this.network, {
    fit: () => centred,
    settings: () => this.settings,
  });
  private readonly prediction = new PredictionController(this, this.network, this.drawing, {
    predict: (network) => this.attack(network),
    clear: () => (this.result = null),
    announce: () => this.announce(),
  });

  /** What the pad and the row of test images show, and whom they tell. */
  private readonly paper: Paper = {
    drawing: this.drawing,
    network: this.network,
    drawn: (strokes) => this.drawn(strokes),
    rest: () => this.prediction.idle(),
    clear: () => this.clear(),
    put: (strokes, chosen) => this.put(strokes, chosen),
    name: (target) => this.name(target),
  };

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private drawn(strokes: readonly Stroke[]): void {
    this.drawing.put({ strokes, chosen: null }, true);
    this.prediction.drawn();
  }

  private clear(): void {
    this.drawing.clear();
    this.prediction.changed();
  }

  /** Puts something on the canvas at one blow. */
  private put(strokes: readonly Stroke[], chosen: number | null): void {
    this.network.touch();
    this.drawing.put({ strokes, chosen });
    this.prediction.changed();
  }

  private slide(shades: number): void {
    this.shades = shades;
    this.prediction.drawn();
  }

  private readonly choose = (change: Partial<Chosen>): void => {
    Object.assign(this, change);
    this.network.touch();
    this.prediction.changed();
  };

  // ---- Set from outside ------------------------------------------------------------------------

  private get settings(): (readonly [string, string])[] {
    const settings: [string, string][] = [];
    if (this.shades > 0) settings.push(["shades", String(this.shades)]);
    if (this.way !== "one") settings.push(["way", this.way]);
    if (this.wish !== null) settings.push(["wish", this.name(this.wish)]);
    return settings;
  }

  applySettings(settings: Settings): void {
    const shades = Number(settings.get("shades") ?? this.shades);
    if (!Number.isNaN(shades)) this.shades = Math.round(Math.min(MOST, Math.max(0, shades)));
    const way = settings.get("way") ?? "";
    if (Object.hasOwn(ways, way)) this.way = way as Way;
    const wish = settings.get("wish");
    if (wish !== undefined) {
      const index = this.network.labels.indexOf(wish);
      this.wish = index < 0 ? null : index;
    }
    const drawing = fromText(settings.get("drawing") ?? "") ?? [];
    const chosen = this.drawing.chosenIn(settings);
    if (chosen !== null || drawing.length > 0) this.put(drawing, chosen);
    else if (settings.size > 0) this.prediction.changed();
  }

  // ---- The attack ------------------------------------------------------------------------------

  private async attack(network: RemoteModel): Promise<void> {
    const { input } = this.drawing;
    const { shades, way, wish } = this;
    const { base } = network;
    const attackable: Attacked = {
      probabilities: async (values) => (await network.predict(values))[0] ?? new Float32Array(),
      slope: (values, index) => client.ask("gradients", { base, values, index }),
    };
    const { range } = this.network;
    const size = (shades / SHADES) * (range[1] - range[0]);
    const before = await attackable.probabilities(input);
    const changed = await attacked(attackable, input, winner(before), { way, size, wish, range });
    const after = await attackable.probabilities(changed);
    this.result = this.drawing.empty ? null : { input: changed, before, after, shades };
  }

  private announce(): void {
    if (this.prediction.isSettled) this.spoken = this.sentence;
  }

  // ---- Words -----------------------------------------------------------------------------------

  private name(index: number): string {
    return this.network.labels[index] ?? String(index);
  }

  private get fooled(): boolean {
    return this.result !== null && winner(this.result.before) !== winner(this.result.after);
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.drawing.empty) return `Draw a ${this.drawing.what}, a seven for example.`;
    if (this.result === null) return "";
    const says = (probabilities: Float32Array): string => {
      const index = winner(probabilities);
      return `${withArticle(this.name(index))} (${percent(probabilities[index] ?? 0)})`;
    };
    const { before, after, shades } = this.result;
    if (shades === 0) return `Untouched, it is ${says(before)}.`;
    const moved = `With ${shades} shades of ${SHADES}`;
    if (this.way !== "random" && this.wish === winner(before))
      return `No change is needed: untouched, it is ${says(before)} already.`;
    return this.fooled
      ? `${moved} it says: ${says(after)}. Untouched, it said ${says(before)}.`
      : `${moved} it still says: ${says(after)}.`;
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
                controls(this, labels, (shades) => this.slide(shades), this.choose),
                this.renderPictures(),
                bars(labels, this.result?.after ?? null),
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
        </div>
      </div>
    `;
  }

  private renderPictures(): TemplateResult {
    const { shape, empty } = this.drawing;
    const { range } = this.network;
    const blank = new Float32Array(shape[0] * shape[1]).fill(range[0]);
    const untouched = empty ? blank : this.drawing.input;
    const { input = untouched, shades = 0 } = this.result ?? {};
    return html`
      <p class="sentence" aria-hidden="true" data-fooled=${this.fooled}>${this.sentence}</p>
      ${pictures(untouched, input, shades, shape, range)}
    `;
  }

  static override styles = [
    sharedStyles,
    paperStyles,
    besideStyles,
    barStyles,
    exampleStyles,
    pictureRowStyles,
    ownStyles,
  ];
}

customElements.define("fool-it", FoolIt);
