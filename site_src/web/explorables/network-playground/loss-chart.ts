import { css as styles, html, LitElement, type TemplateResult } from "lit";
import { property } from "../../properties.ts";
import { PaintController } from "../../controllers/paint.ts";
import { canvasAlone, canvasOf, canvasStyles } from "../../elements/canvas.ts";
import { sayCurve } from "../../words/summaries.ts";
import { sharpCanvas } from "../../elements/sharp-canvas.ts";
import { css, paletteOf } from "../plane/colours.ts";
import type { PastRun } from "./history.ts";
import type { Moment } from "./training/trainer.ts";

const PADDING = { top: 6, right: 4, bottom: 4, left: 34 };
/** Lower end of the highest loss that is shown: that of a coin, and a little. */
const AT_LEAST = 0.8;

/** `<lbl-loss-chart>`: losses of this run, of runs before it, and a mark where the reader looks. */
export class LossChart extends LitElement {
  @property({ attribute: false }) moments: readonly Moment[] = [];
  @property({ attribute: false }) past: readonly PastRun[] = [];
  /** The place in `moments` that is shown. */
  @property({ type: Number }) shown = 0;

  constructor() {
    super();
    new PaintController(this, () => this.paint());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  override render(): TemplateResult {
    return html`<div role="img" aria-label=${this.sentence}>${canvasAlone}</div>`;
  }

  private get sentence(): string {
    const epochs = this.moments.map(({ epoch }) => epoch);
    const curve = (name: string, of: "train" | "test"): string =>
      sayCurve(
        name,
        "epoch",
        epochs,
        this.moments.map((moment) => moment[of]),
        (loss) => loss.toFixed(3),
      );
    const before = this.past.map(
      ({ name, moments }) => ` Before, ${name}: ${moments.at(-1)?.test.toFixed(3) ?? ""}.`,
    );
    return `${curve("Loss on points it learned from", "train")} ${curve("On test points", "test")}${before.join("")}`;
  }

  private paint(): void {
    const sharp = sharpCanvas(this.canvas);
    if (!sharp) return;
    const { context, width, height } = sharp;
    const palette = paletteOf(this);
    const runs = [...this.past.map(({ moments }) => moments), this.moments];
    const longest = Math.max(20, ...runs.map((run) => run.at(-1)?.epoch ?? 0));
    const highest = Math.min(
      2,
      Math.max(AT_LEAST, ...this.moments.flatMap(({ train, test }) => [train, test])),
    );
    const x = (epoch: number): number =>
      PADDING.left + (epoch / longest) * (width - PADDING.left - PADDING.right);
    const y = (loss: number): number =>
      PADDING.top +
      (1 - Math.min(loss, highest) / highest) * (height - PADDING.top - PADDING.bottom);

    context.strokeStyle = css(palette.line);
    context.fillStyle = css(palette.muted);
    context.font = `11px ${getComputedStyle(this).fontFamily}`;
    context.textAlign = "right";
    context.textBaseline = "middle";
    context.lineWidth = 1;
    for (const loss of [0, highest / 2, highest]) {
      context.beginPath();
      context.moveTo(PADDING.left, y(loss));
      context.lineTo(width - PADDING.right, y(loss));
      context.stroke();
      context.fillText(loss.toFixed(1), PADDING.left - 6, Math.min(y(loss), height - 7));
    }
    const curve = <M>(
      moments: readonly M[],
      epoch: (m: M) => number,
      loss: (m: M) => number,
    ): void => {
      context.beginPath();
      for (const moment of moments) context.lineTo(x(epoch(moment)), y(loss(moment)));
      context.stroke();
    };
    context.lineJoin = "round";
    context.lineWidth = 1.5;
    this.past.forEach(({ moments }, index) => {
      context.strokeStyle = css(palette.muted, 0.75);
      context.setLineDash([2 + 3 * index, 3]);
      curve(
        moments,
        (m) => m.epoch,
        (m) => m.test,
      );
    });
    context.setLineDash([]);
    context.lineWidth = 2.25;
    context.strokeStyle = css(palette.above);
    curve(
      this.moments,
      (m) => m.epoch,
      (m) => m.train,
    );
    context.strokeStyle = css(palette.below);
    curve(
      this.moments,
      (m) => m.epoch,
      (m) => m.test,
    );
    const shown = this.moments[this.shown];
    if (shown === undefined) return;
    context.strokeStyle = css(palette.ink, 0.5);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x(shown.epoch), PADDING.top);
    context.lineTo(x(shown.epoch), height - PADDING.bottom);
    context.stroke();
    context.fillStyle = css(palette.below);
    context.beginPath();
    context.arc(x(shown.epoch), y(shown.test), 4, 0, 2 * Math.PI);
    context.fill();
  }

  static override styles = [
    canvasStyles,
    styles`
      :host {
        block-size: 92px;
      }
      div {
        block-size: 100%;
      }
    `,
  ];
}

customElements.define("lbl-loss-chart", LossChart);
