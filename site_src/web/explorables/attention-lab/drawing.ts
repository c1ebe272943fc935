/** What is drawn in the two planes. */
import { css, type Palette } from "../plane/colours.ts";
import { gridPlaces, toPixels, type Surface } from "../plane/paint.ts";
import type { Draw } from "../plane/plane.ts";
import type { Looked } from "./attention.ts";
import { WORDS, type Arrow } from "./settings.ts";

const SIDE = 40;
const PLACES = gridPlaces(SIDE);

/** How much a key would be looked at if it were there; 0 at right angles to the query. */
export function wanted([x, y]: Arrow): Surface {
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, index) =>
    Math.tanh(((PLACES[2 * index] ?? 0) * x + (PLACES[2 * index + 1] ?? 0) * y) / 3),
  );
  return { side: SIDE, values };
}

type Place = (arrow: Arrow) => [number, number];

const placing =
  (side: number): Place =>
  ([x, y]) => [toPixels(x, side), side - toPixels(y, side)];

function dot(
  context: CanvasRenderingContext2D,
  [x, y]: readonly [number, number],
  radius: number,
): void {
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
}

/** A word beside its point, on the side where there is room. */
function name(
  context: CanvasRenderingContext2D,
  palette: Palette,
  side: number,
  { word, at: [x, y], radius }: { word: string; at: readonly [number, number]; radius: number },
): void {
  context.font = `600 ${Math.max(12, side / 24)}px ${getComputedStyle(context.canvas).fontFamily}`;
  context.textBaseline = "middle";
  const left = x > 0.72 * side;
  context.textAlign = left ? "right" : "left";
  context.lineWidth = side / 80;
  context.lineJoin = "round";
  context.strokeStyle = css(palette.sheet, 0.9);
  const far = (left ? -1 : 1) * (radius + side / 80);
  context.strokeText(word, x + far, y);
  context.fillStyle = css(palette.ink);
  context.fillText(word, x + far, y);
}

const radiusOf = (share: number, side: number): number => side * (0.014 + 0.035 * Math.sqrt(share));

/** The keys, larger the more they are looked at, and the query as an arrow. */
export function drawKeys({ query, keys, weights, scores }: Looked, grabbed: number | null): Draw {
  return (context, side, palette) => {
    const place = placing(side);
    const [fromX, fromY] = place([0, 0]);
    const [toX, toY] = place(query);
    context.strokeStyle = context.fillStyle = css(palette.ink);
    context.lineWidth = side / 75;
    context.beginPath();
    context.moveTo(fromX, fromY);
    context.lineTo(toX, toY);
    context.stroke();
    const angle = Math.atan2(toY - fromY, toX - fromX);
    context.beginPath();
    for (const turn of [0, 2.6, -2.6])
      context.lineTo(
        toX + (side / 28) * Math.cos(angle + turn),
        toY + (side / 28) * Math.sin(angle + turn),
      );
    context.fill();
    keys.forEach((key, at) => {
      const radius = radiusOf(weights[at] ?? 0, side);
      context.fillStyle = css(scores[at] === null ? palette.muted : palette.above);
      context.strokeStyle = css(at === grabbed ? palette.ink : palette.sheet);
      context.lineWidth = side / 110;
      dot(context, place(key), radius);
      name(context, palette, side, { word: WORDS[at] ?? "", at: place(key), radius });
    });
  };
}

/** The values, a line from each to what comes out, as thick as its share. */
export function drawValues({ values, weights, output }: Looked, grabbed: number): Draw {
  return (context, side, palette) => {
    const place = placing(side);
    const [toX, toY] = place(output);
    values.forEach((value, at) => {
      const [x, y] = place(value);
      context.strokeStyle = css(palette.above, 0.7);
      context.lineWidth = Math.max(0.5, (side / 22) * (weights[at] ?? 0));
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(toX, toY);
      context.stroke();
    });
    values.forEach((value, at) => {
      const radius = radiusOf(weights[at] ?? 0, side);
      context.fillStyle = css(palette.above);
      context.strokeStyle = css(at === grabbed ? palette.ink : palette.sheet);
      context.lineWidth = side / 110;
      dot(context, place(value), radius);
      name(context, palette, side, { word: WORDS[at] ?? "", at: place(value), radius });
    });
    context.fillStyle = css(palette.below);
    context.strokeStyle = css(palette.sheet);
    dot(context, [toX, toY], side / 34);
  };
}
