import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { client } from "../../runtime/client.ts";
import { userMessage, UserFacingError } from "../../runtime/files.ts";
import { applyHead } from "../../runtime/inside/head.ts";
import { barStyles } from "../../elements/bars.ts";
import type { Camera } from "../../elements/camera.ts";
import { fileStyles } from "../../elements/styles/file.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { ModelController } from "../../controllers/model.ts";
import { photoStyles, type Photos } from "../../elements/photos.ts";
import { bytesOf, squareOf, toNumbers, type Drawable } from "../../drawing/pixels.ts";
import { progressBar } from "../../elements/progress-bar.ts";
import { fromText, toText } from "./model-file.ts";
import { drawScene, lessons, type Scene } from "./scenes.ts";
import { FILE } from "./snippet.ts";
import { percent, ranking } from "../../words/format.ts";
import "../../elements/camera.ts";
import {
  ENOUGH,
  FEWEST,
  LEAST_CLASSES,
  MOST_CLASSES,
  type Lesson,
  type Picture,
  type Trained,
} from "./lesson.ts";
import { ownStyles } from "./styles.ts";
import { lessonFields, trying } from "./view.ts";

/** Rounds over all examples. */
const ROUNDS = 150;
/** Pixels along the side of a picture that is kept. */
const SIDE = 224;

/**
 * `<teach-me>`: the reader names two to five classes and gives ten pictures of each; a head on the
 * features of an exported network is trained in the page. `model` names the network, a graph model
 * exported with `feature_map`. No picture leaves the device.
 */
export class TeachMe extends LitElement {
  @property({ type: String }) model = "imagenet";
  @state() private lessons: readonly Lesson[] = [
    { name: "can hug", pictures: [] },
    { name: "better not", pictures: [] },
  ];
  @state() private trained: Trained | null = null;
  /** What is going on: words, and how far it is from 0 to 1. */
  @state() private work: { readonly text: string; readonly share: number } | null = null;
  /** The picture that the trained network is asked about. */
  @state() private shown: HTMLCanvasElement | null = null;
  @state() private probabilities: Float32Array | null = null;
  /** The lesson is the page's trap. */
  @state() private trapped = false;
  @state() private live = false;
  @state() private problem = "";
  @state() private spoken = "";

  private seed = 1;
  private readonly network = new ModelController(this, { name: () => this.model });

  private get camera(): Camera | null {
    return this.renderRoot.querySelector("lbl-camera");
  }

  // ---- Lessons ---------------------------------------------------------------------------------

  private change(index: number, changed: Partial<Lesson>): void {
    this.lessons = this.lessons.map((lesson, place) =>
      place === index ? { ...lesson, ...changed } : lesson,
    );
    this.trained = null;
    this.probabilities = null;
  }

  private rename(index: number, name: string): void {
    this.lessons = this.lessons.map((lesson, place) =>
      place === index ? { ...lesson, name } : lesson,
    );
    if (this.trained !== null) this.trained = { ...this.trained, classes: this.names };
  }

  /** The names of the classes; those without one get their number. */
  private get names(): readonly string[] {
    return this.lessons.map(({ name }, index) => name.trim() || `class ${index + 1}`);
  }

  private add(index: number, pictures: readonly Drawable[]): void {
    const lesson = this.lessons[index];
    if (lesson === undefined) return;
    this.network.touch();
    const fresh = pictures.map((picture) => ({ canvas: squareOf(picture, SIDE), features: null }));
    this.change(index, { pictures: [...lesson.pictures, ...fresh] });
    const count = lesson.pictures.length + fresh.length;
    this.spoken = `${this.names[index]}: ${count} of ${ENOUGH} pictures.`;
  }

  private drop(index: number, picture: Picture): void {
    const pictures = this.lessons[index]?.pictures.filter((other) => other !== picture) ?? [];
    this.change(index, { pictures });
    this.spoken = `${this.names[index]}: ${pictures.length} of ${ENOUGH} pictures.`;
  }

  private snap(index: number): void {
    const video = this.camera?.video ?? null;
    if (video !== null) this.add(index, [video]);
  }

  private drawn(scene: Scene, count: number): HTMLCanvasElement[] {
    return Array.from({ length: count }, () => drawScene(scene, this.seed++, SIDE));
  }

  private addClass(): void {
    this.lessons = [...this.lessons, { name: "", pictures: [] }];
    this.trained = null;
  }

