/** The explorables, by their tags: the code of each comes when a reader comes near it. */
export const explorables: Readonly<Record<string, () => Promise<unknown>>> = {
  "attention-lab": () => import("./attention-lab/attention-lab.ts"),
  "beat-it-with-birds": () => import("./beat-it-with-birds/beat-it-with-birds.ts"),
  "kernel-lab": () => import("./kernel-lab/kernel-lab.ts"),
  "network-playground": () => import("./network-playground/network-playground.ts"),
  "one-neuron": () => import("./one-neuron/one-neuron.ts"),
  "race-downhill": () => import("./race-downhill/race-downhill.ts"),
  "see-backprop": () => import("./see-backprop/see-backprop.ts"),
  "softmax-and-loss": () => import("./softmax-and-loss/softmax-and-loss.ts"),
  "stack-layers": () => import("./stack-layers/stack-layers.ts"),
  "tree-and-split": () => import("./tree-and-split/tree-and-split.ts"),
  "two-players": () => import("./two-players/two-players.ts"),
};
