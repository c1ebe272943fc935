/** The words of an element: fetched when they are wanted, and tried again when that fails. */
import {
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { problemBox } from "../../elements/problem.ts";
import { progressBar } from "../../elements/progress-bar.ts";
import { used } from "../../events.ts";
import { RetryablePromise } from "../../retryable-promise.ts";
import { userMessage } from "../../runtime/files.ts";
import { fetchVectors, type WordVectors } from "./vectors.ts";

/** Elements of a page share what they have fetched. */
const files = new Map<string, RetryablePromise<WordVectors>>();

/** The element's `data-state` tells how far it is. */
export class VectorsController implements ReactiveController {
  state: "idle" | "loading" | "ready" | "error" = "idle";
  vectors: WordVectors | null = null;
  private progress = 0;
  private problem = "";

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    /** The file, as the page names it. */
    private readonly file: () => string,
    /** Called once they are there. */
    private readonly ready: (vectors: WordVectors) => void,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.host.dataset["state"] = this.state;
  }

  /** Fetches the words, unless that has begun. */
  touch(): void {
    if (this.state === "idle") void this.load(false);
  }

  renderStatus(): TemplateResult | typeof nothing {
    return this.state === "loading" ? progressBar("Loading the words", this.progress) : nothing;
  }

  renderProblem(): TemplateResult | typeof nothing {
    if (this.state !== "error") return nothing;
    return problemBox("The words are not here.", this.problem, () => this.load(true));
  }

  private async load(fresh: boolean): Promise<void> {
    this.state = "loading";
    this.progress = 0;
    this.host.requestUpdate();
    try {
      const address = new URL(this.file(), document.baseURI).href;
      const file = files.get(address) ?? new RetryablePromise<WordVectors>();
      files.set(address, file);
      this.vectors = await file.get(() =>
        fetchVectors(address, fresh, (share) => this.tell(share)),
      );
      this.state = "ready";
      this.host.dispatchEvent(used([address]));
      this.ready(this.vectors);
    } catch (error) {
      this.state = "error";
      this.problem = userMessage(error);
    }
    this.host.requestUpdate();
  }

  private tell(share: number): void {
    this.progress = share;
    this.host.requestUpdate();
  }
}
