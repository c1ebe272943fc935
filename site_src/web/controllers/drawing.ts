import type { ReactiveController, ReactiveControllerHost } from "lit";
import { overlaid, squeezed, toCoverage, toInput } from "../drawing/preprocess.ts";
import { onDrawingSaved, saveDrawing, savedDrawing } from "../drawing/saved-drawing.ts";
import { PEN_RADIUS, type Stroke } from "../drawing/strokes.ts";
import { toText } from "../drawing/text.ts";
import type { Backdrop } from "../elements/pad.ts";
import { noun } from "../words/format.ts";
import type { Card } from "../runtime/card.ts";
import { fetchExamples, type Example } from "../runtime/examples.ts";
import { readUrlState, writeUrlState, type UrlStateful } from "../url-state.ts";
import type { ModelController } from "./model.ts";

/** Pictures in the row of test images. */
const ROW = 12;

export interface DrawingOptions {
  /** How a drawing is fitted into what the network takes in. */
  readonly fit: () => typeof squeezed;
  /** What stands in the address beside the drawing. */
  readonly settings: () => Iterable<readonly [string, string]>;
  /** What is drawn, where the labels of the network don't say it: "letter". */
  readonly what?: () => string;
}

/** What is on the canvas; changed by {@link DrawingController.put} only. */
export interface Canvas {
  readonly strokes: readonly Stroke[];
  /** Index of the test image on the canvas. */
  readonly chosen: number | null;
}

/**
 * A canvas on which there is a drawing, a test image, or a drawing on a test image, for a network to
 * look at. Keeps the reader's drawing, and the state of the canvas in the address.
 */
export class DrawingController implements ReactiveController, Canvas {
  strokes: readonly Stroke[] = [];
  chosen: number | null = null;
  examples: readonly Example[] = [];
  /** Fetches the examples once more, where they could not be fetched; null otherwise. */
  retry: (() => Promise<void>) | null = null;
  /** The reader's last drawing of such a thing, here or on another page; null where there is none. */
  own: readonly Stroke[] | null = null;

  /** The drawing was made by the reader, not by the page. */
  private byHand = false;
  private stopFollowing: (() => void) | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & UrlStateful,
    private readonly network: ModelController,
    private readonly options: DrawingOptions,
  ) {
    host.addController(this);
  }

  hostDisconnected(): void {
    this.stopFollowing?.();
    this.stopFollowing = undefined;
  }

  /** Fetches the row of test images of the model in `base`, and takes the address's state over. */
  async prepare(base: string, card: Card): Promise<void> {
    // The labels are shown at once.
    this.host.requestUpdate();
    // A network without its test images still looks at drawings.
    await this.fetch(base, card, false);
    this.stopFollowing ??= onDrawingSaved(this.what, () => this.lookForOwn());
    this.lookForOwn();
    this.host.requestUpdate();
    this.host.applySettings(readUrlState(location.href, this.host));
  }

  private async fetch(base: string, card: Card, fresh: boolean): Promise<void> {
    try {
      this.examples = await fetchExamples(base, card, ROW, fresh);
      this.retry = null;
    } catch {
      this.retry = () => this.fetch(base, card, true);
    }
    this.host.requestUpdate();
  }

  /** Puts something on the canvas; what is not named stays. */
  put(change: Partial<Canvas>, byHand = false): void {
    this.byHand = byHand;
    Object.assign(this, change);
    this.host.requestUpdate();
  }

  /** Takes everything off the canvas. */
  clear(): void {
    this.put({ strokes: [], chosen: null });
    this.lookForOwn();
  }

  /** Keeps the reader's drawing, and puts the state into the address. */
  save(): void {
    if (this.network.card === null) return;
    if (this.byHand && this.example === null) saveDrawing(this.what, this.strokes);
    this.writeUrl();
  }

  /** Puts the state into the address. */
  writeUrl(): void {
    if (this.network.card !== null) writeUrlState(this.host, this.settings);
  }

  /** Height, width and channels of what the network takes in. */
  get shape(): readonly [number, number, number] {
    const [height = 1, width = 1, channels = 1] = this.network.shape;
    return [height, width, channels];
  }

  /** What is drawn here: "digit". */
  get what(): string {
    return this.options.what?.() ?? noun(this.network.labels);
  }

  get example(): Example | null {
    return this.chosen === null ? null : (this.examples[this.chosen] ?? null);
  }

  /** The test image as ink, to stand behind the strokes. */
  get backdrop(): Backdrop | null {
    if (this.example === null) return null;
    const [height, width, channels] = this.shape;
    const coverage = toCoverage(this.example.input, this.network.range, channels);
    return { coverage, width, height };
  }

  get empty(): boolean {
    return this.strokes.length === 0 && this.example === null;
  }

  /** Exactly the numbers that the network is given for what is on the canvas. */
  get input(): Float32Array {
    const [height, width, channels] = this.shape;
    const { range } = this.network;
    if (this.example === null) {
      return toInput(this.options.fit()(this.strokes, PEN_RADIUS, width, height), range, channels);
    }
    if (this.strokes.length === 0) return this.example.input;
    const below = toCoverage(this.example.input, range, channels);
    const above = squeezed(this.strokes, PEN_RADIUS, width, height);
    return toInput(overlaid(below, above), range, channels);
  }

  /** The place in the row that settings name, or null. */
  chosenIn(settings: ReadonlyMap<string, string>): number | null {
    const image = Number(settings.get("image") ?? 0);
    return image >= 1 && image <= this.examples.length ? image - 1 : null;
  }

  /** What stands in the address. */
  private get settings(): Map<string, string> {
    const settings = new Map<string, string>();
    if (this.chosen !== null) settings.set("image", String(this.chosen + 1));
    if (this.strokes.length > 0) settings.set("drawing", toText(this.strokes));
    for (const [name, value] of this.options.settings()) settings.set(name, value);
    return settings;
  }

  /** What the reader has drawn before; not while he or she draws, as the page would move. */
  private lookForOwn(): void {
    if (!this.empty || this.network.card === null) return;
    this.own = savedDrawing(this.what);
    this.host.requestUpdate();
  }
}
