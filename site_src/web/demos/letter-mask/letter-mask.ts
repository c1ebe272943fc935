import { html, LitElement, nothing, type TemplateResult } from "lit";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { PhotoController } from "../../controllers/photo.ts";
import { bytesOf, squareOf, toNumbers, type Drawable } from "../../drawing/pixels.ts";
import type { Stroke } from "../../drawing/strokes.ts";
import { fromText, toText } from "../../drawing/text.ts";
import { lostRow } from "../../elements/chooser.ts";
import type { Pad } from "../../elements/pad.ts";
import { origins, photoStyles, type Photo } from "../../elements/photos.ts";
import { besideStyles, pictureRowStyles } from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import "../../elements/pad.ts";
import {
  averaged,
  fromHex,
  groundColour,
  laid,
  outlineOf,
  scored,
  sentenceOf,
  type Colour,
} from "./mask.ts";
import { drawn, paintStage } from "./stage.ts";
import { ownStyles } from "./styles.ts";
import { controls, views, type Chosen } from "./view.ts";

/** Pixels of the page's picture for each of the network's, along a side. */
const FINE = 5;
/** Pixels along the side of the stage: fine enough for screens of two pixels to one. */
const STAGE = 640;
const START = { photo: 0, letter: "A", colour: "#f2c14e", ground: false, opacity: 90 } as const;

/** What the network was asked, and what it said. */
interface Answer {
  readonly picture: Float32Array;
  readonly cover: Float32Array;
  readonly certainty: Float32Array;
}

/**
 * `<letter-mask model="outliner">`: a letter or a drawing over a photograph, and the mask that a network
 * gives it, while one draws. For a graph model that takes in a square photo and gives one probability
 * for each pixel.
 *
 * Card and first photo are fetched when the element comes near the window, the network at the first
 * touch. No picture leaves the device. Prose and address set its state: `photo` (from 1), `letter`,
 * `drawing` (see text.ts), `colour` (six hexadecimal digits, or `ground`) and `opacity`.
 */
