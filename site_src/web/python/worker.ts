/** The worker that runs Python: fetches it, starts it, and runs one cell after the other. */
import wasmUrl from "pyodide/pyodide.asm.wasm";
import libraryUrl from "pyodide/python_stdlib.zip";
import { fetchFile, UserFacingError, userMessage } from "../runtime/files.ts";
import { readBytes } from "../runtime/stream.ts";
import { startInterpreter, type Interpreter } from "./interpreter.ts";
import type { FromPython, ToPython } from "./protocol.ts";

/** Milliseconds after which Python, all of whose files are there, counts as not starting. */
const PATIENCE = 60_000;

const post = (message: FromPython): void => postMessage(message);

let interpreter: Interpreter | undefined;

addEventListener("message", ({ data }: MessageEvent<ToPython>) => {
  if (data.kind === "start") {
    start(data.interrupt).then(
      () => post({ kind: "ready" }),
      (error: unknown) => post({ kind: "failed", message: userMessage(error) }),
    );
  } else if (data.kind === "reset") interpreter?.reset();
  else if (interpreter !== undefined) post({ kind: "done", result: interpreter.run(data) });
});

async function start(interrupt: Uint8Array | undefined): Promise<void> {
  const [wasm, library] = await fetchFiles();
  const starting = startInterpreter(
    { wasm, library },
    {
      text: (text) => post({ kind: "text", text }),
      drawing: (drawing) => post({ kind: "drawing", drawing }),
    },
    interrupt,
  );
  const message = "Python was fetched, but does not start in this browser.";
  const late = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new UserFacingError(message)), PATIENCE),
  );
  interpreter = await Promise.race([starting, late]);
}

/** Fetches the WebAssembly and the standard library side by side, and tells how far it is. */
function fetchFiles(): Promise<[Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>]> {
  const total = LBL_PYODIDE_BYTES.wasm + LBL_PYODIDE_BYTES.library;
  let done = 0;
  let told = 0;
  const progress = (bytes: number): void => {
    done += bytes;
    // A hundred messages say enough.
    if (done - told < total / 100 && done < total) return;
    told = done;
    post({ kind: "arriving", done, total });
  };
  const read = async (url: string, bytes: number): Promise<Uint8Array<ArrayBuffer>> =>
    readBytes(await fetchFile(new URL(url, import.meta.url)), bytes, progress);
  return Promise.all([
    read(wasmUrl, LBL_PYODIDE_BYTES.wasm),
    read(libraryUrl, LBL_PYODIDE_BYTES.library),
  ]);
}
