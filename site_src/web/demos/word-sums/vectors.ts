/** Words as rows of numbers, out of a file that a tutorial's run wrote. */
import { fetchFile, UserFacingError } from "../../runtime/files.ts";
import { paced, readBytes } from "../../runtime/stream.ts";

export interface Neighbour {
  readonly word: string;
  readonly cosine: number;
}

/** The common words first; each a direction, a row of length 1. */
export class WordVectors {
  private readonly places: ReadonlyMap<string, number>;

  constructor(
    readonly words: readonly string[],
    /** All rows, one after another. */
    private readonly rows: Float32Array,
    /** The two directions in which the words differ most. */
    readonly directions: readonly Float32Array[],
  ) {
    this.places = new Map(words.map((word, place) => [word, place]));
  }

  /** How many numbers a word has. */
  get size(): number {
    return this.rows.length / this.words.length;
  }

  /** The place of a word; undefined where there is no such word. */
  find(word: string): number | undefined {
    return this.places.get(word);
  }

  row(place: number): Float32Array {
    return this.rows.subarray(place * this.size, (place + 1) * this.size);
  }

  /** The sum of the first rows, less the second ones. */
  sum(plus: readonly number[], minus: readonly number[] = []): Float32Array {
    const total = new Float32Array(this.size);
    for (const [places, sign] of [
      [plus, 1],
      [minus, -1],
    ] as const) {
      for (const place of places)
        this.row(place).forEach(
          (value, index) => (total[index] = (total[index] ?? 0) + sign * value),
        );
    }
    return total;
  }

  /** How far each word lies along a direction, whatever its length. */
  along(direction: Float32Array): Float32Array {
    const { rows, size } = this;
    const length = Math.hypot(...direction) || 1;
    return Float32Array.from(this.words, (_, place) => {
      let sum = 0;
      for (let index = 0, at = place * size; index < size; index++, at++)
        sum += (rows[at] ?? 0) * (direction[index] ?? 0);
      return sum / length;
    });
  }

  /** The words that point most nearly the same way. */
  nearest(direction: Float32Array, count: number): Neighbour[] {
    const cosines = this.along(direction);
    const best: number[] = [];
    cosines.forEach((cosine, place) => {
      if (best.length === count && cosine <= (cosines[best.at(-1) ?? 0] ?? 0)) return;
      const before = best.findIndex((other) => (cosines[other] ?? 0) < cosine);
      best.splice(before < 0 ? best.length : before, 0, place);
      best.length = Math.min(best.length, count);
    });
    return best.map((place) => ({
      word: this.words[place] ?? "",
      cosine: cosines[place] ?? 0,
    }));
  }

  /** The most common words that begin so. */
  suggestions(beginning: string, count = 8): string[] {
    if (beginning === "") return [];
    const found: string[] = [];
    for (const word of this.words) {
      if (word.startsWith(beginning)) found.push(word);
      if (found.length === count) break;
    }
    return found;
  }
}

/**
 * Reads the file: the length of its header, the header as JSON, a scale for each word, and the rows
 * in whole numbers of one byte.
 */
export function readVectors(bytes: Uint8Array<ArrayBuffer>): WordVectors {
  const damaged = new UserFacingError("The file with the words is damaged.");
  if (bytes.length < 4) throw damaged;
  const start = 4 + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
  if (start > bytes.length) throw damaged;
  const { words, directions } = readHeader(bytes.subarray(4, start), damaged);
  const size = directions[0]?.length ?? 0;
  const body = start + 4 * words.length;
  if (size === 0 || bytes.length !== body + size * words.length) throw damaged;
  const scales = new Float32Array(bytes.slice(start, body).buffer);
  const whole = new Int8Array(bytes.slice(body).buffer);
  const rows = Float32Array.from(
    whole,
    (value, at) => value * (scales[Math.floor(at / size)] ?? 0),
  );
  for (let at = 0; at < rows.length; at += size) {
    const row = rows.subarray(at, at + size);
    const length = Math.hypot(...row) || 1;
    row.forEach((value, index) => (row[index] = value / length));
  }
  return new WordVectors(words, rows, directions);
}

function readHeader(
  bytes: Uint8Array,
  damaged: Error,
): { words: readonly string[]; directions: readonly Float32Array[] } {
  try {
    const { words, directions } = JSON.parse(new TextDecoder().decode(bytes)) as {
      words: string;
      directions: number[][];
    };
    return {
      words: words.split(" "),
      directions: directions.map((direction) => Float32Array.from(direction)),
    };
  } catch {
    throw damaged;
  }
}

/** Fetches the file, and tells how far it has come, from 0 to 1. */
export async function fetchVectors(
  address: string,
  fresh: boolean,
  tell: (share: number) => void,
): Promise<WordVectors> {
  const response = await fetchFile(address, fresh);
  const total = Number(response.headers.get("content-length"));
  const progress = paced(total, (done) => tell(total > 0 ? done / total : 0));
  return readVectors(await readBytes(response, total, progress));
}
