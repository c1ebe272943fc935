/** What activations are called, and what they make of a number. */
import type { LayerInfo } from "../../../runtime/inside/layer.ts";

/** The layer's activation, by TensorFlow.js's name of it in small letters. */
export function activationOf(layer: LayerInfo): string {
  const name = layer.config["activation"];
  return typeof name === "string" ? name.toLowerCase() : "linear";
}

/** The activation of a ReLU layer; a ceiling stands behind a colon. */
export function ceiling(layer: LayerInfo): string {
  const { maxValue } = layer.config;
  return typeof maxValue === "number" ? `relu:${maxValue}` : "relu";
}

const bends: Readonly<Record<string, (value: number) => number>> = {
  linear: (value) => value,
  relu: (value) => Math.max(0, value),
  relu6: (value) => Math.min(6, Math.max(0, value)),
  elu: (value) => (value > 0 ? value : Math.expm1(value)),
  selu: (value) =>
    1.0507009873554805 * (value > 0 ? value : 1.6732632423543772 * Math.expm1(value)),
  sigmoid: (value) => 1 / (1 + Math.exp(-value)),
  softplus: (value) => Math.log1p(Math.exp(value)),
  softsign: (value) => value / (1 + Math.abs(value)),
  tanh: Math.tanh,
  swish: (value) => value / (1 + Math.exp(-value)),
};

export function bend(name: string, value: number): number {
  const [kind = "linear", limit] = name.split(":");
  const bent = (bends[kind] ?? bends["linear"])?.(value) ?? value;
  return limit === undefined ? bent : Math.min(Number(limit), bent);
}

export function describeActivation(activation: string): string {
  const [kind, limit] = activation.split(":");
  if (kind === "relu") {
    return limit === undefined ? "ReLU: below zero becomes zero" : `ReLU, at most ${limit}`;
  }
  return activation;
}

export function isSoftmax(activation: string): boolean {
  return activation === "softmax" || activation === "logsoftmax";
}
