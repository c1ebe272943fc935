/** A file of an element: fetched when it is wanted, with progress, and tried again when that fails. */
import {
  nothing,
  type ReactiveController,
  type ReactiveControllerHost,
  type TemplateResult,
} from "lit";
import { problemBox } from "../elements/problem.ts";
import { progressBar } from "../elements/progress-bar.ts";
import { used } from "../events.ts";
import { RetryablePromise } from "../retryable-promise.ts";
import { userMessage } from "../runtime/files.ts";

export interface FileOptions<Content> {
  /** The file, as the page names it. */
  readonly file: () => string;
  /** What is in it, for a sentence: "the words". */
  readonly what: string;
  readonly fetch: (
    address: string,
    fresh: boolean,
    tell: (share: number) => void,
  ) => Promise<Content>;
  /** Called once it is there. */
  readonly ready: (content: Content) => void;
}

/** Elements of a page share what they have fetched. */
const files = new Map<string, RetryablePromise<unknown>>();

export class FileController<Content> implements ReactiveController {
  state: "idle" | "loading" | "ready" | "error" = "idle";
  content: Content | null = null;
  private progress = 0;
  private problem = "";

  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly options: FileOptions<Content>,
  ) {
    host.addController(this);
  }

  hostUpdated(): void {
    this.host.dataset["file"] = this.state;
  }

  /** Fetches the file, unless that has begun. */
  touch(): void {
    if (this.state === "idle") void this.load(false);
  }

  renderStatus(): TemplateResult | typeof nothing {
    return this.state === "loading"
      ? progressBar(`Loading ${this.options.what}`, this.progress)
      : nothing;
  }

  renderProblem(): TemplateResult | typeof nothing {
    if (this.state !== "error") return nothing;
    const { what } = this.options;
    const title = `${what.charAt(0).toUpperCase()}${what.slice(1)} are not here.`;
    return problemBox(title, this.problem, () => this.load(true));
  }

  private async load(fresh: boolean): Promise<void> {
    this.state = "loading";
    this.progress = 0;
    this.host.requestUpdate();
    try {
      const address = new URL(this.options.file(), document.baseURI).href;
      const file = files.get(address) ?? new RetryablePromise<unknown>();
      files.set(address, file);
      this.content = (await file.get(() =>
        this.options.fetch(address, fresh, (share) => this.tell(share)),
      )) as Content;
      this.state = "ready";
      this.host.dispatchEvent(used([address]));
      this.options.ready(this.content);
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
