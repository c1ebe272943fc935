/**
 * Every element that a page can have. Tests go through this list: each of these has to be reached by
 * keyboard, to say what it draws, and to be seen in forced colours (tests/web/browser).
 */
import { explorables } from "./explorables/explorables.ts";

/** The code of elements, by their tags. */
export type Codes = Readonly<Record<string, () => Promise<unknown>>>;

/** Each comes when a reader comes near it. */
export const demos: Codes = {
  "block-race": () => import("./demos/block-race/block-race.ts"),
  "check-parity": () => import("./demos/check-parity/check-parity.ts"),
  "check-yourself": () => import("./demos/check-yourself/check-yourself.ts"),
  "classify-photo": () => import("./demos/classify-photo/classify-photo.ts"),
  "draw-and-classify": () => import("./demos/draw-and-classify/draw-and-classify.ts"),
  "fool-it": () => import("./demos/fool-it/fool-it.ts"),
  "from-noise": () => import("./demos/from-noise/from-noise.ts"),
  "goes-on": () => import("./demos/goes-on/goes-on.ts"),
  "hear-digit": () => import("./demos/hear-digit/hear-digit.ts"),
  "how-coarse": () => import("./demos/how-coarse/how-coarse.ts"),
  "invent-names": () => import("./demos/invent-names/invent-names.ts"),
  "latent-plane": () => import("./demos/latent-plane/latent-plane.ts"),
  "letter-mask": () => import("./demos/letter-mask/letter-mask.ts"),
  "look-inside": () => import("./demos/look-inside/look-inside.ts"),
  "make-a-guess": () => import("./demos/make-a-guess/make-a-guess.ts"),
  "network-chart": () => import("./demos/network-chart/network-chart.ts"),
  "clear-up": () => import("./demos/clear-up/clear-up.ts"),
  "paint-like": () => import("./demos/paint-like/paint-like.ts"),
  "peck-letters": () => import("./demos/peck-letters/peck-letters.ts"),
  "real-or-invented": () => import("./demos/invent-names/real-or-invented.ts"),
  "run-cell": () => import("./demos/run-cell/run-cell.ts"),
  "spam-filter": () => import("./demos/spam-filter/spam-filter.ts"),
  "teach-me": () => import("./demos/teach-me/teach-me.ts"),
  "three-in-a-row": () => import("./demos/three-in-a-row/three-in-a-row.ts"),
  "train-here": () => import("./demos/train-here/train-here.ts"),
  "turn-a-weight": () => import("./demos/turn-a-weight/turn-a-weight.ts"),
  "try-it": () => import("./demos/try-it/try-it.ts"),
  "word-map": () => import("./demos/word-sums/word-map.ts"),
  "word-sums": () => import("./demos/word-sums/word-sums.ts"),
  "your-guess": () => import("./demos/make-a-guess/make-a-guess.ts"),
  ...explorables,
};

/** Parts of the pages themselves: small, and there at once. */
export const pageElements: Codes = {
  "reader-done": () => import("./shell/reader-done.ts"),
  "reader-progress": () => import("./shell/reader-progress.ts"),
  "where-to-begin": () => import("./shell/where-to-begin.ts"),
  "stored-data": () => import("./shell/stored-data/stored-data.ts"),
  "resource-filter": () => import("./shell/catalogue/resource-filter.ts"),
};
