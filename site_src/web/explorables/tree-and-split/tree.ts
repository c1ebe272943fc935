/** Decision trees that choose each question by the Gini impurity, and forests of them (L. Breiman). */
import { random, type Random } from "../../runtime/training/random.ts";
import type { Rows, SplitTable } from "./table.ts";

export interface Node {
  /** How many rows of each class have arrived here. */
  readonly counts: readonly number[];
  readonly depth: number;
  /** Null in a leaf. */
  readonly question: Question | null;
}

export interface Question {
  readonly column: number;
  /** Rows with this or less go to the left. */
  readonly threshold: number;
  readonly left: Node;
  readonly right: Node;
}

export const DEEPEST = 12;

interface Growing {
  readonly rows: Rows;
  readonly classes: number;
  readonly leaf: number;
  /** Columns to choose from at a question. */
  columns(): readonly number[];
}

/** A tree as deep as it gets, with at least `leaf` rows in each leaf. Cut it with {@link cut}. */
export function grow({ train, classes, columns }: SplitTable, leaf: number): Node {
  const all = columns.map((_, column) => column);
  const growing = { rows: train, classes: classes.length, leaf, columns: () => all };
  return grown(growing, train.labels.map((_, at) => at), 0); // prettier-ignore
}

/**
 * Trees that have each seen as many rows, drawn with replacement, and that choose at each question
 * from as many columns as the root of their number.
 */
export function growForest(
  { train, classes, columns }: SplitTable,
  leaf: number,
  trees: number,
): readonly Node[] {
  const next = random(1);
  const many = Math.max(1, Math.floor(Math.sqrt(columns.length)));
  const all = columns.map((_, column) => column);
  const growing = {
    ...{ rows: train, classes: classes.length, leaf },
    columns: () => some(all, many, next),
  };
  return Array.from({ length: trees }, () => {
    const drawn = train.labels.map(() => Math.floor(next() * train.labels.length));
    return grown(growing, drawn, 0);
  });
}

function some(all: readonly number[], many: number, next: Random): readonly number[] {
  const remaining = [...all];
  return Array.from(
    { length: many },
    () => remaining.splice(Math.floor(next() * remaining.length), 1)[0] ?? 0,
  );
}

function grown(growing: Growing, places: readonly number[], depth: number): Node {
  const { rows, classes } = growing;
  const counts = Array<number>(classes).fill(0);
  for (const at of places) {
    const label = rows.labels[at] ?? 0;
    counts[label] = (counts[label] ?? 0) + 1;
  }
  const pure = counts.filter((count) => count > 0).length < 2;
  const best = depth === DEEPEST || pure ? undefined : bestSplit(growing, places, counts);
  if (best === undefined) return { counts, depth, question: null };
  const { column, threshold } = best;
  const goesLeft = (at: number): boolean => (rows.numbers[at]?.[column] ?? 0) <= threshold;
  const left = grown(growing, places.filter(goesLeft), depth + 1);
  const right = grown(growing, places.filter((at) => !goesLeft(at)), depth + 1); // prettier-ignore
  return { counts, depth, question: { column, threshold, left, right } };
}

/** The question after which the two parts are purest. */
function bestSplit(
  { rows, leaf, columns }: Growing,
  places: readonly number[],
  counts: readonly number[],
): { column: number; threshold: number } | undefined {
  let best: { column: number; threshold: number } | undefined;
  let highest = -1;
  for (const column of columns()) {
    const value = (at: number): number => rows.numbers[at]?.[column] ?? 0;
    const sorted = [...places].sort((a, b) => value(a) - value(b));
    const left = counts.map(() => 0);
    for (let index = 0; index < sorted.length - 1; index++) {
      const at = sorted[index] ?? 0;
      const label = rows.labels[at] ?? 0;
      left[label] = (left[label] ?? 0) + 1;
      const [below, above] = [value(at), value(sorted[index + 1] ?? 0)];
      const [many, others] = [index + 1, sorted.length - index - 1];
      if (below === above || many < leaf || others < leaf) continue;
      // The less impure the parts are, the larger is this sum: Gini without what is the same for all.
      const squares = (list: readonly number[]): number => list.reduce((s, n) => s + n * n, 0);
      const pure =
        squares(left) / many + squares(counts.map((count, c) => count - (left[c] ?? 0))) / others;
      if (pure > highest + 1e-9) {
        highest = pure;
        best = { column, threshold: (below + above) / 2 };
      }
    }
  }
  return best;
}

/** The tree with no question below this depth. */
export function cut(node: Node, depth: number): Node {
  const { question } = node;
  if (question === null || node.depth >= depth) return { ...node, question: null };
  const { left, right } = question;
  return { ...node, question: { ...question, left: cut(left, depth), right: cut(right, depth) } };
}

/** The nodes that a row comes through, from the root to its leaf. */
export function pathOf(root: Node, row: readonly number[]): readonly Node[] {
  const path = [root];
  for (let node = root; node.question !== null; path.push(node)) {
    const { column, threshold, left, right } = node.question;
    node = (row[column] ?? 0) <= threshold ? left : right;
  }
  return path;
}

/** The class that most rows of a node have; of as many the first. */
export function majority(counts: readonly number[]): number {
  return counts.indexOf(Math.max(...counts));
}

/** The share of the rows that trees give their right class: by the mean of their leaves' shares. */
export function accuracy(trees: readonly Node[], { numbers, labels }: Rows): number {
  const right = labels.filter((label, at) => {
    const votes = (trees[0]?.counts ?? []).map(() => 0);
    for (const tree of trees) {
      const { counts } = pathOf(tree, numbers[at] ?? []).at(-1) ?? tree;
      const all = counts.reduce((sum, count) => sum + count, 0);
      counts.forEach((count, c) => (votes[c] = (votes[c] ?? 0) + count / all));
    }
    return majority(votes) === label;
  });
  return right.length / labels.length;
}

/** Leaves from left to right. */
export function leavesOf(node: Node): readonly Node[] {
  const { question } = node;
  return question === null ? [node] : [...leavesOf(question.left), ...leavesOf(question.right)];
}

/** The tree as lines of text, each question once. */
export function sayTree(node: Node, { columns, classes }: SplitTable): readonly string[] {
  const { question, depth, counts } = node;
  const indent = "   ".repeat(depth);
  if (question === null) {
    const all = counts.reduce((sum, count) => sum + count, 0);
    return [`${indent}→ ${classes[majority(counts)]} (${Math.max(...counts)} of ${all})`];
  }
  const asked = `${columns[question.column]} ≤ ${sayThreshold(question.threshold)}`;
  return [
    `${indent}${asked}?`,
    ...sayTree(question.left, { columns, classes } as SplitTable),
    `${indent}otherwise`,
    ...sayTree(question.right, { columns, classes } as SplitTable),
  ];
}

/** 62.849999 -> "62.85". */
export function sayThreshold(threshold: number): string {
  return String(Number(threshold.toPrecision(4))).replace("-", "−");
}
