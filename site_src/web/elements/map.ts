import { css, LitElement, type TemplateResult } from "lit";
import { property } from "../properties.ts";
import { PaintController } from "../controllers/paint.ts";
import { canvasAlone, canvasOf, canvasStyles } from "./canvas.ts";

/** What the colours of a map stand for. */
export type MapColours =
  /** Ink on paper: how far a value lies between 0 and `most`. */
  | "ink"
  /** Above zero one colour, below zero another, the deeper the farther from zero. */
  | "sign"
  /** The page's accent, the deeper the larger: lies over something else. */
  | "heat"
  /** Red, green and blue from 0 to 255, three values for each pixel. */
  | "photo";

type Colour = readonly [number, number, number];

/** `<lbl-map>`: a rectangle of numbers as a pixelated picture, in the colours of the page. */
export class NumberMap extends LitElement {
  /** Row by row; NaN stays empty. */
  @property({ attribute: false }) values: ArrayLike<number> = [];
  @property({ type: Number }) width = 1;
  @property({ type: Number }) height = 1;
  /** The size of a value that gets the full colour; 0 takes the largest there is. */
  @property({ type: Number }) most = 0;
  @property({ type: String }) colours: MapColours = "sign";

  constructor() {
    super();
    new PaintController(this, () => this.paint());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  override render(): TemplateResult {
    return canvasAlone;
  }

  private paint(): void {
    const { canvas } = this;
    if (canvas === null || this.width < 1 || this.height < 1) return;
    if (canvas.width !== this.width) canvas.width = this.width;
    if (canvas.height !== this.height) canvas.height = this.height;
    const context = canvas.getContext("2d");
    if (context === null) return;
    const image = context.createImageData(this.width, this.height);
    if (this.colours === "photo") fillPhoto(image.data, this.values);
    else this.fill(image.data, context);
    context.putImageData(image, 0, 0);
  }

  private fill(pixels: Uint8ClampedArray, context: CanvasRenderingContext2D): void {
    const style = getComputedStyle(this);
    const colour = (name: string): Colour => parsed(context, style.getPropertyValue(name));
    const above = colour(
      { ink: "--lbl-ink", sign: "--lbl-accent-2", heat: "--lbl-accent", photo: "" }[this.colours],
    );
    const below = colour("--lbl-accent");
    const most = this.most > 0 ? this.most : largest(this.values);
    for (let index = 0; index < this.width * this.height; index++) {
      const value = this.values[index] ?? NaN;
      const share = most === 0 || Number.isNaN(value) ? 0 : Math.min(1, Math.abs(value) / most);
      pixels.set(value < 0 ? below : above, 4 * index);
      pixels[4 * index + 3] = Math.round(255 * share);
    }
  }

  static override styles = [
    canvasStyles,
    css`
      :host([smooth]) canvas {
        image-rendering: auto;
      }

      /* A photograph keeps its colours, and one of the night would be lost on a black page. */
      @media (forced-colors: active) {
        :host([colours="photo"]) canvas {
          outline: 1px solid;
        }
      }
    `,
  ];
}

function fillPhoto(pixels: Uint8ClampedArray, values: ArrayLike<number>): void {
  for (let index = 0; index < pixels.length / 4; index++) {
    for (let channel = 0; channel < 3; channel++) {
      pixels[4 * index + channel] = values[3 * index + channel] ?? 0;
    }
    pixels[4 * index + 3] = 255;
  }
}

function largest(values: ArrayLike<number>): number {
  let most = 0;
  for (let index = 0; index < values.length; index++) {
    const size = Math.abs(values[index] ?? 0);
    if (size > most) most = size;
  }
  return most;
}

/** A colour as CSS writes it, in whatever way, as red, green and blue. */
function parsed(context: CanvasRenderingContext2D, colour: string): Colour {
  context.fillStyle = "#000000";
  context.fillStyle = colour.trim();
  const hex = context.fillStyle;
  const part = (start: number): number => parseInt(hex.slice(start, start + 2), 16) || 0;
  return [part(1), part(3), part(5)];
}

customElements.define("lbl-map", NumberMap);
