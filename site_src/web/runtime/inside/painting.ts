/** Trains the pixels of a picture, so that it keeps one picture's contents and takes another's style. */
import {
  abs,
  add,
  div,
  keep,
  matMul,
  mean,
  mul,
  reshape,
  slice,
  square,
  sub,
  tensor,
  tidy,
  valueAndGrad,
  type Scalar,
  type Tensor,
} from "@tensorflow/tfjs-core";
import type { LayersModel } from "@tensorflow/tfjs-layers/dist/engine/training";

/** Of what neighbours differ by, in the loss: the same as in the tutorial. */
const ROUGHNESS = 0.3;
const RATE = 0.03;
/** How fast the means of Adam forget: D. Kingma, J. Ba: Adam (2014). */
const [FIRST, SECOND] = [0.9, 0.999];

/** How far a picture is from what is wanted of it. */
export interface Losses {
  readonly style: number;
  readonly content: number;
}

/** Which maps are strong together: the mean product of each two of them. */
function gram(maps: Tensor): Tensor {
  const count = maps.shape.at(-1) ?? 1;
  const flat = reshape(maps, [-1, count]);
  return div(matMul(flat, flat, true), flat.shape[0]);
}

/** The squared distance, in parts of what is wanted. */
function distance(now: Tensor, wanted: Tensor): Scalar {
  return div(mean(square(sub(now, wanted))), mean(square(wanted)));
}

/** How much neighbours differ: the mean along rows and the mean along columns. */
function roughness(picture: Tensor, side: number): Tensor {
  const along = (size: number[], from: number[]): Tensor =>
    mean(abs(sub(slice(picture, from, size), slice(picture, [0, 0, 0, 0], size))));
  return add(
    along([1, side, side - 1, 3], [0, 0, 1, 0]),
    along([1, side - 1, side, 3], [0, 1, 0, 0]),
  );
}

/**
 * Style transfer, step by step. The model takes a square picture from 0 to 1 and gives the maps of
 * several layers, of which the last one holds the contents.
 *
 * L. Gatys, A. Ecker, M. Bethge: A Neural Algorithm of Artistic Style (2015), with Adam, and each loss
 * in parts of what is wanted.
 */
export class Painter {
  private readonly side: number;
  private readonly grams: readonly Tensor[];
  private readonly contents: Tensor;
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private steps = 0;

  constructor(
    private readonly model: LayersModel,
    readonly picture: Float32Array,
    photo: Float32Array,
    style: Float32Array,
    private readonly weight: number,
  ) {
    this.side = model.inputs[0]?.shape[1] ?? 1;
    this.first = new Float32Array(picture.length);
    this.second = new Float32Array(picture.length);
    this.grams = tidy(() => this.look(this.input(style)).map((maps) => keep(gram(maps))));
    this.contents = tidy(() => keep(this.contentsOf(this.look(this.input(photo)))));
  }

  /** One step of Adam on the pixels; gives the losses before it. */
  step(): Losses {
    const { slope, losses } = this.slope();
    this.steps++;
    const [firstShare, secondShare] = [1 - FIRST ** this.steps, 1 - SECOND ** this.steps];
    for (const [index, push] of slope.entries()) {
      const first = FIRST * (this.first[index] ?? 0) + (1 - FIRST) * push;
      const second = SECOND * (this.second[index] ?? 0) + (1 - SECOND) * push ** 2;
      this.first[index] = first;
      this.second[index] = second;
      const move = (RATE * (first / firstShare)) / (Math.sqrt(second / secondShare) + 1e-8);
      this.picture[index] = Math.min(1, Math.max(0, (this.picture[index] ?? 0) - move));
    }
    return losses;
  }

  dispose(): void {
    for (const kept of [...this.grams, this.contents]) kept.dispose();
  }

  private slope(): { readonly slope: Float32Array; readonly losses: Losses } {
    return tidy(() => {
      const parts: Tensor[] = [];
      const loss = (picture: Tensor): Scalar => {
        const maps = this.look(picture);
        const each = this.grams.map((wanted, layer) =>
          distance(gram(maps[layer] as Tensor), wanted),
        );
        const style = div(
          each.reduce((sum, one) => add(sum, one)),
          each.length,
        );
        const content = distance(this.contentsOf(maps), this.contents);
        parts.push(keep(style), keep(content));
        const rough = mul(roughness(picture, this.side), ROUGHNESS);
        return add(add(style, mul(content, this.weight)), rough);
      };
      const { value, grad } = valueAndGrad(loss)(this.input(this.picture));
      value.dispose();
      const [style = NaN, content = NaN] = parts.map((part) => {
        const [number = NaN] = part.dataSync<"float32">();
        part.dispose();
        return number;
      });
      return { slope: grad.dataSync<"float32">().slice(), losses: { style, content } };
    });
  }

  private input(values: Float32Array): Tensor {
    return tensor(values, [1, this.side, this.side, 3], "float32");
  }

  private look(picture: Tensor): Tensor[] {
    return this.model.apply(picture) as Tensor[];
  }

  private contentsOf(maps: readonly Tensor[]): Tensor {
    return maps.at(-1) as Tensor;
  }
}
