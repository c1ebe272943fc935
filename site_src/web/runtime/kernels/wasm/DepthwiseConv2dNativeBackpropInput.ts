import {
  backend_util,
  DepthwiseConv2dNativeBackpropInput,
  type DepthwiseConv2dNativeBackpropInputAttrs,
  type KernelConfig,
  type KernelFunc,
  type TensorInfo,
} from "@tensorflow/tfjs-core";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm/dist/backend_wasm";

interface Arguments {
  readonly inputs: { readonly dy: TensorInfo; readonly filter: TensorInfo };
  readonly backend: BackendWasm;
  readonly attrs: DepthwiseConv2dNativeBackpropInputAttrs;
}

/**
 * How a depthwise convolution's result changes with its input. TensorFlow.js has no such kernel for
 * WebAssembly, so this one is in JavaScript: each pixel of the gradient is spread over the window
 * that it was computed from.
 */
function backpropInput({ inputs, backend, attrs }: Arguments): TensorInfo {
  const { dy, filter } = inputs;
  const { strides, dilations, pad, dimRoundingMode, inputShape } = attrs;
  const info = backend_util.computeConv2DInfo(
    inputShape,
    filter.shape as [number, number, number, number],
    strides,
    dilations,
    pad,
    dimRoundingMode,
    true,
  );
  const out = backend.makeOutput(inputShape, "float32");
  // After the output is made: making it may move the memory that these look into.
  const target = backend.typedArrayFromHeap(out) as Float32Array;
  const slopes = backend.typedArrayFromHeap(dy) as Float32Array;
  const weights = backend.typedArrayFromHeap(filter) as Float32Array;
  target.fill(0);
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels } = info;
  const multiplier = outChannels / inChannels;
  for (let example = 0; example < info.batchSize; example++) {
    for (let row = 0; row < outHeight; row++) {
      for (let column = 0; column < outWidth; column++) {
        const from = ((example * outHeight + row) * outWidth + column) * outChannels;
        for (let i = 0; i < info.filterHeight; i++) {
          const y = row * info.strideHeight - info.padInfo.top + i * info.dilationHeight;
          if (y < 0 || y >= inHeight) continue;
          for (let j = 0; j < info.filterWidth; j++) {
            const x = column * info.strideWidth - info.padInfo.left + j * info.dilationWidth;
            if (x < 0 || x >= inWidth) continue;
            const to = ((example * inHeight + y) * inWidth + x) * inChannels;
            const weight = (i * info.filterWidth + j) * outChannels;
            for (let channel = 0; channel < outChannels; channel++) {
              const place = to + Math.floor(channel / multiplier);
              const product = (slopes[from + channel] ?? 0) * (weights[weight + channel] ?? 0);
              target[place] = (target[place] ?? 0) + product;
            }
          }
        }
      }
    }
  }
  return out;
}

export const depthwiseBackpropInput: KernelConfig = {
  kernelName: DepthwiseConv2dNativeBackpropInput,
  backendName: "wasm",
  kernelFunc: backpropInput as unknown as KernelFunc,
};
