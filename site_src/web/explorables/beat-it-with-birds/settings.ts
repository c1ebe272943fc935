/** What a reader can set about the letters, and about the network that learns them beside. */
import { choice, range, toggle, written, type Values } from "../frame/settings.ts";

/** Letters of a game. */
export const LETTERS = 60;

export const table = {
  pair: choice({
    label: "Two families",
    options: { corners: "the first", feet: "the second", book: "the third" },
    usual: "corners",
    key: "f",
  }),
  order: range({ label: "Order", min: 1, max: 9, step: 1, usual: 1, key: "o" }),
  pecks: written({
    label: "What was pecked",
    usual: "",
    pattern: new RegExp(`^[lr]{0,${LETTERS}}$`),
    allowed: `a letter \`l\` or \`r\` for each peck, up to ${LETTERS}`,
  }),
  rival: toggle({ label: "Show the network's curve", usual: true, key: "n" }),
  hidden: range({
    label: "Its hidden neurons",
    stops: [0, 2, 4, 8, 16, 32],
    usual: 16,
    key: "h",
    say: (count) => (count === 0 ? "none" : String(count)),
  }),
  looks: range({ label: "Steps after each letter", stops: [1, 2, 5, 10], usual: 1, key: "s" }),
  memory: choice({
    label: "It remembers",
    options: { all: "all letters so far", last: "the last one" },
    usual: "all",
    key: "m",
  }),
} as const;

export type BirdValues = Values<typeof table>;
export type Pair = BirdValues["pair"];
