/** Bundled by kernels.test.ts: runs a kernel in WebAssembly and in plain JavaScript. */
import {
  backend,
  randomNormal,
  registerBackend,
  registerKernel,
  setBackend,
  type Rank,
} from "@tensorflow/tfjs-core";
import { conv2DBackpropFilter } from "@tensorflow/tfjs-core/dist/ops/conv2d_backprop_filter";
import { computeConv2DInfo } from "@tensorflow/tfjs-core/dist/ops/conv_util";
import { MathBackendCPU } from "@tensorflow/tfjs-backend-cpu/dist/backend_cpu";
import { conv2DBackpropFilterConfig as cpuConfig } from "@tensorflow/tfjs-backend-cpu/dist/kernels/Conv2DBackpropFilter";
import { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { conv2DBackpropFilterConfig } from "../../../site_src/web/runtime/kernels/wasm/Conv2DBackpropFilter.ts";
import { instantiate } from "../../../site_src/web/runtime/backends/wasm-module.ts";

export interface Convolution {
  readonly x: [number, number, number, number];
  readonly filter: [number, number, number, number];
  readonly stride: number;
  readonly pad: "valid" | "same";
}

/** Gradients from both, and how many arrays were left in WebAssembly. */
export type Gradients = (
  convolution: Convolution,
) => Promise<{ expected: Float32Array; actual: Float32Array; left: number }>;

export async function start(binary: Uint8Array<ArrayBuffer>): Promise<Gradients> {
  const module = await instantiate(await WebAssembly.compile(binary));
  registerKernel(cpuConfig);
  registerKernel(conv2DBackpropFilterConfig);
  registerBackend("cpu", () => new MathBackendCPU());
  registerBackend("wasm", () => new BackendWasm(module));
  return async ({ x, filter, stride, pad }) => {
    await setBackend("cpu");
    const { outShape } = computeConv2DInfo(x, filter, stride, 1, pad);
    const image = randomNormal<Rank.R4>(x);
    const dy = randomNormal<Rank.R4>(outShape);
    const expected = conv2DBackpropFilter(image, dy, filter, stride, pad);
    const values = await expected.data<"float32">();
    await setBackend("wasm");
    const before = backend().numDataIds();
    const actual = conv2DBackpropFilter(image, dy, filter, stride, pad);
    const computed = await actual.data<"float32">();
    // The two inputs have moved there, and the output is there.
    const left = backend().numDataIds() - before - 3;
    return { expected: values, actual: computed, left };
  };
}
