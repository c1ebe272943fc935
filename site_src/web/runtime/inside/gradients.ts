/** The gradient of a score by the input of a Layers model. */
import {
  add,
  grad,
  matMul,
  slice,
  sum,
  tensor,
  tidy,
  type Tensor,
  type Tensor2D,
} from "@tensorflow/tfjs-core";
import type { Layer, SymbolicTensor } from "@tensorflow/tfjs-layers/dist/engine/topology";
import { LayersModel } from "@tensorflow/tfjs-layers/dist/engine/training";

/**
 * How the score of class `index` changes with each value of one example, in C order.
 *
 * The score is the number before a last softmax or sigmoid: where a network is sure, the probability
 * itself hardly changes any more, and its gradient drowns in rounding.
 */
export function inputGradient(
  model: LayersModel,
  values: Float32Array,
  index: number,
): Float32Array {
  const scores = scoresBefore(model);
  const shape = (model.inputs[0]?.shape ?? []).slice(1).map((side) => side ?? 1);
  return tidy(() => {
    const score = (input: Tensor): Tensor => sum(slice(scores(input), [0, index], [1, 1]));
    const slope = grad(score)(tensor(values, [1, ...shape], "float32"));
    return slope.dataSync<"float32">().slice();
  });
}

/** The model up to its scores: without the activation at its end. */
function scoresBefore(model: LayersModel): (input: Tensor) => Tensor {
  const last = model.layers.at(-1);
  if (last === undefined) throw new RangeError("the model has no layers");
  const bend = last.getConfig()["activation"];
  const upTo = (output: SymbolicTensor): ((input: Tensor) => Tensor) => {
    const part = new LayersModel({ inputs: model.inputs, outputs: output });
    return (input) => part.apply(input) as Tensor;
  };
  if (["Softmax", "Activation"].includes(last.getClassName())) return upTo(inputOf(last));
  if (last.getClassName() === "Dense" && bend !== "linear") {
    const before = upTo(inputOf(last));
    const [kernel, bias] = last.getWeights();
    return (input) => {
      const scores = matMul(before(input) as Tensor2D, kernel as Tensor2D);
      return bias === undefined ? scores : add(scores, bias);
    };
  }
  return upTo(last.output as SymbolicTensor);
}

function inputOf(layer: Layer): SymbolicTensor {
  return layer.input as SymbolicTensor;
}
