import { html, LitElement, nothing, type TemplateResult } from "lit";
import { ModelController } from "../../controllers/model.ts";
import { bytesOf, squareOf, toNumbers, type Drawable } from "../../drawing/pixels.ts";
import { lostRow } from "../../elements/chooser.ts";
import { inputPicture } from "../../elements/input-picture.ts";
import {
  fetchBundled,
  fetchPicture,
  origins,
  photoStyles,
  type BundledPhoto,
  type Photo,
} from "../../elements/photos.ts";
import { besideStyles } from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { sliderStyles } from "../../elements/styles/slider.ts";
import { property, state } from "../../properties.ts";
import { client } from "../../runtime/client.ts";
import type { PaintingStep } from "../../runtime/tasks/painting.ts";
import { percent } from "../../words/format.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { ownStyles } from "./styles.ts";
import { controls, MOST, STEPS, weightOf, type Chosen, type Role } from "./view.ts";

const START: Chosen = { photo: 2, style: 1, content: 3 };

/**
 * `<paint-like model="eyes">`: a photograph is repainted in the style of another, step by step. For an
 * exported Layers model that takes in a square photo from 0 to 1 and gives the maps of several layers.
 *
 * Card and two photos are fetched when the element comes near the window, TensorFlow.js and the network
 * when painting begins. No picture leaves the device. Prose and address set its state: `photo` and `style`
 * (from 1), and `content` (0 to 10).
 */
