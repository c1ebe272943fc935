/** What every neuron answers, all over the plane. */
import { gridPlaces, type Surface } from "../plane/paint.ts";
import { featuresOf } from "./training/features.ts";
import { Network, type Activation } from "../learning/network.ts";
import { sizesOf, type Plan } from "./training/trainer.ts";

/** Points of the grid in each direction. */
const SIDE = 48;
const PLACES = gridPlaces(SIDE);

export class Surfaces {
  private readonly network: Network;
  private readonly inputs: Float32Array;

  constructor(private readonly plan: Plan) {
    this.network = new Network(sizesOf(plan), plan.activation, SIDE * SIDE);
    this.inputs = featuresOf(PLACES, plan.features);
  }

  /** Computes all surfaces for these parameters. */
  compute(parameters: Float32Array): void {
    this.network.parameters.set(parameters);
    this.network.forward(this.inputs, SIDE * SIDE);
  }

  /** Values from -1 to 1 of a neuron; column 0 holds the features, the last one the output. */
  of(column: number, neuron: number): Surface {
    const last = this.network.layers.length;
    const all = column === 0 ? this.inputs : (this.network.values[column - 1] as Float32Array);
    const width = all.length / (SIDE * SIDE);
    const values = new Float32Array(SIDE * SIDE);
    for (let place = 0; place < values.length; place++)
      values[place] = all[place * width + neuron] as number;
    const kind = column === last ? "output" : column === 0 ? "linear" : this.plan.activation;
    return { side: SIDE, values: scaled(values, kind) };
  }
}

function scaled(values: Float32Array, kind: Activation | "output"): Float32Array {
  if (kind === "tanh") return values;
  if (kind === "output") return values.map((logit) => 2 / (1 + Math.exp(-logit)) - 1);
  if (kind === "sigmoid") return values.map((value) => 2 * value - 1);
  const most = values.reduce((max, value) => Math.max(max, Math.abs(value)), 1e-6);
  return values.map((value) => value / most);
}
