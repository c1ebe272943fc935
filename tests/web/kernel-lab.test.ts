/** The tasks of `<kernel-lab>`. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { usualValues } from "../../site_src/web/explorables/frame/settings.ts";
import { missing, setUp } from "../../site_src/web/explorables/kernel-lab/levels.ts";
import { presets, table } from "../../site_src/web/explorables/kernel-lab/settings.ts";

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
