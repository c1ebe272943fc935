/** The cells of a page, which share one Python: what runs, and what has to run before it. */
import { used } from "../../events.ts";
import { PythonClient } from "../../python/client.ts";
import type { CellOutput } from "../../python/interpreter.ts";
import type { CellResult } from "../../python/protocol.ts";
import { userMessage } from "../../runtime/files.ts";

/** A cell, as those know it that run it. */
export interface Cell extends CellOutput {
  /** As errors call it: "cell 3". */
  readonly label: string;
  /** Python that the page does not show, and that comes before it; may be empty. */
  readonly prelude: string;
  readonly code: string;
  readonly check: string;
  /** Whether it is meant to end with an error. */
  readonly raises: boolean;
  /** Now it is this cell's turn; Python may have to be fetched first. */
  begins(): void;
  /** As much of Python has arrived; 1 when it runs. */
  arriving(share: number): void;
  over(result: CellResult): void;
  /** It could not be run at all. */
  failed(message: string): void;
  /** It is as it was before it ran. */
  cleared(): void;
}

const silent: CellOutput = { text: () => {}, drawing: () => {} };

export class PageCells {
  /** The cell that runs. */
  running: Cell | undefined;
  /** In which session a cell has run. */
  private readonly ran = new Map<Cell, number>();
  /** Told whenever another cell runs, or none. */
  private readonly followers = new Set<() => void>();

  constructor(
    private readonly python: PythonClient,
    /** All cells, in the order of the page. */
    private readonly cells: () => readonly Cell[],
  ) {}

  /** Runs a cell, after all above it that have not run in this session. */
  async run(cell: Cell): Promise<void> {
    if (this.running !== undefined) return;
    const cells = this.cells();
    const above = cells.slice(0, cells.indexOf(cell));
    try {
      for (const earlier of above.filter((other) => !this.hasRun(other))) {
        if (await this.runOne(earlier)) continue;
        const message = `This needs ${earlier.label}, which did not come to its end. Look there first.`;
        return cell.failed(message);
      }
      await this.runOne(cell);
    } finally {
      this.turn(undefined);
    }
  }

  stop(): void {
    this.python.stop();
  }

  /** Forgets all that cells have defined and shown. */
  reset(): void {
    this.python.reset();
    for (const cell of this.ran.keys()) cell.cleared();
    this.ran.clear();
  }

  /** Calls `changed` whenever another cell runs, or none; until the returned function is called. */
  follow(changed: () => void): () => void {
    this.followers.add(changed);
    return () => this.followers.delete(changed);
  }

  private hasRun(cell: Cell): boolean {
    return this.ran.get(cell) === this.python.session;
  }

  /** Whether it came to its end. A wrong answer to an exercise is no reason not to go on. */
  private async runOne(cell: Cell): Promise<boolean> {
    const first = !this.hasRun(cell);
    this.turn(cell);
    cell.begins();
    try {
      await this.python.start((share) => cell.arriving(share));
      cell.arriving(1);
      const { label: name, code, check, prelude } = cell;
      const hidden = { name: `what comes before ${name}`, code: prelude, check: "" };
      let result: CellResult | undefined;
      if (first && prelude !== "") result = await this.python.run(hidden, silent);
      if (!result?.error && !result?.stopped) {
        result = await this.python.run({ name, code, check }, cell);
      }
      cell.over(result);
      const ended = (result.error === null || cell.raises) && !result.stopped;
      if (ended) this.ran.set(cell, this.python.session);
      return ended;
    } catch (error) {
      cell.failed(userMessage(error));
      return false;
    }
  }

  private turn(cell: Cell | undefined): void {
    this.running = cell;
    for (const changed of this.followers) changed();
  }
}

/** Starts the worker of the site, and has what it takes kept for when there is no network. */
export function newPythonWorker(): Worker {
  const address = (file: string): string => new URL(file, import.meta.url).href;
  document.dispatchEvent(used(LBL_PYTHON.files.map(address)));
  return new Worker(address(LBL_PYTHON.worker), { type: "module" });
}
