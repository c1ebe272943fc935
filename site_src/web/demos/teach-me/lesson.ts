/** What the reader teaches: classes, their pictures, and what came of them. */
import type { Head } from "../../runtime/inside/head.ts";

/** Pictures that a class should have, and the fewest that it is trained with. */
export const [ENOUGH, FEWEST] = [10, 3];
export const [LEAST_CLASSES, MOST_CLASSES] = [2, 5];
export interface Picture {
  readonly canvas: HTMLCanvasElement;
  /** What the network sees in it, once it has looked. */
  features: Float32Array | null;
}

export interface Lesson {
  readonly name: string;
  readonly pictures: readonly Picture[];
}

/** A head, and the names of its classes when it was trained. */
export interface Trained {
  readonly classes: readonly string[];
  readonly head: Head;
}
