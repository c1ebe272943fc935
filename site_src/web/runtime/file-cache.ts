/**
 * Files of models: checked against their digest, and kept by it in the Cache API, so that the same
 * file is fetched once and another one never taken for it. Pages, the worker and the service worker
 * all use this.
 */
import { fetchFile, UserFacingError } from "./files.ts";
import { readBytes, type Progress } from "./stream.ts";

/** What a file has to be. */
export interface Expected {
  readonly bytes?: number;
  /** SHA-256, hexadecimal, or how it begins. */
  readonly sha256: string;
}

export interface FetchOptions {
  /** Go past all caches. */
  readonly fresh?: boolean;
  readonly progress?: Progress;
}

/** Of a digest that name a version of a file, as in the names of scripts and in what pages know of cards. */
const DIGITS = 10;
/** Where they are kept, each under its address and its digest. */
export const CACHE = "models";

/** It is not the file that was published, or not that of this version of the site. */
export class DamagedFileError extends UserFacingError {}

/** The address under which a file is kept. */
export function keyOf(url: URL, { sha256 }: Expected): URL {
  const key = new URL(url);
  key.searchParams.set("sha256", sha256.slice(0, DIGITS));
  return key;
}

/** Fetches a file, or takes what was kept. Throws a {@link UserFacingError} when it is not what it has to be. */
export async function fetchChecked(
  url: URL,
  expected: Expected,
  { fresh = false, progress = () => {} }: FetchOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const key = keyOf(url, expected);
  const cache = await openCache();
  const cached = fresh ? undefined : await cache?.match(key);
  if (cached !== undefined) {
    const bytes = new Uint8Array(await cached.arrayBuffer());
    if (await fits(bytes, expected)) {
      progress(bytes.length);
      return bytes;
    }
  }
  const response = await fetchFile(url, fresh);
  const bytes = await readBytes(response, expected.bytes ?? 0, progress);
  if (!(await fits(bytes, expected))) {
    const name = url.pathname.split("/").at(-1);
    throw new DamagedFileError(`${name} arrived damaged: it is not the file that was published.`);
  }
  // Nobody waits for it, and without room for it, it works all the same.
  if (cache !== undefined)
    keeping = Promise.allSettled([keeping, cache.put(key, new Response(bytes))]);
  return bytes;
}

let keeping: Promise<unknown> = Promise.resolve();

/** Resolves when what has been fetched so far is kept, or cannot be. */
export async function cacheWritesDone(): Promise<void> {
  await keeping;
}

/** Undefined where there is none: outside of HTTPS and localhost, or in some private windows. */
async function openCache(): Promise<Cache | undefined> {
  const storage = globalThis.caches as CacheStorage | undefined;
  return storage?.open(CACHE).catch(() => undefined);
}

async function fits(bytes: Uint8Array<ArrayBuffer>, expected: Expected): Promise<boolean> {
  if (expected.bytes !== undefined && bytes.length !== expected.bytes) return false;
  // crypto.subtle exists only over HTTPS and on localhost.
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return true;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.startsWith(expected.sha256);
}
