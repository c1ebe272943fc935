/** Reading a response while telling how far it has come. */
import { UserFacingError } from "./files.ts";

/** Called with the number of bytes that have arrived since the last call. */
export type Progress = (bytes: number) => void;

/** Milliseconds between two messages about what has arrived, and before the first. */
const PACE = 100;

/**
 * Tells how many bytes have arrived, of `total` at most, now and then: on a fast line nobody would
 * see it, and the page would paint instead of waiting for the answer.
 */
export function paced(total: number, tell: (done: number) => void): Progress {
  let done = 0;
  let told = performance.now();
  return (bytes) => {
    done += bytes;
    if (performance.now() - told < PACE) return;
    told = performance.now();
    tell(Math.min(done, total));
  };
}

/**
 * Reads the whole body into one array of `expected` bytes or, if it turns out longer or shorter, of
 * as many as there are. Throws a {@link UserFacingError} when the connection breaks.
 */
export async function readBytes(
  response: Response,
  expected: number,
  progress: Progress,
): Promise<Uint8Array<ArrayBuffer>> {
  const body = counted(response, progress).body;
  let bytes = new Uint8Array(expected);
  let length = 0;
  if (body === null) return bytes.subarray(0, 0);
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (length + value.length > bytes.length) {
        const longer = new Uint8Array(Math.max(2 * bytes.length, length + value.length));
        longer.set(bytes);
        bytes = longer;
      }
      bytes.set(value, length);
      length += value.length;
    }
  } catch {
    throw new UserFacingError("The connection broke before everything had arrived.");
  }
  return bytes.length === length ? bytes : bytes.slice(0, length);
}

/** The same response, which calls `progress` as its body passes by. */
export function counted(response: Response, progress: Progress): Response {
  if (response.body === null) return response;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      progress(chunk.length);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), {
    headers: { "content-type": response.headers.get("content-type") ?? "" },
  });
}
