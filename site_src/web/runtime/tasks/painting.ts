/** Repaints a picture in the style of another, while the page watches. */
import { Painter, type Losses } from "../inside/painting.ts";
import { defineTask } from "../task.ts";

export interface PaintingRequest {
  readonly base: string;
  /** Where to begin; like the next two, one example of the model in C order, from 0 to 1. */
  readonly picture: Float32Array;
  /** What to keep the contents of, and what to take the style of. */
  readonly photo: Float32Array;
  readonly style: Float32Array;
  /** Of the content loss; that of the style is 1. */
  readonly weight: number;
  readonly steps: number;
}

/** A picture on its way. */
export interface PaintingStep extends Losses {
  readonly picture: Float32Array;
}

/** Paints until the steps are done, or the question is withdrawn; reports each step. */
export default defineTask<PaintingRequest, null, PaintingStep>(async (request, context) => {
  const { layers } = await context.layers(request.base);
  const { picture, photo, style, weight, steps } = request;
  const painter = new Painter(layers, picture.slice(), photo, style, weight);
  try {
    for (let done = 0; done < steps; done++) {
      const losses = painter.step();
      context.progress({ ...losses, picture: painter.picture.slice() });
      await context.rest();
    }
  } finally {
    painter.dispose();
  }
  return null;
});
