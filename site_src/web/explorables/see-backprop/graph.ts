/** The network as a drawing: at each place its number, and below it the slope of the loss there. */
import { html, nothing, svg, type SVGTemplateResult, type TemplateResult } from "lit";
import { sayName, sayNumber, type Line } from "./passes.ts";
import { readWeights, type BackpropValues, type WeightName } from "./settings.ts";

export const WIDTH = 320;
const HEIGHT = 382;

type Place = readonly [x: number, y: number];

/** A line between two places, and where its weight stands. */
const edges: Readonly<
  Partial<Record<WeightName, { from: Place; to: Place; at: Place; anchor: string }>>
> = {
  w11: { from: [82, 40], to: [82, 142], at: [76, 88], anchor: "end" },
  w21: { from: [82, 40], to: [238, 142], at: [122, 74], anchor: "middle" },
  w12: { from: [238, 40], to: [82, 142], at: [198, 74], anchor: "middle" },
  w22: { from: [238, 40], to: [238, 142], at: [244, 88], anchor: "start" },
  v1: { from: [82, 206], to: [160, 262], at: [100, 236], anchor: "end" },
  v2: { from: [238, 206], to: [160, 262], at: [220, 236], anchor: "start" },
};

export interface GraphParts {
  readonly values: BackpropValues;
  /** What is computed so far. */
  readonly lines: readonly Line[];
  /** The line that is being looked at. */
  readonly now: Line | undefined;
  /** What the picture says, in words. */
  readonly label: string;
}

/** Writes numbers of the drawing, the one that is looked at in bold. */
class Writer {
  private readonly known: ReadonlyMap<string, number>;

  constructor(private readonly parts: GraphParts) {
    this.known = new Map(parts.lines.map(({ id, value }) => [id, value]));
  }

  /** "a₁ 0.3", or the name alone where nothing is known. */
  piece(id: string, number?: number): SVGTemplateResult {
    const value = number ?? this.known.get(id);
    const kind = id.startsWith("d") ? "slope" : "value";
    const own = this.parts.now?.id === id ? " now" : "";
    const text = `${sayName(id)} ${value === undefined ? "" : short(value)}`;
    if (value === undefined && kind === "slope") return svg``;
    return svg`<tspan class="${kind}${own}">${text.trim()}</tspan>`;
  }

  /** Pieces beside each other, at a place. */
  row([x, y]: Place, pieces: readonly SVGTemplateResult[], anchor = "middle"): SVGTemplateResult {
    return svg`<text x=${x} y=${y} text-anchor=${anchor}>${pieces.map(
      (piece, at) => svg`${at === 0 ? nothing : svg`<tspan>\u2002</tspan>`}${piece}`,
    )}</text>`;
  }
}

export function renderGraph(parts: GraphParts): TemplateResult {
  const { values, now } = parts;
  const weights = readWeights(values.weights);
  const write = new Writer(parts);
  const used = new Set(now?.from ?? []);
  return html`
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label=${parts.label}>
      ${Object.entries(edges).map(([name, { from, to }]) => {
        const lit = used.has(name) || now?.id === `d${name}`;
        return svg`<line class=${lit ? "edge lit" : "edge"}
          x1=${from[0]} y1=${from[1]} x2=${to[0]} y2=${to[1]} />`;
      })}
      ${svg`<line class=${now?.id === "L" || now?.id === "dy" ? "edge lit" : "edge"} x1="160" y1="318" x2="160" y2="346" />`}
      ${box([82, 24], 66, 30)} ${box([238, 24], 66, 30)}
      ${write.row([82, 29], [write.piece("x1", values.x1)])}
      ${write.row([238, 29], [write.piece("x2", values.x2)])}
      ${[1, 2].map((n) => {
        const x = n === 1 ? 82 : 238;
        const bias = n === 1 ? "b1" : "b2";
        return svg`
          ${box([x, 174], 152, 64)}
          ${write.row([x, 158], [write.piece(`a${n}`), write.piece(`h${n}`)])}
          ${write.row([x, 177], [write.piece(`da${n}`), write.piece(`dh${n}`)])}
          ${write.row([x, 196], [write.piece(bias, weights[bias]), write.piece(`d${bias}`)])}`;
      })}
      ${box([160, 290], 142, 56)} ${write.row([160, 284], [write.piece("y"), write.piece("dy")])}
      ${write.row([160, 306], [write.piece("c", weights.c), write.piece("dc")])}
      ${write.row([160, 364], [svg`<tspan>target ${short(values.target)}</tspan>`, write.piece("L")])}
      ${Object.entries(edges).map(
        ([
          name,
          {
            at: [x, y],
            anchor,
          },
        ]) => [
          write.row([x, y], [write.piece(name, weights[name as WeightName])], anchor),
          write.row([x, y + 16], [write.piece(`d${name}`)], anchor),
        ],
      )}
    </svg>
  `;
}

function box([x, y]: Place, width: number, height: number): SVGTemplateResult {
  return svg`<rect class="box" x=${x - width / 2} y=${y - height / 2} width=${width} height=${height} rx="10" />`;
}

/** In the drawing two decimals have to do. */
function short(value: number): string {
  return sayNumber(Number(value.toFixed(2)));
}