  private removeClass(index: number): void {
    this.lessons = this.lessons.filter((_, place) => place !== index);
    this.trained = null;
    this.probabilities = null;
  }

  /** Fills the classes with things that are each in one place only. */
  private async trap(): Promise<void> {
    if (this.work !== null) return;
    this.lessons = lessons.map((scene, index) => ({
      name: ["can hug", "better not"][index] ?? scene.name,
      pictures: this.drawn(scene, ENOUGH).map((canvas) => ({ canvas, features: null })),
    }));
    this.trapped = true;
    this.shown = null;
    this.probabilities = null;
    await this.train();
    await this.updateComplete;
    // On a phone, all this happened two screens below the button.
    this.renderRoot.querySelector(".trying")?.scrollIntoView({ block: "nearest" });
  }

  // ---- Training --------------------------------------------------------------------------------

  private get ready(): boolean {
    return this.lessons.every(({ pictures }) => pictures.length >= FEWEST);
  }

  private async train(): Promise<void> {
    if (!this.ready || this.work !== null) return;
    this.problem = "";
    this.camera?.stop();
    try {
      const pictures = this.lessons.flatMap((lesson, label) =>
        lesson.pictures.map((picture) => ({ picture, label })),
      );
      const examples: Float32Array[] = [];
      for (const [index, { picture }] of pictures.entries()) {
        const text = `Looking at picture ${index + 1} of ${pictures.length}`;
        this.work = { text, share: (0.8 * index) / pictures.length };
        picture.features ??= await this.featuresOf(picture.canvas);
        examples.push(picture.features);
      }
      const labels = pictures.map(({ label }) => label);
      const classes = this.lessons.length;
      const names = this.names;
      const head = await client.ask(
        "train-head",
        { examples, labels, classes, rounds: ROUNDS },
        {
          onProgress: ({ round, rounds, loss }) => {
            const text = `Training: round ${round} of ${rounds}, loss ${loss.toFixed(3)}`;
            this.work = { text, share: 0.8 + (0.2 * round) / rounds };
          },
        },
      );
      this.trained = { classes: names, head };
      this.spoken = `Trained on ${pictures.length} pictures. Now show it something.`;
    } catch (error) {
      this.fail(error);
    } finally {
      this.work = null;
    }
  }

  private fail(error: unknown): void {
    this.problem = userMessage(error);
  }

  private async featuresOf(picture: Drawable): Promise<Float32Array> {
    const network = await this.network.loaded();
    const side = this.network.shape[0] ?? SIDE;
    const values = toNumbers(bytesOf(squareOf(picture, side)), this.network.range);
    return client.ask("features", { base: network.base, values });
  }

  // ---- Trying ----------------------------------------------------------------------------------

  private async show(picture: Drawable): Promise<void> {
    this.problem = "";
    this.camera?.stop();
    this.shown = squareOf(picture, SIDE);
    this.probabilities = null;
    try {
      await this.judge(this.shown);
      this.spoken = this.sentence;
    } catch (error) {
      this.fail(error);
    }
  }

  private async judge(picture: HTMLCanvasElement): Promise<void> {
    const features = await this.featuresOf(picture);
    if (this.trained !== null && picture === this.shown) {
      this.probabilities = applyHead(this.trained.head, features);
    }
  }

  /** Judges what the camera sees, again and again, until it is switched off. */
  private async follow(): Promise<void> {
    this.live = true;
    try {
      for (;;) {
        const video = this.camera?.video ?? null;
        if (video === null || !this.isConnected) break;
        if (this.trained !== null) {
          this.shown = squareOf(video, SIDE);
          await this.judge(this.shown);
        }
        await new Promise((resolve) => requestAnimationFrame(resolve));
      }
    } catch (error) {
      this.camera?.stop();
      this.fail(error);
    }
    if (this.trained !== null) this.spoken = this.sentence;
  }

  private get sentence(): string {
    if (this.trained === null || this.probabilities === null) return "";
    const best = ranking(this.probabilities)[0] ?? 0;
    return `“${this.trained.classes[best]}” (${percent(this.probabilities[best] ?? 0)}).`;
  }

  // ---- Keeping ---------------------------------------------------------------------------------

  private download(): void {
    const { trained } = this;
    const first = this.lessons.flatMap(({ pictures }) => pictures)[0];
    if (trained === null) return;
    const features =
      first?.features ?? new Float32Array(trained.head.kernel.length / trained.classes.length);
    const check = { features, probabilities: applyHead(trained.head, features) };
    const text = toText({ ...trained, model: this.model }, check);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
    link.download = FILE;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }

