/** The parts of `<teach-me>` that only show what they are given. */
import { html, nothing, type TemplateResult } from "lit";
import type { Drawable } from "../../drawing/pixels.ts";
import { bars } from "../../elements/bars.ts";
import type { Photo } from "../../elements/photos.ts";
import { ENOUGH, type Lesson, type Picture } from "./lesson.ts";
import { lessons, surprises, type Scene } from "./scenes.ts";
import { SNIPPET } from "./snippet.ts";
import "../../elements/photos.ts";

export interface LessonState {
  /** The class's name, or its number where it has none. */
  readonly name: string;
  readonly removable: boolean;
  /** The camera is on. */
  readonly live: boolean;
}

export interface LessonActions {
  readonly rename: (name: string) => void;
  readonly remove: () => void;
  readonly add: (pictures: readonly Drawable[]) => void;
  readonly drop: (picture: Picture) => void;
  readonly snap: () => void;
  readonly draw: (scene: Scene) => void;
}

export interface Trial {
  readonly classes: readonly string[];
  /** The picture that the network is asked about, and its answer. */
  readonly shown: HTMLCanvasElement | null;
  readonly probabilities: Float32Array | null;
  /** It was taught with the page's trap. */
  readonly trapped: boolean;
}

export interface TrialActions {
  readonly show: (picture: Drawable) => void;
  readonly draw: (scene: Scene) => void;
  readonly download: () => void;
}

/** One class: its name, its pictures, and the ways to give more. */
export function lessonFields(
  lesson: Lesson,
  index: number,
  { name, removable, live }: LessonState,
  act: LessonActions,
): TemplateResult {
  const pickScene = (event: Event): void => {
    const select = event.target as HTMLSelectElement;
    const scene = lessons[Number(select.value)];
    if (scene !== undefined) act.draw(scene);
    select.value = "";
  };
  return html`
    <section class="lesson" aria-label="Class ${index + 1}: ${name}">
      <div class="title">
        <input
          type="text"
          maxlength="24"
          aria-label="Name of class ${index + 1}"
          placeholder="class ${index + 1}"
          .value=${lesson.name}
          @input=${(event: Event) => act.rename((event.target as HTMLInputElement).value)}
        />
        ${
          removable
            ? html`<button
                class="remove"
                type="button"
                aria-label="Remove class ${name}"
                @click=${() => act.remove()}
              >
                ×
              </button>`
            : nothing
        }
      </div>
      <p class="muted">${lesson.pictures.length} of ${ENOUGH} pictures</p>
      <div class="pictures">
        ${lesson.pictures.map(
          (picture, place) => html`
            <button
              type="button"
              class="picture"
              aria-label="Remove picture ${place + 1} of ${name}"
              title="Remove"
              @click=${() => act.drop(picture)}
            >
              ${picture.canvas}
            </button>
          `,
        )}
      </div>
      <div class="buttons">
        <lbl-photos
          label="Add photos"
          multiple
          @lbl-photos=${(event: CustomEvent<readonly Photo[]>) =>
            act.add(event.detail.map(({ picture }) => picture))}
        ></lbl-photos>
        <button class="button" type="button" aria-disabled=${!live} @click=${() => act.snap()}>
          Take a picture
        </button>
        <select aria-label="Drawn pictures for ${name}" @change=${pickScene}>
          <option value="">Drawn pictures…</option>
          ${lessons.map((scene, place) => html`<option value=${place}>${scene.name}</option>`)}
        </select>
      </div>
    </section>
  `;
}

/** Where the taught network is tried. */
export function trying(
  { classes, shown, probabilities, trapped }: Trial,
  act: TrialActions,
): TemplateResult {
  return html`
    <section class="trying" aria-label="Try it">
      <div
        class="shown"
        role="img"
        aria-label=${shown ? "The picture that it was shown" : "No picture yet"}
      >
        ${shown ?? html`<span aria-hidden="true">?</span>`}
      </div>
      <div class="answer">
        <p><strong>Now show it something:</strong></p>
        <div class="buttons">
          <lbl-photos
            label="Choose a picture"
            @lbl-photos=${(event: CustomEvent<readonly Photo[]>) => {
              const photo = event.detail[0];
              if (photo !== undefined) act.show(photo.picture);
            }}
          ></lbl-photos>
          ${surprises.map(
            (scene) => html`
              <button class="button" type="button" @click=${() => act.draw(scene)}>
                ${scene.name}
              </button>
            `,
          )}
        </div>
        <p class="muted">Or switch the camera on: it is judged live.</p>
        ${bars(classes, probabilities)}
        ${
          trapped && probabilities !== null
            ? html`<p class="moral">
                All it ever saw were teddies on the sofa and cacti in the desert, so the place told
                them apart as well as the thing did. Whatever is easier to see, it takes: that is
                <strong>shortcut learning</strong>.
              </p>`
            : nothing
        }
      </div>
      ${keepPart(act.download)}
    </section>
  `;
}

function keepPart(download: () => void): TemplateResult {
  return html`
    <div class="keep">
      <button class="button" type="button" @click=${download}>Download the model</button>
      <details>
        <summary>Use it in Python</summary>
        <p class="muted">
          The file holds the layer that you trained. In Python, the network of this page looks at a
          photograph of yours, and your layer answers. Without a photograph, it answers for your
          first picture, whose features are in the file: that shows that the two agree.
        </p>
        <pre tabindex="0"><code>${SNIPPET}</code></pre>
      </details>
    </div>
  `;
}