export class PaintLike extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() private chosen = START;
  @state() private bundled: readonly BundledPhoto[] = [];
  @state() private pictures: Partial<Record<Role, Float32Array>> = {};
  /** The picture on its way; null before the first step. */
  @state() private picture: Float32Array | null = null;
  @state() private done = 0;
  @state() private painting = false;
  /** The style loss, in parts of what it was at the first step. */
  @state() private left = 1;
  /** Photographs that were chosen and could not be fetched, or the list of them. */
  @state() private lost: readonly ("list" | Role)[] = [];
  /** What screen readers are told: not each step. */
  @state() private spoken = "";

  private firstLoss = NaN;
  /** Done when the photographs that were chosen last are there. */
  private fetching: Promise<unknown> = Promise.resolve();
  private stop: AbortController | undefined;

  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    layers: true,
    near: () => this.prepare(false),
  });

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.pause();
  }

  private async prepare(fresh: boolean): Promise<void> {
    this.lost = [];
    try {
      this.bundled = await fetchBundled();
    } catch {
      this.lost = ["list"];
      return;
    }
    await Promise.all([this.fetchPhoto("photo", fresh), this.fetchPhoto("style", fresh)]);
    this.applySettings(readUrlState(location.href, this));
  }

  // ---- Photographs -----------------------------------------------------------------------------

  private async fetchPhoto(role: Role, fresh = false): Promise<void> {
    const index = this.chosen[role];
    const photo = index === null ? undefined : this.bundled[index];
    if (photo === undefined) return;
    const picture = await fetchPicture(photo, fresh);
    if (this.chosen[role] !== index) return;
    if (picture === null) this.lost = [...this.lostBut(role), role];
    else this.show(role, picture);
  }

  /** What is lost still when a photograph for this role has come. */
  private lostBut(role: Role): readonly ("list" | Role)[] {
    return this.lost.filter((lost) => lost !== role);
  }

  private async retry(): Promise<void> {
    const lost = this.lost;
    this.lost = [];
    if (lost.includes("list")) return this.prepare(true);
    const roles = lost.filter((what) => what !== "list");
    await Promise.all(roles.map((role) => this.fetchPhoto(role, true)));
  }

  private show(role: Role, picture: Drawable): void {
    this.lost = this.lostBut(role);
    const numbers = toNumbers(bytesOf(squareOf(picture, this.side)), [0, 1]);
    this.pictures = { ...this.pictures, [role]: numbers };
    this.restart();
  }

  private received(role: Role, event: CustomEvent<readonly Photo[]>): void {
    const [photo] = event.detail;
    if (photo === undefined) return;
    this.chosen = { ...this.chosen, [role]: null };
    this.show(role, photo.picture);
  }

  // ---- What the reader does --------------------------------------------------------------------

  private readonly choose = (change: Partial<Chosen>): void => {
    this.chosen = { ...this.chosen, ...change };
    this.restart();
    const roles = (["photo", "style"] as const).filter((role) => change[role] !== undefined);
    if (roles.length > 0) this.fetching = Promise.all(roles.map((role) => this.fetchPhoto(role)));
    writeUrlState(this, this.settings);
  };

  private pause(): void {
    this.stop?.abort();
    this.stop = undefined;
    this.painting = false;
  }

  /** Back to the photograph. */
  private restart(): void {
    this.pause();
    this.picture = null;
    this.done = 0;
    this.left = 1;
    this.firstLoss = NaN;
    this.spoken = "";
  }

  private readonly act = (): void => {
    if (this.painting) {
      this.pause();
      this.spoken = this.sentence;
    } else void this.paint();
  };

  private async paint(): Promise<void> {
    // A press that comes before the photographs waits for them.
    await this.network.prepared().catch(() => undefined);
    await this.fetching;
    if (this.painting) return;
    if (this.done >= STEPS) this.restart();
    const { photo, style } = this.pictures;
    if (photo === undefined || style === undefined) return;
    const stop = (this.stop = new AbortController());
    const mine = (): boolean => this.stop === stop;
    this.painting = true;
    this.spoken = "Painting.";
    try {
      const { base } = await this.network.loaded();
      if (!mine()) return;
      await client.ask(
        "painting",
        {
          base,
          picture: this.picture ?? photo,
          photo,
          style,
          weight: weightOf(this.chosen.content),
          steps: STEPS - this.done,
        },
        { signal: stop.signal, onProgress: (step) => mine() && this.report(step) },
      );
      if (!mine()) return;
      this.pause();
      this.spoken = this.sentence;
    } catch (error) {
      // Whoever withdrew the question knows that it was.
      if (!mine()) return;
      this.pause();
      this.network.fail(error);
    }
  }

  private report({ picture, style }: PaintingStep): void {
    if (Number.isNaN(this.firstLoss)) this.firstLoss = style;
    this.picture = picture;
    this.left = style / this.firstLoss;
    this.done++;
  }

  // ---- Set from outside ------------------------------------------------------------------------

  private get settings(): Map<string, string> {
    const { photo, style, content } = this.chosen;
    const settings = new Map<string, string>();
    if (photo !== null && photo !== START.photo) settings.set("photo", String(photo + 1));
    if (style !== null && style !== START.style) settings.set("style", String(style + 1));
    if (content !== START.content) settings.set("content", String(content));
    return settings;
  }

  applySettings(settings: Settings): void {
    const change: { -readonly [Name in keyof Chosen]?: Chosen[Name] } = {};
    for (const role of ["photo", "style"] as const) {
      const place = Number(settings.get(role) ?? 0);
      if (this.bundled[place - 1] !== undefined) change[role] = place - 1;
    }
    const content = Number(settings.get("content") ?? NaN);
    if (content >= 0 && content <= MOST) change.content = Math.round(content);
    if (Object.keys(change).length > 0) this.choose(change);
  }

  // ---- Words -----------------------------------------------------------------------------------

  private nameOf(role: Role): string {
    const index = this.chosen[role];
    return index === null ? "your photo" : (this.bundled[index]?.name ?? "a photo");
  }

  private get sentence(): string {
    const { state, progress } = this.network;
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    if (this.done === 0)
      return `Press Paint: ${this.nameOf("photo")} in the style of ${this.nameOf("style")}.`;
    const left = `${percent(this.left)} of the style loss is left`;
    return this.done < STEPS
      ? `Step ${this.done} of ${STEPS}: ${left}.`
      : `Painted in ${STEPS} steps: ${left}.`;
  }

  // ---- Rendering -------------------------------------------------------------------------------

  private get side(): number {
    return this.network.shape[0] ?? 1;
  }

  override render(): TemplateResult {
    const { side, chosen, bundled } = this;
    const blank = new Float32Array(3 * side * side);
    const { photo = blank, style = blank } = this.pictures;
    const action = this.painting ? "Pause" : this.done === 0 ? "Paint" : "Go on";
    const name =
      this.done === 0
        ? `The photograph, before the first step: ${this.nameOf("photo")}`
        : `The painting: ${this.nameOf("photo")} in the style of ${this.nameOf("style")}`;
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        <div class="two">
          <figure class="picture">
            ${inputPicture(this.picture ?? photo, [side, side, 3], [0, 1], name)}
            <div class="buttons">
              <button class="button strong" type="button" @click=${this.act}>
                ${this.done >= STEPS ? "Paint again" : action}
              </button>
              <button
                class="button"
                type="button"
                aria-disabled=${this.done === 0}
                @click=${() => this.restart()}
              >
                Start over
              </button>
            </div>
          </figure>
          <div>
            ${
              this.network.state === "error"
                ? this.network.renderProblem()
                : html`<p class="sentence" aria-hidden="true">${this.sentence}</p>`
            }
            ${controls(chosen, bundled, { photo, style }, side, this.choose)}
          </div>
        </div>
        ${this.lost.length === 0 ? nothing : lostRow(() => this.retry())}
        <div class="buttons">
          ${this.own("photo", "Contents of your own")} ${this.own("style", "A style of your own")}
        </div>
        <p class="muted private">Your pictures stay on this device: nothing is sent.</p>
        ${origins(bundled)}
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private own(role: Role, label: string): TemplateResult {
    // Photos that are dropped or pasted anywhere become the contents.
    return html`
      <lbl-photos
        label=${label}
        .zone=${role === "photo" ? this : null}
        @lbl-photos=${(event: CustomEvent<readonly Photo[]>) => this.received(role, event)}
      ></lbl-photos>
    `;
  }

  static override styles = [sharedStyles, photoStyles, sliderStyles, besideStyles, ownStyles];
}

customElements.define("paint-like", PaintLike);
