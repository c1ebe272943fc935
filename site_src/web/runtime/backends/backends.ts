/**
 * What computes: WebAssembly first, WebGL when it is asked for or has proved faster, and JavaScript
 * as the last resort. Each is started once; TensorFlow.js moves a model's numbers when it is used.
 */
import {
  findBackend,
  getBackend,
  registerGradient,
  registerKernel,
  removeBackend,
  setBackend,
} from "@tensorflow/tfjs-core";
import { baseKernels, taskGradients, taskKernels } from "virtual:needs";
import { RetryablePromise } from "../../retryable-promise.ts";
import { UserFacingError } from "../card.ts";
import type { EngineBackend } from "../protocol.ts";
import type { Progress } from "../stream.ts";
import type { EngineTaskName } from "../tasks.ts";
import { hasWasm } from "./wasm-file.ts";
import { startWasm } from "./wasm.ts";
import type { Webgl } from "./webgl.ts";

/** The context that computed is gone, and with it the numbers in it. */
export class ContextLostError extends Error {}

const started: Readonly<Record<EngineBackend, RetryablePromise<unknown>>> = {
  wasm: new RetryablePromise(),
  webgl: new RetryablePromise(),
  cpu: new RetryablePromise(),
};
/** Tasks whose kernels are there, for each backend. */
const registered = new Set<string>();
let webgl: Webgl | undefined;

/**
 * Starts the best backend that works here: WebAssembly, else JavaScript.
 *
 * Throws a UserFacingError when the WebAssembly file cannot be fetched. A browser that refuses to
 * compile it computes in JavaScript instead.
 */
export async function startFirst(fresh: boolean, progress: Progress): Promise<EngineBackend> {
  if (hasWasm) {
    try {
      await start("wasm", () => startWasm(fresh, progress));
      return "wasm";
    } catch (error) {
      if (error instanceof UserFacingError) throw error;
    }
  }
  await use("cpu");
  return "cpu";
}

/** Makes a backend the current one, and starts it if need be. Throws a UserFacingError if it cannot. */
export async function use(name: EngineBackend): Promise<void> {
  if (name === "webgl" && webgl?.isLost()) throw new ContextLostError();
  await start(name, starters[name]);
  if (getBackend() !== name) await setBackend(name);
}

const starters: Record<EngineBackend, () => Promise<void>> = {
  wasm: () => {
    throw new UserFacingError("This browser cannot run WebAssembly here.");
  },
  webgl: async () => {
    const { startWebgl } = await import("./webgl.ts");
    webgl = await startWebgl();
  },
  cpu: async () => {
    const { startCpu } = await import("./cpu.ts");
    await startCpu();
  },
};

function start(name: EngineBackend, starter: () => Promise<void>): Promise<unknown> {
  const running = started[name].get(() =>
    Promise.all([
      baseKernels[name]().then(({ kernels }) => kernels.forEach(registerKernel)),
      starter(),
    ]),
  );
  running.catch(() => forget(name));
  return running;
}

function forget(name: EngineBackend): void {
  started[name].forget();
  if (hasBackend(name)) removeBackend(name);
}

/** TensorFlow.js finds null where there is none; its types do not say so. */
function hasBackend(name: EngineBackend): boolean {
  return (findBackend(name) as unknown) !== null;
}

/** Registers the kernels and gradients that a task declares, once for each backend. */
export async function registerKernels(task: EngineTaskName, name: EngineBackend): Promise<void> {
  const key = `${task} ${name}`;
  if (registered.has(key)) return;
  const [{ kernels }, { gradients }] = await Promise.all([
    taskKernels[task][name](),
    taskGradients[task](),
  ]);
  for (const kernel of kernels) {
    registerKernel(kernel);
    // TensorFlow.js does this when a backend starts; these kernels come later.
    if (hasBackend(name)) kernel.setupFunc?.(findBackend(name));
  }
  for (const gradient of gradients) registerGradient(gradient);
  registered.add(key);
}

/** What `work` gives; throws {@link ContextLostError} as soon as what it computes with is gone. */
export async function unlessLost<Result>(work: Promise<Result>): Promise<Result> {
  if (getBackend() !== "webgl" || webgl === undefined) return work;
  const { isLost, lost } = webgl;
  const noAnswer = lost.then(() => Promise.reject(new ContextLostError()));
  try {
    const result = await Promise.race([work, noAnswer]);
    if (isLost()) throw new ContextLostError();
    return result;
  } catch (error) {
    // Whatever TensorFlow.js says of a context that is gone, this is what is the matter.
    throw isLost() && !(error instanceof UserFacingError) ? new ContextLostError() : error;
  }
}

/** Gives up WebGL, whose context is lost; it may be started anew. */
export function discardWebgl(): void {
  forget("webgl");
  webgl = undefined;
}
