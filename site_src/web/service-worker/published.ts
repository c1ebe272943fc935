/** What is published: each version of the site lists its files with their digests (files.json). */

export const root = new URL((globalThis as unknown as ServiceWorkerScope).registration.scope);

/** The part of a service worker's global scope used here; the `dom` library does not have it. */
interface ServiceWorkerScope {
  readonly registration: ServiceWorkerRegistration;
}

export interface Published {
  readonly version: string;
  /** SHA-256, hexadecimal, by paths from the site's root. Pages are not among them. */
  readonly files: Readonly<Record<string, string>>;
}

/** As esbuild, Material and the pipeline write it: `name-HASH.js`, `name.hash.min.js`. */
export const HASHED = /[-.](?:[0-9a-f]{8,10}|[0-9A-Z]{8})(\.[\w.]+)$/;

let known: Promise<Published> | undefined;

/** Fetches the list as it is now. Rejects where there is none. */
export function fetchPublished(): Promise<Published> {
  known = fetch(new URL("assets/files.json", root), { cache: "no-cache" }).then((response) => {
    if (!response.ok) throw new Error(`files.json: ${response.status}`);
    return response.json() as Promise<Published>;
  });
  return known;
}

/** Path from the site's root; undefined for what is not of the site. */
export function pathOf(url: string): string | undefined {
  const { origin, pathname } = new URL(url);
  const address = origin + pathname;
  return address.startsWith(root.href) ? decodeURI(address.slice(root.href.length)) : undefined;
}

/**
 * Fetches a file, past what the browser keeps if that is not what was published, and keeps it under
 * its address in `cache`. `first` is an answer that has come already. Rejects, and keeps nothing,
 * where the content has another digest than the one that is published, or none is.
 */
export async function keepChecked(url: string, cache: Cache, first?: Response): Promise<Response> {
  const expected = await digestOf(url);
  if (expected === undefined) throw new Error(`${url} is not published`);
  for (const cached of ["default", "reload"] as const) {
    const response = cached === "default" && first ? first : await fetch(url, { cache: cached });
    // A connection may break in the middle.
    const content = await response
      .clone()
      .arrayBuffer()
      .catch(() => new ArrayBuffer());
    if (!response.ok || (await sha256(content)) !== expected) continue;
    await cache.put(url, response.clone());
    return response;
  }
  throw new Error(`${url} is not what was published`);
}

/** The digest that is published of the file at this address; undefined where there is none. */
export async function digestOf(url: string): Promise<string | undefined> {
  const path = pathOf(url);
  if (path === undefined) return undefined;
  const { files } = await (known ?? fetchPublished()).catch(fetchPublished);
  // A file that the list does not have may be of a newer version.
  return files[path] ?? (await fetchPublished()).files[path];
}

async function sha256(content: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
