/** Python itself: Pyodide, started from files that have been fetched already. */
import { loadPyodide } from "pyodide";
import sessionSource from "../../page_python/session.py";
import sketchSource from "../../page_python/sketch.py";
import type { CellCode, CellResult, Drawing } from "./protocol.ts";

/** The two large files, as bytes. */
export interface PythonFiles {
  readonly wasm: Uint8Array<ArrayBuffer>;
  readonly library: Uint8Array<ArrayBuffer>;
}

/** Called while a cell runs. */
export interface CellOutput {
  text(text: string): void;
  drawing(drawing: Drawing): void;
}

export interface Interpreter {
  run(cell: CellCode): CellResult;
  /** Forgets what the cells have defined. */
  reset(): void;
}

/** Named so by the package; nothing of these names is fetched. */
const NAMES = { wasm: "pyodide.asm.wasm", library: "python_stdlib.zip" } as const;

/** As it stands in the package's own pyodide-lock.json, which lists packages that we do not have. */
const BUILD = {
  abi_version: "2026_0",
  arch: "wasm32",
  platform: "emscripten_5_0_3",
  python: "3.14.2",
  version: "314.0.7",
} as const;

/** The part of page_python/session.py that is used here. */
interface Session {
  run(name: string, code: string, check: string): string;
  reset(): void;
}

/** The part of Emscripten's file system that is used here. */
interface Disk {
  mkdirTree(path: string): void;
  writeFile(path: string, text: string): void;
}

const START = `
import page_session
from layerbylayer import sketch

session = page_session.Session(lambda kind, text: tell(kind, text), sketch.finish)
sketch.deliver = session.draw
session
`;

/** Starts Python. It has the standard library and \`layerbylayer.sketch\`, and no packages. */
export async function startInterpreter(
  files: PythonFiles,
  output: CellOutput,
  interrupt: Uint8Array | undefined,
): Promise<Interpreter> {
  const { default: createPyodideModule } = await import("pyodide/pyodide.asm.mjs");
  const indexURL = new URL("./", import.meta.url).href;
  const python = await withFiles(files, () =>
    loadPyodide({
      indexURL,
      createPyodideModule,
      // No packages: what is not there is told by Python itself, and nothing is fetched.
      lockFileContents: { info: BUILD, packages: {} },
      packageBaseUrl: indexURL,
      // There is nothing to be read: `input()` says so.
      stdin: () => null,
    }),
  );
  const folder = "/home/pyodide";
  const disk = python.FS as Disk;
  disk.mkdirTree(`${folder}/layerbylayer`);
  disk.writeFile(`${folder}/page_session.py`, sessionSource);
  disk.writeFile(`${folder}/layerbylayer/__init__.py`, "");
  disk.writeFile(`${folder}/layerbylayer/sketch.py`, sketchSource);
  if (interrupt !== undefined) python.setInterruptBuffer(interrupt);
  const tell = (kind: string, text: string): void => {
    if (kind === "text") output.text(text);
    else output.drawing(JSON.parse(text) as Drawing);
  };
  const locals = python.toPy({ tell }) as unknown;
  const session = python.runPython(START, { globals: locals as never }) as Session;
  return {
    run: ({ name, code, check }) => JSON.parse(session.run(name, code, check)) as CellResult,
    reset: () => session.reset(),
  };
}

/**
 * While `start` runs, what the package would fetch is answered from the files: they are known to be
 * there, whatever type the server would give them. (Without its WebAssembly it would wait for ever.)
 */
async function withFiles<T>(files: PythonFiles, start: () => Promise<T>): Promise<T> {
  const { fetch } = globalThis;
  globalThis.fetch = (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (address.endsWith(NAMES.wasm)) return answer(files.wasm, "application/wasm");
    if (address.endsWith(NAMES.library)) return answer(files.library, "application/zip");
    return fetch(input, init);
  };
  try {
    return await start();
  } finally {
    globalThis.fetch = fetch;
  }
}

function answer(bytes: Uint8Array<ArrayBuffer>, type: string): Promise<Response> {
  return Promise.resolve(new Response(bytes, { headers: { "content-type": type } }));
}
