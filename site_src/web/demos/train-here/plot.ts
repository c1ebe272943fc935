import { css, html, LitElement, unsafeCSS, type PropertyValues, type TemplateResult } from "lit";
import { property } from "../../properties.ts";
import UPlot, { type AlignedData, type Options } from "uplot";
import uplotStyles from "uplot/dist/uPlot.min.css";
import { onSchemeChange } from "../../elements/colour-scheme.ts";

export interface Line {
  readonly label: string;
  /** A custom property of styles/tokens.css. */
  readonly colour: string;
  readonly dashed?: boolean;
}

const HEIGHT = 170;

/** `<lbl-plot>`: curves that grow while something is computed, drawn by uPlot. */
export class Plot extends LitElement {
  /** What a screen reader calls the picture: what it shows now. */
  @property({ type: String }) label = "";
  @property({ attribute: false }) lines: readonly Line[] = [];
  /** First the places, then one list for each line. */
  @property({ attribute: false }) data: AlignedData = [[]];
  /** Upper end of the vertical axis; 0 lets it follow. */
  @property({ type: Number }) top = 0;
  /** Right end of the horizontal axis. */
  @property({ type: Number }) wide = 1;

  private plot: UPlot | undefined;
  private stopWatching: (() => void) | undefined;
  private resized: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopWatching = onSchemeChange(() => this.draw());
    this.resized = new ResizeObserver(() => {
      const width = this.clientWidth;
      if (width > 0 && width !== this.plot?.width) this.plot?.setSize({ width, height: HEIGHT });
    });
    this.resized.observe(this);
    if (this.hasUpdated) this.draw();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopWatching?.();
    this.resized?.disconnect();
    this.plot?.destroy();
    this.plot = undefined;
  }

  override render(): TemplateResult {
    return html`<div role="img" aria-label=${this.label}></div>`;
  }

  override updated(changed: PropertyValues<this>): void {
    if (this.plot === undefined || changed.has("lines")) this.draw();
    else if (changed.has("data") || changed.has("wide")) this.plot.setData(this.data);
  }

  private draw(): void {
    const place = this.renderRoot.querySelector("div");
    if (place === null) return;
    this.plot?.destroy();
    const style = getComputedStyle(this);
    const colour = (name: string): string => style.getPropertyValue(name).trim();
    const axis = {
      stroke: colour("--lbl-muted"),
      grid: { stroke: colour("--lbl-line"), width: 1 },
      ticks: { show: false },
      font: `12px ${colour("--lbl-font")}`,
    };
    const options: Options = {
      width: Math.max(this.clientWidth, 200),
      height: HEIGHT,
      padding: [8, 12, 0, 0],
      legend: { show: false },
      cursor: { show: false },
      scales: {
        x: { time: false, range: () => [0, Math.max(1, this.wide)] },
        y: { range: (_plot, _low, high) => [0, this.top > 0 ? this.top : Math.max(0.1, high)] },
      },
      axes: [
        { ...axis, space: 70, size: 26 },
        { ...axis, space: 34, size: 44 },
      ],
      series: [
        {},
        ...this.lines.map(({ label, colour: name, dashed }) => ({
          label,
          stroke: colour(name),
          width: 2,
          points: { show: false },
          ...(dashed ? { dash: [6, 4] } : {}),
        })),
      ],
    };
    this.plot = new UPlot(options, this.data, place);
  }

  static override styles = [
    unsafeCSS(uplotStyles),
    css`
      :host {
        display: block;
        min-block-size: ${HEIGHT}px;
      }
      .uplot {
        font-family: var(--lbl-font);
      }
    `,
  ];
}

customElements.define("lbl-plot", Plot);
