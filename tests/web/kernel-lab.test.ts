/** The tasks of `<kernel-lab>`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { usualValues } from "../../site_src/web/explorables/frame/settings.ts";
import { findsEdges } from "../../site_src/web/explorables/kernel-lab/convolve.ts";
import { split } from "../../site_src/web/explorables/kernel-lab/learned.ts";
import { missing, setUp } from "../../site_src/web/explorables/kernel-lab/levels.ts";
import {
  presets,
  readKernel,
  table,
  writeKernel,
} from "../../site_src/web/explorables/kernel-lab/settings.ts";

const usual = usualValues(table);
const standing = (level: "edges" | "upright", kernel: string): string | null | undefined =>
  missing({ ...usual, ...setUp(), level, kernel });

test("an edge finder answers to edges and not to ink, and one for upright ones to these alone", () => {
  assert.equal(missing(usual), undefined);
  assert.match(standing("edges", presets.nothing.kernel) ?? "", /overlooks upright/);
  assert.match(standing("edges", presets.blur.kernel) ?? "", /plain ink/);
  assert.match(standing("edges", presets.edge.kernel) ?? "", /overlooks level/);
  assert.equal(standing("edges", presets.around.kernel), null);
  assert.equal(standing("upright", presets.edge.kernel), null);
  assert.match(standing("upright", presets.around.kernel) ?? "", /level edges, too/);
  assert.match(standing("upright", presets.lying.kernel) ?? "", /overlooks upright/);
});

test("kernels of a network's file come apart, and stand in an address as they are shown", () => {
  // Two kernels by turns: 0.1, 0.2 … 0.9, and a hundred times as much.
  const numbers = Array.from({ length: 9 }, (_, at) => [(at + 1) / 10, 10 * (at + 1)]).flat();
  const kernels = split(new DataView(Float32Array.from(numbers).buffer), 2);
  assert.equal(kernels[0], "0.1,0.2,0.3,0.4,0.5,0.6,0.7,0.8,0.9");
  assert.equal(kernels[1], "9,9,9,9,9,9,9,9,9");
  for (const kernel of kernels) assert.equal(table.kernel.read(kernel), kernel);
  assert.equal(table.kernel.read("1,2,3"), undefined);
  assert.equal(table.kernel.read("0.123,0,0,0,0,0,0,0,0"), undefined);
});

test("hundredths that cancel find edges, although their binary sum has dust", () => {
  const kernel = writeKernel([0.1, 0.2, -0.3, 0, 0, 0, 0, 0, -0.001]);
  assert.equal(kernel, "0.1,0.2,-0.3,0,0,0,0,0,0");
  assert.ok(findsEdges(readKernel(kernel)));
});

test("drawings stand in an address, and nothing else does in their place", () => {
  for (const text of ["", "2620-7420", "26207420-7420"])
    assert.equal(table.drawing.read(text), text);
  for (const text of ["-", "262", "2620-", "abcd"])
    assert.equal(table.drawing.read(text), undefined);
});
