/** What `plot` and `show` have drawn, as elements. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Drawing, Pictures, Plot, Series } from "../../python/protocol.ts";
import { extent, ticks } from "./scale.ts";

const WIDTH = 460;
const HEIGHT = 280;
const EDGE = { left: 58, right: 10, top: 12, bottom: 44 } as const;

/** Draws it; `alt` is what those are told who cannot see it. */
export function sketch(drawing: Drawing, alt: string): TemplateResult {
  return "series" in drawing ? plot(drawing, alt) : pictures(drawing, alt);
}

function plot({ series, x, y }: Plot, alt: string): TemplateResult {
  const [left, right] = extent(series.flatMap(({ xs }) => xs));
  const [bottom, top] = extent(series.flatMap(({ ys }) => ys));
  const across = (value: number): number =>
    EDGE.left + ((value - left) / (right - left)) * (WIDTH - EDGE.left - EDGE.right);
  const down = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - bottom) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const labelled = series.filter(({ label }) => label !== "");
  return html`
    <figure>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${alt}>
        ${ticks(left, right, 5).map(
          (tick) => svg`
            <line class="grid" x1=${across(+tick)} x2=${across(+tick)}
              y1=${EDGE.top} y2=${HEIGHT - EDGE.bottom} />
            <text x=${across(+tick)} y=${HEIGHT - EDGE.bottom + 16} text-anchor="middle">${tick}</text>
          `,
        )}
        ${ticks(bottom, top, 5).map(
          (tick) => svg`
            <line class="grid" x1=${EDGE.left} x2=${WIDTH - EDGE.right}
              y1=${down(+tick)} y2=${down(+tick)} />
            <text x=${EDGE.left - 6} y=${down(+tick) + 4} text-anchor="end">${tick}</text>
          `,
        )}
        ${series.map((one, index) => drawn(one, index, across, down))}
        <text x=${(EDGE.left + WIDTH - EDGE.right) / 2} y=${HEIGHT - 6} text-anchor="middle">
          ${x}
        </text>
        <text
          transform="translate(13 ${(HEIGHT - EDGE.bottom) / 2}) rotate(-90)"
          text-anchor="middle"
        >
          ${y}
        </text>
      </svg>
      ${
        labelled.length === 0
          ? nothing
          : html`<figcaption>
              ${labelled.map(
                (one) =>
                  html`<span class="key series-${series.indexOf(one) % 4}">${one.label}</span>`,
              )}
            </figcaption>`
      }
    </figure>
  `;
}

function drawn(
  { kind, xs, ys }: Series,
  index: number,
  across: (value: number) => number,
  down: (value: number) => number,
): TemplateResult {
  const name = `series-${index % 4}`;
  const places = xs.map((x, i) => {
    const y = ys[i] ?? null;
    return x === null || y === null ? undefined : ([across(x), down(y)] as const);
  });
  if (kind === "points") {
    return svg`<g class="points ${name}">${places.map((place) =>
      place === undefined ? nothing : svg`<circle cx=${place[0]} cy=${place[1]} r="3" />`,
    )}</g>`;
  }
  // Where a number is missing, the line is lifted.
  let lifted = true;
  const path = places.map((place) => {
    const step = place && `${lifted ? "M" : "L"}${place[0].toFixed(1)} ${place[1].toFixed(1)}`;
    lifted = place === undefined;
    return step ?? "";
  });
  return svg`<path class="line ${name}" d=${path.join("")} />`;
}

function pictures({ pictures }: Pictures, alt: string): TemplateResult {
  return html`
    <div class="pictures" role="img" aria-label=${alt}>
      ${pictures.map(
        ({ label, width, colours }) => html`
          <figure>
            <canvas
              width=${width}
              height=${colours.length / 3 / width}
              ${ref((canvas) => paint(canvas as HTMLCanvasElement | undefined, colours))}
            ></canvas>
            ${label === "" ? nothing : html`<figcaption>${label}</figcaption>`}
          </figure>
        `,
      )}
    </div>
  `;
}

function paint(canvas: HTMLCanvasElement | undefined, colours: readonly number[]): void {
  const context = canvas?.getContext("2d");
  if (!canvas || !context) return;
  const image = context.createImageData(canvas.width, canvas.height);
  for (let pixel = 0; 3 * pixel < colours.length; pixel++) {
    for (let part = 0; part < 3; part++) {
      image.data[4 * pixel + part] = colours[3 * pixel + part] ?? 0;
    }
    image.data[4 * pixel + 3] = 255;
  }
  context.putImageData(image, 0, 0);
}
