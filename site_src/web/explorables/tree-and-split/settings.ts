/** What a reader can set about trees. */
import { choice, range, type Values } from "../frame/settings.ts";
import { DEEPEST } from "./tree.ts";

export const table = {
  depth: range({ label: "Depth", min: 0, max: DEEPEST, step: 1, usual: 1, key: "d" }),
  falling: choice({
    label: "What falls",
    options: { train: "rows it learned from", test: "new rows" },
    usual: "train",
    key: "f",
  }),
  leaf: range({
    label: "Rows in a leaf, at least",
    stops: [1, 2, 5, 10, 20, 50],
    usual: 1,
    key: "l",
  }),
  trees: range({
    label: "Trees",
    stops: [1, 3, 10, 30, 100],
    usual: 1,
    key: "t",
    say: (value) => (value === 1 ? "one" : `a forest of ${value}`),
  }),
} as const;

export type TreeValues = Values<typeof table>;
