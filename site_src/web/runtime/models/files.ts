import type { Card } from "../card.ts";

/**
 * The files that a model is made of. The card lists those of the examples too, which are for the page
 * and for the parity check, and types, which are for programmers.
 */
export function modelFiles(card: Card): readonly string[] {
  const { inputs = [], outputs = [] } = card.example ?? {};
  const examples = [...inputs, ...outputs].map(({ file }) => file);
  return Object.keys(card.files).filter(
    (file) => !examples.includes(file) && !file.endsWith(".d.mts"),
  );
}