  private async load(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    input.value = "";
    if (file === undefined) return;
    this.problem = "";
    this.network.touch();
    try {
      const saved = fromText(await file.text());
      if (saved.model !== this.model) {
        throw new UserFacingError(`The file belongs to another network, “${saved.model}”.`);
      }
      this.lessons = saved.classes.map((name) => ({ name, pictures: [] }));
      this.trapped = false;
      this.trained = saved;
      this.probabilities = null;
      this.shown = null;
      this.spoken = `Loaded: ${saved.classes.join(", ")}. Now show it something.`;
    } catch (error) {
      this.fail(error);
    }
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    const { state } = this.network;
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        ${this.work === null ? nothing : progressBar(this.work.text, this.work.share)}
        <p class="lead">
          <strong>Can I hug that?</strong> Name two to five kinds of things, give ${ENOUGH} pictures
          of each, and teach a network to tell them apart.
        </p>
        <div class="buttons">
          <lbl-camera @lbl-on=${this.follow} @lbl-off=${() => (this.live = false)}></lbl-camera>
          <button
            class="button"
            type="button"
            aria-disabled=${this.work !== null}
            @click=${this.trap}
          >
            Use drawn pictures
          </button>
        </div>
        <div class="lessons">
          ${this.lessons.map((lesson, index) => this.renderLesson(lesson, index))}
        </div>
        <div class="buttons">
          ${
            this.lessons.length < MOST_CLASSES
              ? html`<button class="button" type="button" @click=${this.addClass}>
                  Add a class
                </button>`
              : nothing
          }
          <button
            class="button strong"
            type="button"
            aria-disabled=${!this.ready || this.work !== null}
            @click=${this.train}
          >
            Teach
          </button>
          <label class="button file">
            Load a model
            <input type="file" accept=".json,application/json" @change=${this.load} />
          </label>
        </div>
        <p class="muted hint" aria-hidden="true">${this.hint}</p>
        ${state === "error" ? this.network.renderProblem() : nothing}
        ${this.problem === "" ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        ${this.trained === null ? nothing : this.renderTrying(this.trained)}
        <p class="muted private">Your pictures stay on this device: nothing is sent.</p>
        <p class="only-read" role="status" aria-live="polite">${this.spoken}</p>
      </div>
    `;
  }

  private get hint(): string {
    if (this.work !== null) return `${this.work.text}.`;
    if (this.network.state === "loading") {
      return `Loading the network: ${Math.round(100 * this.network.progress)}%`;
    }
    if (this.trained !== null) return "Taught. Change the pictures, and teach it again.";
    return this.ready
      ? "Ready to be taught."
      : `Each class needs at least ${FEWEST} pictures, better ${ENOUGH}.`;
  }

  private renderLesson(lesson: Lesson, index: number): TemplateResult {
    const state = {
      name: this.names[index] ?? "",
      removable: this.lessons.length > LEAST_CLASSES,
      live: this.live,
    };
    return lessonFields(lesson, index, state, {
      rename: (name) => this.rename(index, name),
      remove: () => this.removeClass(index),
      add: (pictures) => this.add(index, pictures),
      drop: (picture) => this.drop(index, picture),
      snap: () => this.snap(index),
      draw: (scene) => this.add(index, this.drawn(scene, ENOUGH)),
    });
  }

  private renderTrying({ classes }: Trained): TemplateResult {
    const { shown, probabilities, trapped } = this;
    return trying(
      { classes, shown, probabilities, trapped },
      {
        show: (picture) => void this.show(picture),
        draw: (scene) => void this.show(this.drawn(scene, 1)[0] as HTMLCanvasElement),
        download: () => this.download(),
      },
    );
  }

  override updated(changed: Map<PropertyKey, unknown>): void {
    // Pictures are dropped onto the class that they belong to.
    if (changed.has("lessons")) {
      this.renderRoot.querySelectorAll(".lesson").forEach((area) => {
        const photos = area.querySelector<Photos>("lbl-photos");
        if (photos !== null) photos.zone = area as HTMLElement;
      });
    }
  }

  static override styles = [sharedStyles, barStyles, fileStyles, photoStyles, ownStyles];
}

customElements.define("teach-me", TeachMe);
