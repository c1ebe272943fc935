import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { client } from "../../runtime/client.ts";
import type { RemoteModel } from "../../runtime/worker-client.ts";
import type { ClassMapsReply } from "../../runtime/tasks/class-maps.ts";
import { bars, barStyles } from "../../elements/bars.ts";
import type { Camera } from "../../elements/camera.ts";
import { lostRow, chooser, chooserStyles, type Choice } from "../../elements/chooser.ts";
import { PICTURES } from "./beat.ts";
import type { Card } from "../../runtime/card.ts";
import { fetchExamples, type Example } from "../../runtime/examples.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import { ModelController } from "../../controllers/model.ts";
import {
  fetchBundled,
  fetchPicture,
  origins,
  photoFolder,
  photoStyles,
  type BundledPhoto,
  type Photo,
} from "../../elements/photos.ts";
import { bytesOf, squareOf, toNumbers, type Drawable } from "../../drawing/pixels.ts";
import { writeUrlState, readUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { percent, ranking, withArticle } from "../../words/format.ts";
import "../../elements/camera.ts";
import { evidenceMap, evidencePicker, seenPart } from "./view.ts";
import "../../elements/photos.ts";
import { ownStyles } from "./styles.ts";

/** Classes that are shown, and whose evidence can be seen. */
const TOP = 5;
/** Networks whose pictures are at most this wide come with test pictures that a person can guess at. */
const SMALL = 64;
/** Pixels along the side of the picture on the page. */
const SIDE = 320;

/** What the network was asked about. */
interface Looked {
  readonly input: Float32Array;
  readonly reply: ClassMapsReply;
}

/**
 * `<classify-photo model="imagenet">`: what is on a photo, and where in it the evidence is. For
 * graph models that take in a square photo; the map needs a `feature_map` in the card.
 *
 * The card and the bundled photos are fetched when the element comes near the window, the network
 * and what runs it at the first touch. No picture leaves the device.
 */
export class ClassifyPhoto extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() private examples: readonly Example[] = [];
  @state() private bundled: readonly BundledPhoto[] = [];
  /** Which picture of the row is looked at. */
  @state() private chosen: number | null = null;
  @state() private looked: Looked | null = null;
  /** Place among the top classes whose evidence is laid over the picture; null for none. */
  @state() private evidence: number | null = 0;
  /** Fetches the row once more, where it could not be fetched; null otherwise. */
  @state() private retry: (() => Promise<void>) | null = null;
  /** Beat the network is on. */
  @state() private playing = false;
  @state() private spoken = "";

  /** What is to be looked at as soon as the network is there. */
  private waiting: (() => Promise<void>) | null = null;
  private live = false;
  private readonly network = new ModelController(this, {
    name: () => this.model,
    near: async (base, card) => {
      await this.fetchRow(base, card, false);
      // The address is looked at when the pictures are there.
      void this.updateComplete.then(() => this.applySettings(readUrlState(location.href, this)));
    },
    ready: async () => {
      await this.waiting?.();
      this.waiting = null;
    },
  });

  private async fetchRow(base: string, card: Card, fresh: boolean): Promise<void> {
    const [examples, bundled] = await Promise.allSettled([
      fetchExamples(base, card, PICTURES, fresh),
      fetchBundled(),
    ]);
    if (examples.status === "fulfilled") this.examples = examples.value;
    if (bundled.status === "fulfilled") this.bundled = bundled.value;
    const all = examples.status === "fulfilled" && bundled.status === "fulfilled";
    this.retry = all ? null : () => this.fetchRow(base, card, true);
  }

  private get side(): number {
    return this.network.shape[0] ?? 1;
  }

  /** The network's pictures are so small that its test pictures are shown as they are. */
  private get small(): boolean {
    return this.side <= SMALL;
  }

  private get row(): readonly Choice[] {
    const photos = this.bundled.map(({ file, name }) => ({
      name: `photo of ${name}`,
      picture: html`<img src=${photoFolder + file} alt="" loading="lazy" />`,
    }));
    if (!this.small) return photos;
    const { labels, range, shape } = this.network;
    const pictures = this.examples.map(({ input, target }, index) => ({
      name:
        target === null
          ? `test picture ${index + 1}`
          : `test picture ${index + 1}, labelled ${labels[target] ?? target}`,
      picture: inputPicture(input, shape, range),
    }));
    return [...photos, ...pictures];
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  /** A picture of the row can be shared; the reader's own cannot, as it stays here. */
  applySettings(settings: Settings): void {
    const image = Number(settings.get("image") ?? 0);
    if (image >= 1 && image <= this.row.length) void this.choose(image - 1);
  }

  // ---- Pictures --------------------------------------------------------------------------------

  private async choose(index: number, fresh = false): Promise<void> {
    this.chosen = index;
    if (fresh) this.retry = null;
    writeUrlState(this, new Map([["image", String(index + 1)]]));
    const photo = this.bundled[index];
    const example = this.examples[index - this.bundled.length];
    if (photo !== undefined) {
      const picture = await fetchPicture(photo, fresh);
      if (picture === null) this.retry = () => this.choose(index, true);
      else if (this.chosen === index) await this.show(picture);
    } else if (example !== undefined) {
      await this.whenReady(() => this.classify(example.input));
      await this.updateComplete;
      this.paint(null);
    }
  }

  private received(event: CustomEvent<readonly Photo[]>): void {
    const photo = event.detail[0];
    if (photo === undefined) return;
    this.chosen = null;
    writeUrlState(this, new Map());
    void this.show(photo.picture);
  }

  /** Puts a picture on the page and has the network look at it. */
  private async show(picture: Drawable): Promise<void> {
    this.camera?.stop();
    this.paint(picture);
    // Its size is known only when the network is there.
    await this.whenReady(() => this.classify(this.numbersOf(picture)));
  }

  /** What the network takes in. */
  private numbersOf(picture: Drawable): Float32Array {
    return toNumbers(bytesOf(squareOf(picture, this.side)), this.network.range);
  }

  private paint(picture: Drawable | null): void {
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>(".photo");
    const context = canvas?.getContext("2d");
    if (!canvas || !context) return;
    context.clearRect(0, 0, canvas.width, canvas.height);
    if (picture !== null) context.drawImage(squareOf(picture, canvas.width), 0, 0);
  }

  private get camera(): Camera | null {
    return this.renderRoot.querySelector("lbl-camera");
  }

  /** Looks at what the camera sees, again and again, until it is switched off. */
  private async follow(): Promise<void> {
    this.network.touch();
    if (this.live) return;
    this.live = true;
    this.chosen = null;
    try {
      for (;;) {
        const video = this.camera?.video ?? null;
        if (video === null || !this.isConnected || this.network.state === "error") break;
        this.paint(video);
        if (this.network.remote !== null) await this.classify(this.numbersOf(video), true);
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    } finally {
      this.live = false;
    }
    this.say();
  }

  // ---- Looking ---------------------------------------------------------------------------------

  private async whenReady(look: () => Promise<void>): Promise<void> {
    if (this.network.state === "ready") return look();
    this.waiting = look;
    this.network.touch();
  }

  private async classify(input: Float32Array, live = false): Promise<void> {
    const { remote } = this.network;
    if (remote === null) return;
    try {
      const request = { base: remote.base, values: input, top: TOP };
      this.looked = { input, reply: await client.ask("class-maps", request) };
      if (!live) this.say();
    } catch (error) {
      this.network.fail(error);
    }
  }

  private async judge(network: RemoteModel, input: Float32Array): Promise<number> {
    const [outputs = new Float32Array()] = await network.predict(input);
    return ranking(outputs)[0] ?? 0;
  }

  private name(index: number | undefined): string {
    // ImageNet's labels are lists of synonyms.
    return (this.network.labels[index ?? 0] ?? String(index)).split(",")[0] ?? "";
  }

  private get top(): readonly number[] {
    return this.looked === null ? [] : ranking(this.looked.reply.outputs).slice(0, TOP);
  }

  private say(): void {
    this.spoken = this.sentence;
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.looked === null) return "Show it a picture.";
    const { outputs } = this.looked.reply;
    const [first, second] = this.top;
    const winner = `${withArticle(this.name(first))} (${percent(outputs[first ?? 0] ?? 0)})`;
    const target = this.examples[(this.chosen ?? 0) - this.bundled.length]?.target ?? null;
    const truth =
      this.chosen === null || target === null
        ? ""
        : ` ${target === first ? "Right" : "Wrong"}: it is labelled ${this.name(target)}.`;
    return `Looks like ${winner}; next guess: ${this.name(second)}.${truth}`;
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" @pointerdown=${() => this.network.touch()}>
        ${this.network.renderStatus()} ${this.playing ? this.renderGame() : this.renderPhoto()}
        <p class="muted private">Your pictures stay on this device: nothing is sent.</p>
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private renderPhoto(): TemplateResult {
    const { state, range, shape } = this.network;
    const shown = this.looked !== null && this.small;
    const seen = this.looked !== null && shown ? this.looked.input : null;
    const fromTest = this.chosen !== null && this.chosen >= this.bundled.length;
    return html`
      <div class="parts">
        <div class="side">
          <div class="stage">
            ${fromTest && seen !== null ? inputPicture(seen, shape, range) : nothing}
            <canvas
              class="photo"
              width=${SIDE}
              height=${SIDE}
              role="img"
              aria-label=${this.pictureName}
            ></canvas>
            ${this.renderEvidence()}
            ${
              this.looked === null && state === "idle"
                ? html`<p class="empty" aria-hidden="true">
                    Your picture here: from a file, from the camera, or one from below.
                  </p>`
                : nothing
            }
          </div>
          <div class="buttons">
            <lbl-photos .zone=${this} @lbl-photos=${this.received}></lbl-photos>
            <lbl-camera @lbl-on=${this.follow}></lbl-camera>
          </div>
          <p class="muted">Or drop a picture here, or paste one.</p>
        </div>
        <div class="answer" ?data-empty=${this.looked === null}>
          ${
            state === "error"
              ? this.network.renderProblem()
              : html`
                  <p class="sentence" aria-hidden="true">${this.sentence}</p>
                  ${this.renderTop()}
                `
          }
          ${seen === null ? nothing : seenPart(inputPicture(seen, shape, range), this.pictureName, this.side)}
        </div>
      </div>
      ${this.retry === null ? nothing : lostRow(this.retry)}
      ${
        this.row.length === 0
          ? nothing
          : html`
              <p class="muted">
                Or take one of
                these${this.small ? ": photos, and test pictures of its own kind" : ""}:
              </p>
              ${chooser("Pictures", this.row, this.chosen, (index) => void this.choose(index))}
              ${origins(this.bundled)}
            `
      }
      ${
        this.small && this.examples.filter(({ target }) => target !== null).length >= PICTURES
          ? html`<button class="button" type="button" @click=${() => this.play(true)}>
              Beat the network
            </button>`
          : nothing
      }
    `;
  }

  private get pictureName(): string {
    if (this.chosen !== null) return this.row[this.chosen]?.name ?? "";
    return this.looked === null ? "No picture yet" : "Your picture";
  }

  private renderTop(): TemplateResult {
    const { top } = this;
    const outputs = this.looked?.reply.outputs;
    const labels = top.length > 0 ? top.map((index) => this.name(index)) : [];
    return html`
      ${bars(labels, outputs ? top.map((index) => outputs[index] ?? 0) : null)}
      ${
        this.looked === null || this.looked.reply.maps.length === 0
          ? nothing
          : evidencePicker(labels, this.evidence, (place) => (this.evidence = place))
      }
    `;
  }

  private renderEvidence(): TemplateResult | typeof nothing {
    if (this.looked === null || this.evidence === null) return nothing;
    const { height, width, maps } = this.looked.reply;
    const map = maps[this.evidence];
    return map === undefined
      ? nothing
      : evidenceMap(map.values, height, width, this.name(map.index));
  }

  private renderGame(): TemplateResult {
    const { labels, range, shape, remote, state } = this.network;
    return html`
      <div class="game">
        <button class="button" type="button" @click=${() => this.play(false)}>
          Back to the photos
        </button>
        ${
          state === "error"
            ? this.network.renderProblem()
            : remote === null
              ? html`<p class="muted">${this.sentence}</p>`
              : html`<lbl-beat
                  .labels=${labels}
                  .examples=${this.examples.filter(({ target }) => target !== null)}
                  .shape=${shape}
                  .range=${range}
                  .judge=${(input: Float32Array) => this.judge(remote, input)}
                  @lbl-say=${(event: CustomEvent<string>) => (this.spoken = event.detail)}
                  @lbl-problem=${(event: CustomEvent<unknown>) => this.network.fail(event.detail)}
                ></lbl-beat>`
        }
      </div>
    `;
  }

  private play(on: boolean): void {
    this.camera?.stop();
    this.network.touch();
    this.playing = on;
    this.looked = null;
    this.chosen = null;
  }

  static override styles = [sharedStyles, barStyles, chooserStyles, photoStyles, ownStyles];
}

customElements.define("classify-photo", ClassifyPhoto);
