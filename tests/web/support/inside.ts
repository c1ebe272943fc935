/** TensorFlow.js and what looks into its models, in one bundle: see bundled.ts. */
export * as tf from "@tensorflow/tfjs-core";
import "@tensorflow/tfjs-backend-cpu";
export * as layers from "@tensorflow/tfjs-layers";
export * from "../../../site_src/web/runtime/inside/activations.ts";
export * from "../../../site_src/web/runtime/inside/gradients.ts";
