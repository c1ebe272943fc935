import type { Needs } from "../task.ts";

export const needs: Needs = {
  kernels: [
    "Add",
    "BatchMatMul",
    "Cast",
    "Conv2D",
    "Conv2DBackpropFilter",
    "Conv2DBackpropInput",
    "Identity",
    "MaxPool",
    "MaxPoolGrad",
    "Multiply",
    "OneHot",
    "RealDiv",
    "Relu",
    "Reshape",
    "Softmax",
    "Sqrt",
    "Square",
    "Step",
    "Sub",
    "Sum",
    "Transpose",
    "ZerosLike",
  ],
  gradients: ["Add", "BatchMatMul", "Conv2D", "MaxPool", "Relu", "Reshape"],
};
