// A square to draw on with mouse, pen, finger or keys.
import { button, element, seen } from "./elements.mjs";
import { show, toNumbers, toShares } from "./pixels.mjs";
import { centred, PEN_RADIUS, whole } from "./strokes.mjs";

export const HEADING = "Draw";
const STEP = 0.06;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const HELP = "Arrow keys move the pen, space puts it down and lifts it, Delete clears.";

/**
 * Fills `host`, and `given` with what the network gets; calls `ask` with the numbers of each drawing,
 * and with null for an empty one.
 */
export function create(host, settings, ask, given) {
  const { rows, columns, channels } = settings;
  const pad = element("canvas", { tabIndex: 0, role: "application", className: "pad" });
  pad.setAttribute("aria-label", `Drawing area. ${HELP}`);
  const { canvas, figure } = seen(columns, rows);
  let strokes = [];
  let [pen, inked, pointer] = [null, false, null];
  let shares = new Float32Array(rows * columns * channels);

  function changed() {
    const picture = (settings.centred ? centred : whole)(strokes, PEN_RADIUS, columns, rows);
    shares = Float32Array.from(shares, (_, i) => picture[Math.floor(i / channels)]);
    paint();
    ask(strokes.length === 0 ? null : toNumbers(shares, settings));
  }

  function paint() {
    const colours = ["--sheet", "--ink", "--accent"].map((name) =>
      getComputedStyle(pad).getPropertyValue(name).trim(),
    );
    show(canvas, shares, settings, colours.map(bytesOf));
    const side = Math.round(pad.clientWidth * devicePixelRatio);
    [pad.width, pad.height] = [side, side];
    const context = pad.getContext("2d");
    [context.lineCap, context.lineJoin] = ["round", "round"];
    context.lineWidth = 2 * PEN_RADIUS * side;
    context.strokeStyle = colours[1];
    for (const stroke of strokes) {
      context.beginPath();
      for (const { x, y } of [stroke[0], ...stroke]) context.lineTo(x * side, y * side);
      context.stroke();
    }
    if (pen === null) return;
    context.beginPath();
    context.arc(pen.x * side, pen.y * side, PEN_RADIUS * side, 0, 2 * Math.PI);
    context.lineWidth = 2 * devicePixelRatio;
    context.fillStyle = context.strokeStyle = colours[2];
    if (inked) context.fill();
    context.stroke();
  }

  function clear() {
    [strokes, inked] = [[], false];
    changed();
  }

  function draw(point, start) {
    if (start) strokes.push([]);
    strokes.at(-1)?.push(point);
    changed();
  }

  const within = (value, edge = 0) => Math.min(1 - edge, Math.max(edge, value));
  const locate = ({ clientX, clientY }) => {
    const box = pad.getBoundingClientRect();
    const [x, y] = [(clientX - box.left) / box.width, (clientY - box.top) / box.height];
    return { x: within(x), y: within(y) };
  };
  pad.addEventListener("pointerdown", (event) => {
    if (pointer !== null || !event.isPrimary || event.button !== 0) return;
    [pointer, pen, inked] = [event.pointerId, null, false];
    pad.setPointerCapture(pointer);
    draw(locate(event), true);
  });
  pad.addEventListener("pointermove", (event) => {
    if (event.pointerId === pointer) draw(locate(event), false);
  });
  for (const name of ["pointerup", "pointercancel"])
    pad.addEventListener(name, (event) => {
      if (event.pointerId === pointer) pointer = null;
    });
  pad.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const arrow = ARROWS[event.key];
    const from = pen ?? { x: 0.5, y: 0.5 };
    if (arrow !== undefined) {
      const [x, y] = [from.x + arrow[0] * STEP, from.y + arrow[1] * STEP];
      pen = { x: within(x, PEN_RADIUS), y: within(y, PEN_RADIUS) };
      if (inked) draw(pen, false);
    } else if (event.key === " ") {
      [pen, inked] = [from, !inked];
      if (inked) draw(pen, true);
    } else if (event.key === "Delete" || event.key === "Backspace") clear();
    else return;
    paint();
    event.preventDefault();
  });
  pad.addEventListener("blur", () => {
    [pen, inked] = [null, false];
    paint();
  });
  new ResizeObserver(paint).observe(pad);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", paint);

  const row = element("div", { className: "row" }, button("Clear", clear));
  const keys = element("p", { className: "quiet keys", "aria-hidden": "true" }, HELP);
  host.append(pad, keys, row);
  given.append(figure);
  return {
    empty: "Draw something.",
    showExample(numbers) {
      strokes = [];
      shares = toShares(numbers, settings);
      paint();
    },
  };
}

/** A colour of the style sheet, #rrggbb, as three bytes. */
function bytesOf(colour) {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
