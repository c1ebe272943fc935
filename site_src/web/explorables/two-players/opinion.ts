/** What the discriminator says, all over the plane. */
import type { Network } from "../learning/network.ts";
import { gridPlaces, type Surface } from "../plane/paint.ts";
import { discriminatorFor } from "./training/players.ts";

/** Points of the grid in each direction. */
const SIDE = 40;
const PLACES = gridPlaces(SIDE);

export class Opinion {
  private readonly network: Network = discriminatorFor(SIDE * SIDE);

  /** From -1, made by the generator for sure, to 1, real for sure. */
  of(parameters: Float32Array): Surface {
    this.network.parameters.set(parameters);
    const logits = this.network.forward(PLACES, SIDE * SIDE);
    const values = logits.slice(0, SIDE * SIDE).map((logit) => 2 / (1 + Math.exp(-logit)) - 1);
    return { side: SIDE, values };
  }
}
