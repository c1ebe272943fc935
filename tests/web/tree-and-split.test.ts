/** Trees, forests and tables of `<tree-and-split>`. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import { gunzipSync } from "node:zlib";
import {
  diamonds,
  readCsv,
  type SplitTable,
} from "../../site_src/web/explorables/tree-and-split/table.ts";
import {
  accuracy,
  cut,
  DEEPEST,
  grow,
  growForest,
  leavesOf,
  pathOf,
  sayTree,
  type Node,
} from "../../site_src/web/explorables/tree-and-split/tree.ts";

const table = diamonds();
const total = ({ counts }: Node): number => counts.reduce((sum, count) => sum + count, 0);

describe("the table", () => {
  test("the diamonds are the first rows of the file that the site publishes", async () => {
    const file = gunzipSync(await readFile("docs/data/diamonds.csv.gz")).toString();
    const rows = file
      .split("\n")
      .slice(1, 401)
      .map((row) => row.split(",").map(Number));
    const ours = [...table.train.numbers, ...table.test.numbers];
    const labels = [...table.train.labels, ...table.test.labels];
    assert.equal(ours.length, 400);
    rows.forEach((row, at) => {
      assert.deepEqual(ours[at], row.slice(0, 4));
      assert.equal(labels[at], Number(row[7] === 4));
    });
  });

  test("a table of the reader's is read, whatever parts its columns", () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i};${i % 7};${["a", "b", "c"][i % 3]}`);
    const read = readCsv("mine.csv", `one;two;kind\n${rows.join("\r\n")}\n\n`);
    assert.ok("table" in read);
    const { columns, classes, train, test: fresh } = read.table;
    assert.deepEqual(columns, ["one", "two"]);
    assert.deepEqual(classes, ["a", "b", "c"]);
    assert.deepEqual([train.labels.length, fresh.labels.length], [15, 15]);
    const seen = [...train.numbers, ...fresh.numbers].map(([one]) => one);
    assert.equal(new Set(seen).size, 30);
  });

  test("what is no table is told what is wrong with it, and where", () => {
    const many = (row: string): string => Array(12).fill(row).join("\n");
    const wrong = [
      ["", /no rows/],
      [many("a"), /one column/],
      ["1,2,a\n1,a\n", /Line 2 has 2 columns, and the first has 3/],
      ["1,2,a\n1,x,b\n", /Line 2, column 2: “x” is no number/],
      ["1,2,a\n3,4,b\n", /2 rows of numbers; 10 are needed/],
      [many("1,2,a"), /1 different label/],
    ] as const;
    for (const [text, problem] of wrong) {
      const read = readCsv("mine.csv", text);
      assert.ok("problem" in read && problem.test(read.problem), JSON.stringify(read));
    }
  });
});

describe("a tree", () => {
  test("each question parts the rows of its node, and each leaf has as many as it must", () => {
    for (const leaf of [1, 5, 20]) {
      const tree = grow(table, leaf);
      const check = (node: Node): void => {
        if (node.question === null) return assert.ok(total(node) >= leaf);
        const { left, right } = node.question;
        assert.equal(total(left) + total(right), total(node));
        check(left);
        check(right);
      };
      check(tree);
      const arrived = table.train.numbers.map((row) => pathOf(tree, row).at(-1));
      for (const one of leavesOf(tree))
        assert.equal(arrived.filter((end) => end === one).length, total(one));
    }
  });

  test("the first question is the one of all that leaves the least impure parts", () => {
    const root = grow(table, 1);
    const { numbers, labels } = table.train;
    const gini = (part: readonly number[]): number => {
      const ones = part.reduce((sum, label) => sum + label, 0) / Math.max(1, part.length);
      return 2 * ones * (1 - ones) * part.length;
    };
    const impurity = (column: number, threshold: number): number => {
      const left = labels.filter((_, at) => (numbers[at]?.[column] ?? 0) <= threshold);
      const right = labels.filter((_, at) => (numbers[at]?.[column] ?? 0) > threshold);
      return gini(left) + gini(right);
    };
    assert.ok(root.question);
    const ours = impurity(root.question.column, root.question.threshold);
    for (let column = 0; column < 4; column++)
      for (const row of numbers) assert.ok(impurity(column, row[column] ?? 0) >= ours - 1e-9);
  });

  test("the deepest knows what it learned from by heart, and does no better on new rows", () => {
    const tree = grow(table, 1);
    const at = (depth: number): [number, number] => [
      accuracy([cut(tree, depth)], table.train),
      accuracy([cut(tree, depth)], table.test),
    ];
    const [deepTrain, deepTest] = at(DEEPEST);
    const [, fewTest] = at(3);
    assert.ok(deepTrain > 0.98);
    assert.ok(fewTest > deepTest + 0.03, `${fewTest} ${deepTest}`);
    const forest = growForest(table, 1, 100);
    assert.ok(accuracy(forest, table.test) > deepTest + 0.03);
    assert.equal(leavesOf(cut(tree, 0)).length, 1);
  });

  test("in words it has each question once, and each leaf", () => {
    const tree = cut(grow(table, 1), 2);
    const lines = sayTree(tree, table);
    assert.equal(lines.filter((line) => line.includes("?")).length, leavesOf(tree).length - 1);
    assert.equal(lines.filter((line) => line.includes("→")).length, leavesOf(tree).length);
  });

  test("equal numbers are never parted", () => {
    const same: SplitTable = {
      file: null,
      columns: ["x"],
      classes: ["a", "b"],
      train: { numbers: [[1], [1], [2], [2]], labels: [0, 1, 0, 1] },
      test: { numbers: [[1]], labels: [0] },
    };
    assert.equal(leavesOf(grow(same, 1)).length, 2);
  });
});
