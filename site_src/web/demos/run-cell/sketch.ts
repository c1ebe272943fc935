/** What `plot` and `show` have drawn, as elements. */
import { html, nothing, svg, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import { extremes, sayCurve } from "../../words/summaries.ts";
import type { Drawing, Pictures, Plot, Series } from "../../python/protocol.ts";
import { extent, ticks } from "./scale.ts";

const WIDTH = 460;
const HEIGHT = 280;
const EDGE = { left: 58, right: 10, top: 12, bottom: 44 } as const;

/** What points look like, series by series: a dot, a cross, a square, a triangle. */
const MARKS = [
  "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
  "M-3.5-3.5L3.5 3.5M-3.5 3.5L3.5-3.5",
  "M-3-3H3V3H-3Z",
  "M0-4L3.5 3H-3.5Z",
] as const;

/** Draws it; those who cannot see it are told `alt`, and what is in it as it is now. */
export function sketch(drawing: Drawing, alt: string): TemplateResult {
  if ("pictures" in drawing)
    return pictures(drawing, `${alt} ${drawing.pictures.length} pictures.`);
  return plot(drawing, [alt, ...drawing.series.map(say)].join(" "));
}

const NAMES = { line: "Line", points: "Points", guide: "Guide", words: "Word" } as const;

function say({ kind, label, xs, ys }: Series): string {
  const places = xs.flatMap((x, i) => {
    const y = ys[i] ?? null;
    return x === null || y === null ? [] : [[x, y] as const];
  });
  const name = label === "" ? NAMES[kind] : label.replaceAll("\n", " ");
  const heights = places.map(([, y]) => y);
  if (kind === "words") return `${name}.`;
  if (kind === "points")
    return `${name}: ${places.length} points, ${extremes(heights, "heights")}.`;
  const across = places.map(([x]) => Number(x.toPrecision(3)));
  return sayCurve(name, "x", across, heights, (y) => String(Number(y.toPrecision(3))));
}

function plot({ series, x, y }: Plot, alt: string): TemplateResult {
  // Lines and points have colours in turn; guides and words have none.
  const coloured = series.filter(({ kind }) => kind === "line" || kind === "points");
  const look = (part: Series): string =>
    part.kind === "guide" ? "guide" : `series-${coloured.indexOf(part) % 4}`;
  // A drawing of words and guides is no curve, and has no axes; words need room.
  const axes = coloured.length > 0;
  const room = axes ? 0 : 0.15;
  const [left, right] = extent(
    series.flatMap(({ xs }) => xs),
    room,
  );
  const [bottom, top] = extent(
    series.flatMap(({ ys }) => ys),
    room,
  );
  const across = (value: number): number =>
    EDGE.left + ((value - left) / (right - left)) * (WIDTH - EDGE.left - EDGE.right);
  const down = (value: number): number =>
    HEIGHT - EDGE.bottom - ((value - bottom) / (top - bottom)) * (HEIGHT - EDGE.top - EDGE.bottom);
  const labelled = series.filter(({ kind, label }) => label !== "" && kind !== "words");
  return html`
    <figure>
      <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${alt}>
        ${axes ? grid(left, right, bottom, top, across, down) : nothing}
        ${series.map((part) => drawn(part, look(part), across, down))}
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
                (part) =>
                  html`<span class="key ${look(part)}"
                    >${mark(part, look(part))}${part.label}</span
                  >`,
              )}
            </figcaption>`
      }
    </figure>
  `;
}

type Scale = (value: number) => number;

function grid(
  left: number,
  right: number,
  bottom: number,
  top: number,
  across: Scale,
  down: Scale,
): TemplateResult {
  return svg`
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
  `;
}

/** What stands before a series' name in the legend. */
function mark({ kind }: Series, look: string): TemplateResult {
  const drawing =
    kind === "points"
      ? svg`<path class="points" d=${MARKS[Number(look.at(-1))] ?? ""} transform="translate(14 6)" />`
      : svg`<path class=${kind} d="M0 6H28" />`;
  return html`<svg class=${look} viewBox="0 0 28 12" aria-hidden="true">${drawing}</svg>`;
}

function drawn(
  { kind, label, xs, ys }: Series,
  look: string,
  across: Scale,
  down: Scale,
): TemplateResult {
  const places = xs.map((x, i) => {
    const y = ys[i] ?? null;
    return x === null || y === null ? undefined : ([across(x), down(y)] as const);
  });
  if (kind === "words") {
    return svg`${places.map((place) => (place === undefined ? nothing : words(label, ...place)))}`;
  }
  if (kind === "points") {
    const shape = MARKS[Number(look.at(-1))] ?? "";
    return svg`<g class="points ${look}">${places.map((place) =>
      place === undefined
        ? nothing
        : svg`<path d=${shape} transform="translate(${place[0].toFixed(1)} ${place[1].toFixed(1)})" />`,
    )}</g>`;
  }
  // Where a number is missing, the line is lifted.
  let lifted = true;
  const path = places.map((place) => {
    const step = place && `${lifted ? "M" : "L"}${place[0].toFixed(1)} ${place[1].toFixed(1)}`;
    lifted = place === undefined;
    return step ?? "";
  });
  return svg`<path class="${kind} ${look}" d=${path.join("")} />`;
}

/** Lines of words, one below the other, around a place. */
function words(label: string, x: number, y: number): TemplateResult {
  const lines = label.split("\n");
  const first = y + 4 - 8 * (lines.length - 1);
  return svg`${lines.map(
    (line, i) =>
      svg`<text class="words" x=${x} y=${first + 16 * i} text-anchor="middle">${line}</text>`,
  )}`;
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
