import { css as styles, LitElement, type TemplateResult } from "lit";
import { ResizeController } from "../../controllers/resize.ts";
import { PaintController } from "../../controllers/paint.ts";
import { canvasAlone, canvasOf, canvasStyles } from "../../elements/canvas.ts";
import { sharpCanvas } from "../../elements/sharp-canvas.ts";
import { property } from "../../properties.ts";
import { css, paletteOf, type Colour, type Palette } from "../plane/colours.ts";
import type { Rows } from "./table.ts";
import { leavesOf, majority, pathOf, sayThreshold, type Node } from "./tree.ts";

/** Milliseconds that a row takes from the root to its leaf, and after which the last one starts. */
const FALL = 700;
const STAGGER = 500;
/** Share of the height in which rows lie at the end. */
const GROUND = 0.4;
const TOP = 16;
/** Left and right, where narrow leaves are wider than they may be. */
const MARGIN = 6;

interface Spot {
  readonly x: number;
  readonly y: number;
  /** Left and right edge of what belongs to a node. */
  readonly from: number;
  readonly to: number;
}

/** A dot on its way: where it comes by, the last place of all its place in the heap. */
interface Dot {
  readonly stops: readonly { readonly x: number; readonly y: number }[];
  readonly label: number;
  readonly right: boolean;
}

/** `<lbl-falling-tree>`: a tree, its root at the top, and rows of a table that fall through it. */
export class FallingTree extends LitElement {
  @property({ attribute: false }) tree: Node | null = null;
  @property({ attribute: false }) rows: Rows | null = null;
  @property({ attribute: false }) columns: readonly string[] = [];

  private began = 0;
  private running = 0;
  private dots: readonly Dot[] = [];
  private spots = new Map<Node, Spot>();

  constructor() {
    super();
    new PaintController(this, () => this.paint(), false);
    new ResizeController(this, () => this.lay());
  }

  private get canvas(): HTMLCanvasElement | null {
    return canvasOf(this);
  }

  override render(): TemplateResult {
    return canvasAlone;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    cancelAnimationFrame(this.running);
  }

  override updated(): void {
    this.began = matchMedia("(prefers-reduced-motion: reduce)").matches
      ? -Infinity
      : performance.now();
    this.lay();
  }

  // ---- Places --------------------------------------------------------------------------------

  private lay(): void {
    const { tree, rows, canvas } = this;
    if (!tree || !rows || !canvas) return;
    const { clientWidth: width, clientHeight: height } = canvas;
    this.spots = new Map();
    const deepest = Math.max(1, ...leavesOf(tree).map(({ depth }) => depth));
    const step = (height * (1 - GROUND) - TOP) / deepest;
    const place = (node: Node, from: number, to: number): void => {
      this.spots.set(node, { x: (from + to) / 2, y: TOP + node.depth * step, from, to });
      if (node.question === null) return;
      const { left, right } = node.question;
      const middle = from + ((to - from) * total(left)) / (total(left) + total(right));
      place(left, from, middle);
      place(right, middle, to);
    };
    place(tree, MARGIN, width - MARGIN);
    this.dots = this.heap(tree, rows, height);
    this.paint();
  }

  private heap(tree: Node, { numbers, labels }: Rows, height: number): readonly Dot[] {
    const side = dotSide(this.canvas?.clientWidth ?? 1, height * GROUND, labels.length);
    const lying = new Map<Node, number>();
    return labels.map((label, at) => {
      const path = pathOf(tree, numbers[at] ?? []);
      const leaf = path.at(-1) ?? tree;
      const spot = this.spots.get(leaf) ?? { x: 0, y: 0, from: 0, to: 0 };
      const across = Math.max(1, Math.floor((spot.to - spot.from) / side));
      const count = lying.get(leaf) ?? 0;
      lying.set(leaf, count + 1);
      const margin = (spot.to - spot.from - across * side) / 2;
      const end = {
        x: spot.from + margin + side * ((count % across) + 0.5),
        y: height - 8 - side * (Math.floor(count / across) + 0.5),
      };
      const stops = path.map((node) => this.spots.get(node) ?? spot);
      return { stops: [...stops, end], label, right: majority(leaf.counts) === label };
    });
  }

  // ---- Painting ------------------------------------------------------------------------------

