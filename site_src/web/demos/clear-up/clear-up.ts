import { html, LitElement, nothing, type TemplateResult } from "lit";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { PhotoController } from "../../controllers/photo.ts";
import { bytesOf, squareOf, toNumbers, type Drawable } from "../../drawing/pixels.ts";
import { lostRow } from "../../elements/chooser.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import { origins, photoStyles, type Photo } from "../../elements/photos.ts";
import { besideStyles, pictureRowStyles } from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { sliderStyles } from "../../elements/styles/slider.ts";
import { property, state } from "../../properties.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import {
  bicubic,
  blurred,
  grey,
  halved,
  LOST,
  noisy,
  off,
  paletteOf,
  usualColours,
  type Lost,
} from "./rivals.ts";
import { ownStyles } from "./styles.ts";
import { controls, LEAST, MOST, views, WORDS, type Chosen } from "./view.ts";

const START: Chosen = { photo: 0, lost: "noise", noise: 25 };

/** What the network was given, what a rival makes of that, and what the network said. */
interface Answer {
  readonly given: Float32Array;
  readonly rival: Float32Array;
  readonly better: Float32Array;
}

/**
 * `<clear-up model="improver" palette="000000 ffffff" bell="0.7">`: a photograph loses its colours, half its
 * size or its clean pixels, and a network brings them back, beside what needs no network: the usual `palette`
 * of greys, bicubic interpolation, a blur by a `bell` curve of so many pixels. For a graph model that takes in a square photo
 * from 0 to 1 and gives one of the same size.
 *
 * Card and first photo are fetched when the element comes near the window, the network at the first touch. No
 * picture leaves the device. Prose and address set its state: `photo` (from 1), `lost` (`colour`, `size` or
 * `noise`) and `noise` (shades).
 */
export class ClearUp extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  /** Usual colours of greys from black to white, each of six hexadecimal digits. */
  @property({ type: String }) palette = "";
  /** The width of the bell curve that blurs, in pixels. */
  @property({ type: Number }) bell = 0.7;
  @state() private chosen = START;
  @state() private photo: Float32Array | null = null;
  @state() private answer: Answer | null = null;
  /** What screen readers are told; changes only when the slider rests. */
  @state() private spoken = "";

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
    this.photo = toNumbers(bytesOf(squareOf(picture, this.side)), [0, 1]);
    this.request();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private readonly slide = (change: Partial<Chosen>): void => {
    const { photo } = this.chosen;
    this.chosen = { ...this.chosen, ...change };
    if (this.chosen.photo !== null && this.chosen.photo !== photo)
      void this.photos.fetch(this.chosen.photo);
    this.network.touch();
    this.latest.changed();
    this.request();
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
    const { photo, lost, noise } = this.chosen;
    const settings = new Map<string, string>();
    if (photo !== null && photo !== START.photo) settings.set("photo", String(photo + 1));
    if (lost !== START.lost) settings.set("lost", lost);
    if (noise !== START.noise) settings.set("noise", String(noise));
    return settings;
  }

  applySettings(settings: Settings): void {
    const change: { -readonly [Name in keyof Chosen]?: Chosen[Name] } = {};
    const photo = Number(settings.get("photo") ?? 0);
    if (this.photos.bundled[photo - 1] !== undefined) change.photo = photo - 1;
    const lost = LOST.find((way) => way === settings.get("lost"));
    if (lost !== undefined) change.lost = lost;
    const noise = Number(settings.get("noise") ?? NaN);
    if (noise >= LEAST && noise <= MOST) change.noise = Math.round(noise);
    if (Object.keys(change).length > 0) this.choose(change);
  }

  // ---- Looking ---------------------------------------------------------------------------------

  /** Pixels along the side of what the network takes in. */
  private get side(): number {
    return this.network.shape[0] ?? 2;
  }

  /** The photograph without what is gone, and what brings that back without a network. */
  private broken(photo: Float32Array): Pick<Answer, "given" | "rival"> {
    const { side } = this;
    const { lost, noise } = this.chosen;
    const ways: Record<Lost, () => Pick<Answer, "given" | "rival">> = {
      colour: () => {
        const given = grey(photo);
        return { given, rival: usualColours(given, paletteOf(this.palette)) };
      },
      size: () => {
        const given = halved(photo, side);
        return { given, rival: bicubic(given, side) };
      },
      noise: () => {
        const given = noisy(photo, noise, 1);
        return { given, rival: blurred(given, side, this.bell) };
      },
    };
    return ways[lost]();
  }

  private async look(): Promise<void> {
    const { remote } = this.network;
    const { photo } = this;
    if (remote === null || photo === null) return;
    try {
      const { given, rival } = this.broken(photo);
      const [better = new Float32Array()] = await remote.predict(given);
      this.answer = { given, rival, better };
    } catch (error) {
      this.network.fail(error);
    }
  }

  // ---- Words -----------------------------------------------------------------------------------

  private announce(): void {
    const isSettled = this.latest.isIdle && !this.latest.busy;
    if (isSettled && this.network.state === "ready") this.spoken = this.sentence;
  }

  /** What screen readers are told. */
  private get told(): string {
    return this.network.state === "ready" ? this.spoken : "";
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    const { answer, photo } = this;
    if (answer === null || photo === null) return "Choose what is gone.";
    const { rival } = WORDS[this.chosen.lost];
    const [network, other, nothing] = [answer.better, answer.rival, answer.given].map((picture) =>
      off(picture, photo).toFixed(1),
    );
    return `The network is off by ${network} shades, ${rival} by ${other}, doing nothing by ${nothing}.`;
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    const { answer, chosen, side } = this;
    const { name: subject, bundled } = this.photos;
    const photo = this.photo ?? new Float32Array(3 * side * side);
    const { given, rival } = answer ?? this.broken(photo);
    const name =
      answer === null ? `Before the network: ${subject}` : `What the network makes of ${subject}`;
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        <div class="two">
          <figure class="picture">
            ${inputPicture(answer?.better ?? given, [side, side, 3], [0, 1], name)}
            <figcaption class="muted">
              ${answer === null ? "what the network is given" : "what the network makes of it"}
            </figcaption>
          </figure>
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
        ${views({ given, rival, photo }, chosen.lost, side)}
        <div class="buttons">
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

  static override styles = [
    sharedStyles,
    photoStyles,
    sliderStyles,
    besideStyles,
    pictureRowStyles,
    ownStyles,
  ];
}

customElements.define("clear-up", ClearUp);
