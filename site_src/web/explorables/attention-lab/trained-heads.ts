/** The trained GPT in the lab: its network, and how far it has come with the reader's list. */
import type { ReactiveController, ReactiveControllerHost } from "lit";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { END, EQUALS, Sorter, TOKENS, type Moment } from "./sorter.ts";

/** The exported model's name. */
const MODEL = "sorter";

export interface Wanted {
  readonly list: string;
  /** How many tokens are to be written. */
  readonly wrote: number;
}

/** Follows what is wanted; the network comes when the first token is. */
export class TrainedHeads implements ReactiveController {
  readonly model: ModelController;
  private sorter: Sorter | undefined;
  private readonly latest: LatestWinsController;

  /** `wanted` says what the reader has set; `told` is called when that has been written. */
  constructor(
    private readonly host: ReactiveControllerHost & HTMLElement,
    private readonly wanted: () => Wanted,
    private readonly told: () => void,
  ) {
    this.model = new ModelController(host, { name: () => MODEL });
    this.latest = new LatestWinsController(host, {
      run: () => this.write(),
      onIdle: () => {},
      onComplete: told,
    });
    host.addController(this);
  }

  hostUpdated(): void {
    const { list, wrote } = this.wanted();
    // What has failed is tried again by its button alone.
    if (this.model.state === "error") return;
    const known =
      this.sorter?.list === list && (this.sorter.ended || this.sorter.written.length >= wrote);
    if (wrote === 0 || known) this.told();
    else this.latest.request();
  }

  private async write(): Promise<void> {
    try {
      const network = await this.model.loaded();
      const { list, wrote } = this.wanted();
      if (this.sorter?.list !== list)
        this.sorter = new Sorter(list, (...inputs) => network.predict(...inputs), network.card);
      await this.sorter.write(wrote);
      this.host.requestUpdate();
    } catch (error) {
      this.model.fail(error);
    }
  }

  /** What is known of the list that is wanted. */
  private get current(): Sorter | undefined {
    return this.sorter?.list === this.wanted().list ? this.sorter : undefined;
  }

  /** How many tokens are written, of those that are wanted. */
  get written(): number {
    return Math.min(this.wanted().wrote, this.current?.written.length ?? 0);
  }

  /** The list, the equals sign, and the tokens that are written. */
  get tokens(): readonly number[] {
    const digits = Array.from(this.wanted().list, Number);
    return [...digits, EQUALS, ...(this.current?.written.slice(0, this.written) ?? [])];
  }

  /** The last step of those that are wanted. */
  get moment(): Moment | undefined {
    return this.current?.moment(this.written);
  }

  /** Whether nothing more comes. */
  get ended(): boolean {
    return this.current?.ended === true && this.written === this.current.written.length;
  }

  get sentence(): string {
    const { moment, tokens } = this;
    if (moment === undefined) return "Press “Next token”, and it begins to write.";
    const [read = EQUALS, next = END] = tokens.slice(-2);
    const what = next === END ? "the end" : TOKENS[next];
    const wrote = `It reads ${TOKENS[read] ?? ""} and writes ${what ?? ""}, with ${percent(moment.probability)}.`;
    const late = this.written > this.wanted().list.length;
    return `${wrote} ${late || this.ended ? this.outcome : this.look(moment, next)}`;
  }

  private get outcome(): string {
    const wanted = Array.from(this.wanted().list).sort().join(" ");
    return this.current?.right
      ? "Sorted, without a mistake."
      : `Not sorted: in order it would be ${wanted}.`;
  }

  /** Which head has most of its look on what was written. */
  private look({ shares }: Moment, next: number): string {
    const copies = Array.from(this.wanted().list, (digit) => Number(digit) === next);
    if (!copies.includes(true)) return `There's no ${TOKENS[next] ?? ""} in the list.`;
    const there = shares.map((share) =>
      copies.reduce((sum, copy, at) => sum + (copy ? (share[at] ?? 0) : 0), 0),
    );
    const most = Math.max(...there);
    return `Of all heads, ${headName(there.indexOf(most))} looks at ${TOKENS[next] ?? ""} in the list most: ${percent(most)} of its look.`;
  }
}

/** Heads in a block of the exported network. */
const HEADS = 2;

/** 2 -> "2.1": the first head of the second block. */
export function headName(at: number): string {
  return `${Math.floor(at / HEADS) + 1}.${(at % HEADS) + 1}`;
}

/** 0.814 -> "81%". */
export function percent(share: number): string {
  return `${Math.round(100 * share)}%`;
}
