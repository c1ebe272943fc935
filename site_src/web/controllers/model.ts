/** A network of an element: fetched when it is wanted, with progress, and tried again when that fails. */
import {
  html,
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { compiledOf, fetchCard, type Card } from "../runtime/card.ts";
import { RetryablePromise } from "../retryable-promise.ts";
import { client } from "../runtime/client.ts";
import type { RemoteModel } from "../runtime/worker-client.ts";
import { userMessage, UserFacingError } from "../runtime/files.ts";
import { VisibilityController } from "./visibility.ts";
import { problemBox } from "../elements/problem.ts";
import { progressBar } from "../elements/progress-bar.ts";
import { modelUrl } from "../site.ts";

export type ModelState = "idle" | "loading" | "ready" | "error";

export interface ModelOptions {
  /** Name of the exported model. */
  readonly name: () => string;
  /** Whether its layers are looked into: then TensorFlow.js runs it, and not the compiled network. */
  readonly layers?: boolean;
  /** Fetches what is shown before a touch; called once, when the element comes near the window. */
  readonly near?: (base: string, card: Card) => Promise<void>;
  /** Called with the network each time that it has been loaded. */
  readonly ready?: (network: RemoteModel) => Promise<void> | void;
}

/**
 * The card comes when the element comes near the window, the network at the first {@link touch}.
 * The element's `data-state` tells how far that is.
 */
export class ModelController implements ReactiveController {
  state: ModelState = "idle";
  card: Card | null = null;
  remote: RemoteModel | null = null;
  /** Share of the bytes that have arrived, 0 to 1. */
  progress = 0;
  problem = "";

  private readonly preparing = new RetryablePromise<void>();
  private loading: Promise<void> | undefined;

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly options: ModelOptions,
  ) {
    host.addController(this);
    new VisibilityController(host, () =>
      this.prepare(false).catch((error: unknown) => this.fail(error)),
    );
  }

  hostUpdated(): void {
    this.host.dataset["state"] = this.state;
  }

  /** Fetches what is shown before a touch, unless that has begun. */
  prepared(): Promise<void> {
    return this.prepare(false);
  }

  /** Fetches the network and what runs it, unless that has begun. */
  touch(): void {
    if (this.state === "idle") this.begin(false);
  }

  /** The network, once it is there. Rejects when it cannot be loaded. */
  async loaded(): Promise<RemoteModel> {
    this.touch();
    while (this.state === "loading") await this.loading;
    if (this.remote === null) throw new UserFacingError(this.problem);
    return this.remote;
  }

  /** Puts the element into its state of failure, with a sentence. */
  fail(error: unknown): void {
    this.state = "error";
    this.remote = null;
    this.problem = userMessage(error);
    this.host.requestUpdate();
  }

  /** Of one example of the first input: of a picture rows, columns, channels. */
  get shape(): readonly number[] {
    return this.card?.inputs[0]?.shape ?? [1, 1, 1];
  }

  /** Smallest and largest value that the network was trained on. */
  get range(): readonly [number, number] {
    return this.card?.inputs[0]?.range ?? [0, 1];
  }

  /** The labels of the classes, numbers where the card has none. */
  get labels(): readonly string[] {
    const count = this.card?.outputs[0]?.shape.at(-1) ?? 0;
    return this.card?.labels ?? Array.from({ length: count }, (_, index) => String(index));
  }

  /** How far it has come; once it runs, whether that is slower than it could be. */
  renderStatus(): TemplateResult | typeof nothing {
    if (this.state === "loading") return progressBar("Loading the network", this.progress);
    if (this.remote?.backend !== "cpu" || client.chosenBackend !== "auto") return nothing;
    return html`
      <p class="muted notice" role="note">
        This browser runs no WebAssembly here, so TensorFlow.js computes in JavaScript: the same
        numbers, more slowly.
      </p>
    `;
  }

  renderProblem(): TemplateResult {
    return problemBox("The network is not here.", this.problem, () => this.begin(true));
  }

  /** Address of the folder of what runs. */
  private get base(): string {
    const base = modelUrl(this.options.name());
    return this.options.layers ? base : compiledOf(base);
  }

  private begin(fresh: boolean): void {
    this.loading = this.load(fresh);
  }

  private prepare(fresh: boolean): Promise<void> {
    return this.preparing.get(() => this.fetchCard(fresh));
  }

  private async fetchCard(fresh: boolean): Promise<void> {
    try {
      const { base } = this;
      this.card = await fetchCard(base, fresh);
      await this.options.near?.(base, this.card);
      this.host.requestUpdate();
      client.warmUp();
    } catch (error) {
      // Another try begins with the card, and fetches what belongs to it, too.
      this.card = null;
      throw error;
    }
  }

  private async load(fresh: boolean): Promise<void> {
    this.state = "loading";
    this.progress = 0;
    this.problem = "";
    this.host.requestUpdate();
    try {
      // With the card at hand the worker is told at once, before the page paints that it loads.
      if (this.card === null) await this.prepare(fresh);
      this.remote = await client.loadModel(this.base, {
        card: this.card ?? undefined,
        fresh,
        progress: (done, total) => {
          this.progress = done / total;
          this.host.requestUpdate();
        },
      });
      this.card = this.remote.card;
      this.state = "ready";
      await this.options.ready?.(this.remote);
      this.host.requestUpdate();
    } catch (error) {
      this.fail(error);
    }
  }
}
