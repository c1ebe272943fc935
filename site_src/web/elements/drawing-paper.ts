/** A pad with its tools below, and a row of test images: how a reader chooses what is looked at. */
import { html, type TemplateResult } from "lit";
import type { DrawingController } from "../controllers/drawing.ts";
import type { ModelController } from "../controllers/model.ts";
import type { Stroke } from "../drawing/strokes.ts";
import { inputPicture } from "./input-picture.ts";
import type { Pad } from "./pad.ts";
import "./pad.ts";

/** What the paper shows, and whom it tells. */
export interface Paper {
  readonly drawing: DrawingController;
  readonly network: ModelController;
  /** The reader draws. */
  readonly drawn: (strokes: readonly Stroke[]) => void;
  /** The pen was lifted. */
  readonly rest: () => void;
  readonly clear: () => void;
  /** Puts something on the canvas at one blow. */
  readonly put: (strokes: readonly Stroke[], chosen: number | null) => void;
  /** A class's name, by its number. */
  readonly name: (target: number) => string;
}

/** The pad, a button that clears it, and one that brings the reader's last drawing. */
export function drawingPaper({ drawing, network, drawn, rest, clear, put }: Paper): TemplateResult {
  const { what, own } = drawing;
  return html`
    <div class="paper">
      <lbl-pad
        label="Draw a ${what} here"
        .strokes=${drawing.strokes}
        .backdrop=${drawing.backdrop}
        @lbl-draw=${(event: Event) => drawn((event.target as Pad).strokes)}
        @lbl-rest=${rest}
        @lbl-clear=${clear}
        @pointerdown=${() => network.touch()}
      ></lbl-pad>
      <div class="tools">
        <button class="button" type="button" aria-disabled=${drawing.empty} @click=${clear}>
          Clear
        </button>
        ${
          drawing.empty && own !== null
            ? html`<button class="button" type="button" @click=${() => put(own, null)}>
                Your last ${what}
              </button>`
            : html`<span class="muted hint">by mouse, pen, finger or arrow keys</span>`
        }
      </div>
    </div>
  `;
}

/** The test images, each a button. */
export function testImages({ drawing, network, put, name }: Paper): TemplateResult {
  const named = (target: number | null, index: number): string =>
    `test image ${index + 1}` + (target === null ? "" : `, labelled ${name(target)}`);
  return html`
    <p class="muted" id="row">Or take a test image, new to the network:</p>
    <div class="examples" role="group" aria-labelledby="row">
      ${drawing.examples.map(
        ({ input, target }, index) => html`
          <button
            type="button"
            aria-pressed=${drawing.chosen === index}
            aria-label=${named(target, index)}
            @click=${() => put([], index)}
          >
            ${inputPicture(input, drawing.shape, network.range)}
          </button>
        `,
      )}
    </div>
  `;
}