  private paint(): void {
    cancelAnimationFrame(this.running);
    const sharp = sharpCanvas(this.canvas);
    if (!sharp || !this.tree) return;
    const { context, width, height } = sharp;
    const palette = paletteOf(this);
    const colours = classColours(palette);
    this.paintBranches(context, palette, this.tree, height, colours);
    const side = dotSide(width, height * GROUND, this.dots.length);
    const now = performance.now() - this.began;
    this.dots.forEach((dot, at) => {
      const share = Math.min(1, Math.max(0, (now - (STAGGER * at) / this.dots.length) / FALL));
      const [x, y] = between(dot.stops, share * share);
      paintDot(context, { x, y, radius: 0.42 * side, label: dot.label }, colours);
      if (dot.right || share < 1) return;
      context.strokeStyle = css(palette.ink);
      context.lineWidth = 1.5;
      context.stroke();
    });
    if (now < FALL + STAGGER) this.running = requestAnimationFrame(() => this.paint());
  }

  private paintBranches(
    context: CanvasRenderingContext2D,
    palette: Palette,
    node: Node,
    height: number,
    colours: readonly Colour[],
  ): void {
    const spot = this.spots.get(node);
    if (spot === undefined) return;
    const { question } = node;
    if (question === null) {
      context.fillStyle = css(colours[majority(node.counts)] ?? palette.ink);
      context.fillRect(spot.from + 0.5, height - 6, Math.max(0.5, spot.to - spot.from - 1), 6);
      return;
    }
    const all = total(this.tree ?? node);
    for (const child of [question.left, question.right]) {
      const to = this.spots.get(child);
      if (to === undefined) continue;
      context.strokeStyle = css(palette.muted, 0.75);
      context.lineWidth = Math.max(1, (14 * total(child)) / all);
      context.beginPath();
      context.moveTo(spot.x, spot.y);
      context.lineTo(to.x, to.y);
      context.stroke();
      this.paintBranches(context, palette, child, height, colours);
    }
    const text = `${this.columns[question.column] ?? ""} ≤ ${sayThreshold(question.threshold)}`;
    context.font = `600 12px ${getComputedStyle(this).fontFamily}`;
    const wide = context.measureText(text).width + 10;
    // Where there is no room, the words below the tree have it.
    if (node.depth > 3 || wide > spot.to - spot.from + 6) return;
    const x = Math.min(Math.max(spot.x, wide / 2), (this.canvas?.clientWidth ?? wide) - wide / 2);
    context.fillStyle = css(palette.sheet, 0.94);
    context.beginPath();
    context.roundRect(x - wide / 2, spot.y - 11, wide, 22, 6);
    context.fill();
    context.fillStyle = css(palette.ink);
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(text, x, spot.y);
  }

  static override styles = [
    canvasStyles,
    styles`
      :host {
        block-size: 300px;
      }
    `,
  ];
}

/** So many dots fill two thirds of a width and height. */
function dotSide(width: number, height: number, count: number): number {
  return Math.min(14, Math.sqrt((0.66 * width * height) / Math.max(1, count)));
}

function total({ counts }: Node): number {
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Teal for the second of two classes, as everywhere; then what else the page has. */
export function classColours({ below, above, ink, muted }: Palette): readonly Colour[] {
  return [below, above, ink, muted];
}

function between(
  stops: readonly { readonly x: number; readonly y: number }[],
  share: number,
): [number, number] {
  const far = share * (stops.length - 1);
  const at = Math.min(stops.length - 2, Math.floor(far));
  const [from, to] = [stops[at], stops[at + 1]];
  if (!from || !to) return [0, 0];
  const part = far - at;
  return [from.x + part * (to.x - from.x), from.y + part * (to.y - from.y)];
}

/** A circle for the first class, a diamond for the second, then squares and triangles. */
function paintDot(
  context: CanvasRenderingContext2D,
  { x, y, radius, label }: { x: number; y: number; radius: number; label: number },
  colours: readonly Colour[],
): void {
  context.fillStyle = css(colours[label] ?? [0, 0, 0]);
  context.beginPath();
  if (label === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  else {
    const corners = label === 3 ? 3 : 4;
    const turn = label === 2 ? Math.PI / 4 : -Math.PI / 2;
    for (let corner = 0; corner < corners; corner++) {
      const angle = turn + (2 * Math.PI * corner) / corners;
      context.lineTo(x + 1.2 * radius * Math.cos(angle), y + 1.2 * radius * Math.sin(angle));
    }
    context.closePath();
  }
  context.fill();
}

customElements.define("lbl-falling-tree", FallingTree);
