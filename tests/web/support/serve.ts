/**
 * A small static server, as GitHub Pages is one: index.html for folders, gzip for text, nothing else.
 *
 * From the command line: `npx tsx tests/web/support/serve.ts [folder] [port]`.
 */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { Transform } from "node:stream";
import { createGzip } from "node:zlib";

const types: Readonly<Record<string, string>> = {
  ".bin": "application/octet-stream",
  ".css": "text/css; charset=utf-8",
  ".gz": "application/gzip",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".ipynb": "application/json",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".py": "text/x-python; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webp": "image/webp",
  ".xml": "application/xml",
};
const compressible = /^text\/|json|javascript|svg|xml|wasm/;

/** A request with this header gets half of the file; then the connection breaks. */
export const CUT_OFF = "x-cut-off";

export interface Server {
  /** Address of the root, ending in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

export interface ServeOptions {
  readonly port?: number;
  /** Path of the site's root, with slashes at both ends; nothing is outside of it. */
  readonly prefix?: string;
  /** Bytes per second of each answer; as fast as it goes by default. */
  readonly rate?: number;
  /** Further headers of every answer, such as a Content-Security-Policy. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Serves `folder` on this machine; port 0, the default, takes a free one. */
export async function serve(folder: string, options: ServeOptions = {}): Promise<Server> {
  const root = resolve(folder);
  const server = createServer((request, response) => {
    answer(root, options, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed);
    server.listen(options.port ?? 0, "127.0.0.1", ready);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}${options.prefix ?? "/"}`,
    close: () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}

async function answer(
  root: string,
  { headers = {}, prefix = "/", rate = Infinity }: ServeOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? "/", "http://localhost");
  let path = join(root, normalize(decodeURIComponent(pathname.slice(prefix.length - 1))));
  const notFound = (): void => {
    response.writeHead(404, { "content-type": "text/plain; charset=utf-8", ...headers });
    response.end("Not found\n");
  };
  const inside = path === root || path.startsWith(root + sep);
  if (!inside || !pathname.startsWith(prefix)) return notFound();
  let info = await stat(path).catch(() => undefined);
  if (info?.isDirectory()) {
    if (!pathname.endsWith("/")) {
      response.writeHead(301, { location: `${pathname}/` }).end();
      return;
    }
    path = join(path, "index.html");
    info = await stat(path).catch(() => undefined);
  }
  if (!info?.isFile()) return notFound();

  const type = types[extname(path)] ?? "application/octet-stream";
  const zip =
    !(CUT_OFF in request.headers) &&
    compressible.test(type) &&
    /\bgzip\b/.test(request.headers["accept-encoding"] ?? "");
  response.writeHead(200, {
    "content-type": type,
    ...(zip ? { "content-encoding": "gzip" } : { "content-length": info.size }),
    ...headers,
  });
  if (CUT_OFF in request.headers) {
    const half = createReadStream(path, { end: info.size >> 1 });
    for await (const part of half) response.write(part);
    // What has been written is to arrive before.
    setTimeout(() => response.destroy(), 50);
    return;
  }
  const file = createReadStream(path);
  file.on("error", () => response.destroy());
  const body = zip ? file.pipe(createGzip()) : file;
  (rate < Infinity ? body.pipe(slowed(rate)) : body).pipe(response);
}

/** Lets through as many bytes per second, in small portions. */
function slowed(rate: number): Transform {
  const portion = Math.max(1, Math.round(rate / 50));
  return new Transform({
    async transform(chunk: Buffer, _encoding, done) {
      for (let start = 0; start < chunk.length; start += portion) {
        this.push(chunk.subarray(start, start + portion));
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      done();
    },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  const server = await serve(process.argv[2] ?? "site", { port: Number(process.argv[3] ?? 8000) });
  console.log(`Serving at ${server.url} (Ctrl+C ends it)`);
}
