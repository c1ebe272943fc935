import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { build } from "esbuild";
import { minifiedStyles } from "../../site_src/web/bundler/styles.mjs";

test("elements' styles lose spaces and comments, what code computes stays", async () => {
  const folder = await mkdtemp(join(tmpdir(), "styles-"));
  try {
    const file = join(folder, "element.ts");
    const lines = [
      "const css = String.raw;",
      "export const plain = css`",
      "  /* Why. */",
      "  .card > p {",
      "    margin: 0 auto;",
      "  }",
      "`;",
      "export const computed = css`  p { inline-size: ${plain.length}px; }`;",
      "export const escaped = css`  p::before { content: '\\\\2713'; }`;",
      "export const text = `  .card {  }`;",
    ];
    await writeFile(file, lines.join("\n"));
    const { outputFiles } = await build({
      bundle: true,
      entryPoints: [file],
      format: "esm",
      plugins: [minifiedStyles],
      write: false,
    });
    const code = Buffer.from(outputFiles[0]?.contents ?? []).toString("base64");
    const styles = (await import(`data:text/javascript;base64,${code}`)) as Record<string, string>;
    assert.equal(styles["plain"], ".card>p{margin:0 auto}");
    assert.match(styles["computed"] ?? "", /^ {2}p \{ inline-size: \d+px; \}$/);
    assert.equal(styles["escaped"], "  p::before { content: '\\\\2713'; }");
    assert.equal(styles["text"], "  .card {  }");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
