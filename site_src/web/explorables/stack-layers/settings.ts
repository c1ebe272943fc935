/** What a reader can set about a tower of layers. */
import { choice, written, type Values } from "../frame/settings.ts";
import { MOST_BRICKS, readStack, WRITTEN_STACK, type Brick, type Shape } from "./bricks.ts";

export const inputs = {
  digits: { name: "a digit, 28 × 28 × 1", shape: [28, 28, 1] },
  photos: { name: "a photo, 32 × 32 × 3", shape: [32, 32, 3] },
  vector: { name: "100 numbers", shape: [100] },
} as const;

export const table = {
  input: choice({
    label: "Input",
    options: {
      digits: inputs.digits.name,
      photos: inputs.photos.name,
      vector: inputs.vector.name,
    },
    usual: "digits",
    key: "i",
  }),
  words: choice({
    label: "Who refuses",
    options: { keras: "Keras", pytorch: "PyTorch" },
    usual: "keras",
    key: "w",
  }),
  level: choice({
    label: "Puzzle",
    options: { free: "none", ten: "from 28 × 28 to 10 × 10", halve: "half the parameters" },
    usual: "free",
    key: "u",
  }),
  stack: written({
    label: "Bricks",
    usual: "c16k3-p2-f-d64-c8k3-d10",
    pattern: WRITTEN_STACK,
    allowed: `up to ${MOST_BRICKS} bricks with \`-\` between: \`c16k3\` (\`c16k3s\` with padding), \`p2\`, \`f\`, \`g\`, \`o\`, \`d10\``,
  }),
} as const;

export type StackValues = Values<typeof table>;

export function inputOf({ input }: StackValues): Shape {
  return inputs[input].shape;
}

export function bricksOf({ stack }: StackValues): readonly Brick[] {
  return readStack(stack);
}