export class LetterMask extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() private chosen: Chosen = START;
  @state() private strokes: readonly Stroke[] = [];
  @state() private answer: Answer | null = null;
  /** What screen readers are told; changes only when pen and sliders rest. */
  @state() private spoken = "";

  /** The photograph as a square, fine enough for the stage. */
  private square: HTMLCanvasElement | null = null;
  /** The same for the network. */
  private photo: Float32Array | null = null;

  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    near: () => this.photos.prepare(),
    ready: () => this.latest.request(),
  });
  private readonly photos: PhotoController = new PhotoController(this, {
    chosen: () => this.chosen.photo,
    show: (picture) => this.show(picture),
    ready: () => this.applySettings(readUrlState(location.href, this)),
  });
  private readonly latest: LatestWinsController = new LatestWinsController(this, {
    run: () => this.look(),
    onIdle: () => {
      if (this.network.card !== null) writeUrlState(this, this.settings);
      this.announce();
    },
    onComplete: () => this.announce(),
  });

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  // ---- Photographs -----------------------------------------------------------------------------

  private received(event: CustomEvent<readonly Photo[]>): void {
    const [photo] = event.detail;
    if (photo === undefined) return;
    this.chosen = { ...this.chosen, photo: null };
    this.network.touch();
    this.photos.own(photo.picture);
    this.latest.idle();
  }

  private show(picture: Drawable): void {
    const { side } = this;
    this.square = squareOf(picture, STAGE);
    const bytes = bytesOf(squareOf(this.square, side * FINE));
    this.photo = averaged(toNumbers(bytes, [0, 1]), side, FINE, 3);
    this.requestUpdate();
    this.request();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private drawn(event: Event): void {
    this.strokes = (event.target as Pad).strokes;
    this.changing();
  }

  private readonly clear = (): void => {
    this.strokes = [];
    this.choose({ letter: "" });
  };

  /** Something has changed, and may go on changing. */
  private changing(): void {
    this.network.touch();
    this.latest.changed();
    this.request();
  }

  private readonly slide = (change: Partial<Chosen>): void => {
    const { photo } = this.chosen;
    this.chosen = { ...this.chosen, ...change };
    if (this.chosen.photo !== null && this.chosen.photo !== photo)
      void this.photos.fetch(this.chosen.photo);
    this.changing();
  };

  private readonly choose = (change: Partial<Chosen>): void => {
    this.slide(change);
    this.latest.idle();
  };

  private request(): void {
    if (this.network.remote !== null) this.latest.request();
  }

  // ---- Set from outside ------------------------------------------------------------------------

  private get settings(): Map<string, string> {
    const { photo, letter, colour, ground, opacity } = this.chosen;
    const settings = new Map<string, string>();
    if (photo !== null && photo !== START.photo) settings.set("photo", String(photo + 1));
    if (letter !== START.letter) settings.set("letter", letter === "" ? "none" : letter);
    if (this.strokes.length > 0) settings.set("drawing", toText(this.strokes));
    if (ground) settings.set("colour", "ground");
    else if (colour !== START.colour) settings.set("colour", colour.slice(1));
    if (opacity !== START.opacity) settings.set("opacity", String(opacity));
    return settings;
  }

  applySettings(settings: Settings): void {
    if (settings.size === 0) return;
    const change: { -readonly [Name in keyof Chosen]?: Chosen[Name] } = {};
    const photo = Number(settings.get("photo") ?? 0);
    if (this.photos.bundled[photo - 1] !== undefined) change.photo = photo - 1;
    const letter = settings.get("letter");
    if (letter !== undefined)
      change.letter = letter === "none" ? "" : (Array.from(letter)[0] ?? "");
    const opacity = Number(settings.get("opacity") ?? NaN);
    if (opacity >= 5 && opacity <= 100) change.opacity = opacity;
    const colour = settings.get("colour");
    if (colour !== undefined) change.ground = colour === "ground";
    if (colour !== undefined && /^[0-9a-f]{6}$/i.test(colour))
      change.colour = `#${colour.toLowerCase()}`;
    const drawing = settings.get("drawing");
    if (drawing !== undefined) this.strokes = fromText(drawing) ?? [];
    this.choose(change);
  }

  // ---- Looking ---------------------------------------------------------------------------------

  /** Pixels along the side of what the network takes in. */
  private get side(): number {
    return this.network.shape[0] ?? 1;
  }

  private get on(): { readonly letter: string; readonly strokes: readonly Stroke[] } {
    return { letter: this.chosen.letter, strokes: this.strokes };
  }

  /** How much of each of the network's pixels is covered. */
  private get cover(): Float32Array {
    const { side } = this;
    const bytes = bytesOf(drawn(this.on, side * FINE, "#000000"));
    const shares = Float32Array.from({ length: bytes.length / 4 }, (_, pixel) => {
      return (bytes[4 * pixel + 3] ?? 0) / 255;
    });
    return averaged(shares, side, FINE, 1);
  }

  private colourOver(cover: Float32Array): Colour {
    const { ground, colour } = this.chosen;
    return ground && this.photo !== null ? groundColour(this.photo, cover) : fromHex(colour);
  }

  private async look(): Promise<void> {
    const { remote } = this.network;
    const { photo, cover } = this;
    if (remote === null || photo === null) return;
    try {
      const picture = laid(photo, cover, this.colourOver(cover), this.chosen.opacity / 100);
      const [certainty = new Float32Array()] = await remote.predict(picture);
      this.answer = { picture, cover, certainty };
    } catch (error) {
      this.network.fail(error);
    }
  }

  private announce(): void {
    const isSettled = this.latest.isIdle && !this.latest.busy;
    if (isSettled && this.network.state === "ready") this.spoken = this.sentence;
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.answer === null) return "Paint over the photograph, or type another letter.";
    return sentenceOf(scored(this.answer.certainty, this.answer.cover));
  }

  /** What screen readers are told. */
  private get told(): string {
    return this.network.state === "ready" ? this.spoken : "";
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override updated(): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>(".stage > canvas");
    if (canvas === null) return;
    const colour = this.colourOver(this.chosen.ground ? this.cover : new Float32Array());
    const outline = this.answer === null ? [] : outlineOf(this.answer.certainty, this.side);
    paintStage(canvas, this.square, this.on, colour, this.chosen.opacity / 100, outline);
  }

  override render(): TemplateResult {
    const { answer, chosen, side } = this;
    const { name, bundled } = this.photos;
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        <div class="two">
          <div>
            <div class="stage">
              <canvas
                width=${STAGE}
                height=${STAGE}
                role="img"
                aria-label="${name}${chosen.letter === "" ? "" : `, with “${chosen.letter}” over it`}"
              ></canvas>
              <lbl-pad
                label="Paint over ${name} here"
                .strokes=${this.strokes}
                @lbl-draw=${this.drawn}
                @lbl-rest=${() => this.latest.idle()}
                @lbl-clear=${this.clear}
                @pointerdown=${() => this.network.touch()}
              ></lbl-pad>
            </div>
          </div>
          <div>
            ${
              this.network.state === "error"
                ? this.network.renderProblem()
                : html`<p class="sentence" aria-hidden="true">${this.sentence}</p>`
            }
            ${controls(chosen, bundled, this.slide, this.choose)}
          </div>
        </div>
        ${this.photos.retry === null ? nothing : lostRow(this.photos.retry)}
        ${views(
          answer?.picture ?? this.photo,
          answer?.certainty ?? null,
          answer?.cover ?? new Float32Array(),
          side,
        )}
        <div class="buttons">
          <button
            class="button"
            type="button"
            aria-disabled=${chosen.letter === "" && this.strokes.length === 0}
            @click=${this.clear}
          >
            Clear
          </button>
          <lbl-photos
            label="A photo of your own"
            .zone=${this}
            @lbl-photos=${this.received}
          ></lbl-photos>
        </div>
        <p class="muted private">Your pictures stay on this device: nothing is sent.</p>
        ${origins(bundled)}
        <p class="only-read" role="status" aria-live="polite">${this.told}</p>
      </div>
    `;
  }

  static override styles = [sharedStyles, photoStyles, besideStyles, pictureRowStyles, ownStyles];
}

customElements.define("letter-mask", LetterMask);
