/** The ten thousand digits that a page trains with, file by file (see pipeline/training_digits.py). */
import { RetryablePromise } from "../../retryable-promise.ts";
import { fetchFile, UserFacingError } from "../files.ts";
import { fetchChecked } from "../file-cache.ts";

interface Shard {
  readonly file: string;
  readonly count: number;
  readonly bytes: number;
  readonly sha256: string;
}

interface Index {
  readonly format: string;
  readonly version: number;
  readonly side: number;
  readonly test: Shard;
  readonly train: readonly Shard[];
}

/** Labelled pictures: pixels from 0 to 255, one picture after the other. */
export interface Labelled {
  readonly images: Uint8Array<ArrayBuffer>;
  readonly labels: Uint8Array<ArrayBuffer>;
}

/** Pixels along each side of a picture. */
export const SIDE = 28;
const PIXELS = SIDE * SIDE;

/** What has been fetched of the digits; every file only once for a page. */
export class Digits {
  private readonly index = new RetryablePromise<Index>();
  private readonly shards = new Map<string, RetryablePromise<Labelled>>();
  /** Something failed: what the browser has of it may be damaged. */
  private failed = false;

  constructor(
    /** Address of the folder, ending in a slash. */
    private readonly base: string,
  ) {}

  /** The digits that no network learns from. */
  async test(): Promise<Labelled> {
    return this.shard((await this.contents()).test);
  }

  /** The digits to learn from, from the `start`th to the `end`th, a file at a time, in order. */
  async *train(start: number, end: number): AsyncGenerator<Labelled> {
    let place = 0;
    for (const shard of (await this.contents()).train) {
      const [first, last] = [Math.max(start - place, 0), Math.min(end - place, shard.count)];
      place += shard.count;
      if (first >= last) continue;
      const { images, labels } = await this.shard(shard);
      yield {
        images: images.subarray(first * PIXELS, last * PIXELS),
        labels: labels.subarray(first, last),
      };
    }
  }

  private contents(): Promise<Index> {
    const url = new URL("digits.json", this.base);
    return this.noting(this.index.get(() => readIndex(url, this.failed)));
  }

  private shard(shard: Shard): Promise<Labelled> {
    const { file } = shard;
    const loading = this.shards.get(file) ?? new RetryablePromise<Labelled>();
    this.shards.set(file, loading);
    const url = new URL(file, this.base);
    return this.noting(loading.get(() => readShard(url, shard, this.failed)));
  }

  private noting<Value>(loading: Promise<Value>): Promise<Value> {
    loading.catch(() => (this.failed = true));
    return loading;
  }
}

async function readIndex(url: URL, fresh: boolean): Promise<Index> {
  let index: Index;
  try {
    index = (await (await fetchFile(url, fresh)).json()) as Index;
  } catch (error) {
    if (error instanceof UserFacingError) throw error;
    throw new UserFacingError("digits.json is damaged: it is not JSON.");
  }
  if (index.format !== "layerbylayer-digits" || index.version !== 1 || index.side !== SIDE) {
    throw new UserFacingError("The digits are of another version than this page. Reload the page.");
  }
  return index;
}

async function readShard(url: URL, shard: Shard, fresh: boolean): Promise<Labelled> {
  const bytes = await fetchChecked(url, shard, { fresh });
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const content = new Uint8Array(await new Response(unpacked).arrayBuffer());
  if (content.length !== shard.count * (1 + PIXELS)) {
    throw new UserFacingError(`${shard.file} does not hold ${shard.count} digits.`);
  }
  return { labels: content.subarray(0, shard.count), images: content.subarray(shard.count) };
}
