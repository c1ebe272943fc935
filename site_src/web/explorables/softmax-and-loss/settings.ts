/** What a reader can set about three logits, and what they were measured against. */
import { choice, range, type Values } from "../frame/settings.ts";

const logit = (label: string, usual: number, key: string) =>
  range({ label, min: -5, max: 5, step: 0.1, usual, key });

export const animals = { cat: "a cat", dog: "a dog", bird: "a bird" } as const;
export type Animal = keyof typeof animals;
export const NAMES = Object.keys(animals) as Animal[];

export const table = {
  cat: logit("Logit of cat", 2, "c"),
  dog: logit("Logit of dog", 1, "d"),
  bird: logit("Logit of bird", -1, "b"),
  temperature: range({
    label: "Temperature",
    stops: [0.1, 0.2, 0.3, 0.5, 0.7, 1, 1.5, 2, 3, 5, 10],
    usual: 1,
    key: "t",
  }),
  truth: choice({ label: "It is", options: animals, usual: "dog", key: "i" }),
  sure: range({
    label: "How sure the label is",
    stops: [40, 50, 60, 70, 80, 90, 95, 100],
    usual: 100,
    say: (value) => `${value}%`,
    key: "s",
  }),
} as const;

export type SoftmaxValues = Values<typeof table>;
