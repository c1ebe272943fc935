/** Starts plain JavaScript: the same numbers, slower. A chunk of its own. */
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu/dist/backend_cpu";
import { registerBackend, setBackend } from "@tensorflow/tfjs-core";

export async function startCpu(): Promise<void> {
  registerBackend("cpu", () => new MathBackendCPU(), 1);
  await setBackend("cpu");
}
