import { LitElement, type PropertyDeclarations } from "lit";
import type { RemoteModel } from "../runtime/client.ts";
import { toText } from "./drawing.ts";
import { fetchExamples, type Example } from "./example.ts";
import { keep, kept, onKeep } from "./keepsake.ts";
import { Network } from "./network.ts";
import { Onlooker } from "./onlooker.ts";
import type { Pad } from "./pad.ts";
import { overlaid, squeezed, toCoverage, toInput } from "./preprocess.ts";
import { remember, settingsIn, type Settings, type Steerable } from "./steer.ts";
import { PEN_RADIUS, type Stroke } from "./strokes.ts";
import { noun } from "./words.ts";

/** Pictures in the row of test images. */
const ROW = 12;

/**
 * What `<draw-and-classify>` and `<look-inside>` share: an exported network, and a canvas on which
 * there is a drawing, a test image, or a drawing on a test image, for the network to look at.
 */
export abstract class DrawingDemo extends LitElement implements Steerable {
  static override properties: PropertyDeclarations = {
    model: { type: String },
    examples: { state: true },
    strokes: { state: true },
    chosen: { state: true },
    own: { state: true },
    spoken: { state: true },
  };

  /** Name of an exported model: its folder in models/. */
  declare model: string;
  declare protected examples: readonly Example[];
  declare protected strokes: readonly Stroke[];
  /** Index of the test image on the canvas. */
  declare protected chosen: number | null;
  /** The reader's last drawing of such a thing, here or on another page; null where there is none. */
  declare protected own: readonly Stroke[] | null;
  /** What screen readers are told of the drawing; changes only when it rests. */
  declare protected spoken: string;

  /** The drawing was made by the reader, not by the page. */
  protected byHand = false;
  private stopKeeping: (() => void) | undefined;
  protected readonly network = new Network(this, {
    name: () => this.model,
    near: async (base, card) => {
      // The labels are shown at once.
      this.requestUpdate();
      // A network without its test images still looks at drawings.
      this.examples = await fetchExamples(base, card, ROW).catch(() => []);
      this.stopKeeping ??= onKeep(this.what, () => this.lookForOwn());
      this.lookForOwn();
      this.steer(settingsIn(location.href, this));
    },
    ready: (network) => this.ready(network),
  });
  protected readonly onlooker = new Onlooker(this, {
    look: async () => {
      const { remote } = this.network;
      if (remote === null || this.empty) return;
      try {
        await this.consult(remote);
      } catch (error) {
        this.network.fail(error);
      }
    },
    rested: () => this.rested(),
    seen: () => this.settle(),
  });

  constructor() {
    super();
    this.model = "";
    this.examples = [];
    this.strokes = [];
    this.chosen = null;
    this.own = null;
    this.spoken = "";
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopKeeping?.();
    this.stopKeeping = undefined;
  }

  /** How a drawing is fitted into what the network takes in. */
  protected abstract get fitting(): typeof squeezed;

  /** The network has been loaded. */
  protected abstract ready(network: RemoteModel): Promise<void> | void;

  /** Asks the network about {@link input}, and shows what it says. Rejects when it cannot. */
  protected abstract consult(network: RemoteModel): Promise<void>;

  /** Nothing is on the canvas: what the network said is shown no more. */
  protected abstract forget(): void;

  /** Called when the drawing rests, and when the network has looked at it, in whatever order. */
  protected abstract settle(): void;

  abstract steer(settings: Settings): void;

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  /** Height, width and channels of what the network takes in. */
  protected get shape(): readonly [number, number, number] {
    const [height = 1, width = 1, channels = 1] = this.network.shape;
    return [height, width, channels];
  }

  /** What is drawn here: "digit". */
  protected get what(): string {
    return noun(this.network.labels);
  }

  protected get example(): Example | null {
    return this.chosen === null ? null : (this.examples[this.chosen] ?? null);
  }

  protected get empty(): boolean {
    return this.strokes.length === 0 && this.example === null;
  }

  /** Exactly the numbers that the network is given for what is on the canvas. */
  protected get input(): Float32Array {
    const [height, width, channels] = this.shape;
    const { range } = this.network;
    if (this.example === null) {
      return toInput(this.fitting(this.strokes, PEN_RADIUS, width, height), range, channels);
    }
    if (this.strokes.length === 0) return this.example.input;
    const below = toCoverage(this.example.input, range, channels);
    const above = squeezed(this.strokes, PEN_RADIUS, width, height);
    return toInput(overlaid(below, above), range, channels);
  }

  /** What stands in the address. */
  protected get settings(): Map<string, string> {
    const settings = new Map<string, string>();
    if (this.chosen !== null) settings.set("image", String(this.chosen + 1));
    if (this.strokes.length > 0) settings.set("drawing", toText(this.strokes));
    return settings;
  }

  /** What the reader has drawn before; not while he or she draws, as the page would move. */
  protected lookForOwn(): void {
    if (this.empty && this.network.card !== null) this.own = kept(this.what);
  }

  /** The reader has drawn something. */
  protected drawn(event: Event): void {
    this.byHand = true;
    this.strokes = (event.target as Pad).strokes;
    this.onlooker.moved();
    this.network.touch();
    this.look();
  }

  private rested(): void {
    if (this.network.card !== null) {
      if (this.byHand && this.example === null) keep(this.what, this.strokes);
      remember(this, this.settings);
    }
    this.settle();
  }

  /** Has the network look at what is on the canvas now; the newest drawing wins, none queue up. */
  protected look(): void {
    if (this.empty) this.forget();
    else if (this.network.remote !== null) this.onlooker.look();
  }
}
