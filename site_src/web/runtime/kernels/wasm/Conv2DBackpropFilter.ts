/**
 * The gradient of a convolution with respect to its filter, which TensorFlow.js 4 lacks for
 * WebAssembly: without it no convolutional network can be trained there.
 *
 * With stride s, filter[p, q, c, k] gets the sum over n, i, j of x[n, i·s + p, j·s + q, c] · dy[n, i, j, k].
 * That is itself a convolution: of x with channels and examples exchanged, by dy with rows and columns
 * s apart. So it is made of kernels that are there, and as fast as they are.
 */
import { backend_util, type KernelConfig, type TensorInfo } from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";
import { conv2DConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Conv2D";
import { padV2Config } from "@tensorflow/tfjs-backend-wasm/dist/kernels/PadV2";
import { sliceConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Slice";
import { transposeConfig } from "@tensorflow/tfjs-backend-wasm/dist/kernels/Transpose";

interface Attributes {
  readonly strides: number | [number, number];
  readonly pad: "valid" | "same" | number | backend_util.ExplicitPadding;
  readonly dataFormat: "NHWC" | "NCHW";
  readonly dimRoundingMode?: "floor" | "round" | "ceil";
  readonly filterShape: [number, number, number, number];
}

const parts: readonly KernelConfig[] = [conv2DConfig, padV2Config, sliceConfig, transposeConfig];

export const conv2DBackpropFilterConfig: KernelConfig = {
  kernelName: "Conv2DBackpropFilter",
  backendName: "wasm",
  setupFunc: (backend) => {
    for (const part of parts) part.setupFunc?.(backend);
  },
  kernelFunc: ({ inputs, backend, attrs }) => {
    const { x, dy } = inputs as unknown as { x: TensorInfo; dy: TensorInfo };
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } =
      attrs as unknown as Attributes;
    if (dataFormat !== "NHWC") throw new Error(`WebAssembly has no ${dataFormat} convolutions.`);
    const [examples = 0, height = 0, width = 0, channels = 0] = x.shape;
    const info = backend_util.computeConv2DInfo(
      [examples, height, width, channels],
      filterShape,
      strides,
      1,
      pad,
      dimRoundingMode,
    );
    /** Runs a kernel and frees what went into it and is not needed any more. */
    const run = (
      kernel: KernelConfig,
      inputs: Record<string, TensorInfo>,
      attributes: object,
      used: readonly TensorInfo[] = [],
    ): TensorInfo => {
      const output = kernel.kernelFunc({
        inputs,
        backend,
        attrs: attributes as NonNullable<Parameters<KernelConfig["kernelFunc"]>[0]["attrs"]>,
      }) as TensorInfo;
      for (const { dataId } of used) (backend as BackendWasm).disposeData(dataId);
      return output;
    };

    // Exactly the rows and columns that some product takes: more on each side, or some cut off.
    const { top, left } = info.padInfo;
    const rows = (info.outHeight - 1) * info.strideHeight + info.filterHeight;
    const columns = (info.outWidth - 1) * info.strideWidth + info.filterWidth;
    const paddings = [
      [0, 0],
      [top, Math.max(0, rows - height - top)],
      [left, Math.max(0, columns - width - left)],
      [0, 0],
    ];
    const padded = run(padV2Config, { x }, { paddings, constantValue: 0 });
    const size = [examples, rows, columns, channels];
    const cut = run(sliceConfig, { x: padded }, { begin: [0, 0, 0, 0], size }, [padded]);
    const image = run(transposeConfig, { x: cut }, { perm: [3, 1, 2, 0] }, [cut]);
    const filter = run(transposeConfig, { x: dy }, { perm: [1, 2, 0, 3] });
    const gradient = run(
      conv2DConfig,
      { x: image, filter },
      {
        strides: 1,
        pad: "valid",
        dataFormat: "NHWC",
        dilations: [info.strideHeight, info.strideWidth],
      },
      [image, filter],
    );
    return run(transposeConfig, { x: gradient }, { perm: [1, 2, 0, 3] }, [gradient]);
  },
};
