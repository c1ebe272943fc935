/** The page "Add a demo", followed step by step on a copy of the web part, to its browser tests. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { siteFolder } from "../support/site.ts";

const root = resolve(import.meta.dirname, "../../..");
const COPIED = [
  "package.json",
  "site_src/page_python",
  "site_src/web",
  "tests/web/support",
  "tests/web/tsconfig.json",
];

describe("a demo added as its page says", () => {
  let copy = "";
  /** Runs a command in the copy; what it printed. */
  function inCopy(...[program, ...more]: [string, ...string[]]): string {
    const env = { ...process.env, SITE_DIR: resolve(siteFolder), NODE_TEST_CONTEXT: undefined };
    const done = spawnSync(program, more, { cwd: copy, env, encoding: "utf-8" });
    assert.equal(done.status, 0, `${done.stdout}${done.stderr}`);
    return done.stdout;
  }

  /** Writes lines of the page into a file, after the line that opens a table there. */
  async function insert(file: string, opening: string, lines: string): Promise<void> {
    const text = await readFile(join(copy, file), "utf-8");
    assert.ok(text.includes(opening), `${file} has no ${opening}`);
    await writeFile(join(copy, file), text.replace(opening, `${opening}\n${lines}`));
  }

  before(async () => {
    copy = await mkdtemp(join(tmpdir(), "new-demo-"));
    for (const path of COPIED) await cp(join(root, path), join(copy, path), { recursive: true });
    for (const data of ["docs/data/birds", "docs/data/photos"])
      await cp(join(root, data), join(copy, data), { recursive: true });
    await symlink(join(root, "node_modules"), join(copy, "node_modules"));
    const page = await readFile(join(root, "docs/contributing/new-demo.md"), "utf-8");
    const titled = [...page.matchAll(/^```ts title="([^"]+)"\n([^]*?)^```/gm)];
    const files = new Map(titled.map(([, name = "", code = ""]) => [name, code]));
    const use = files.get("tests/web/support/uses.ts") ?? "";
    files.delete("tests/web/support/uses.ts");
    assert.equal(files.size, 4);
    for (const [name, code] of files) {
      await mkdir(dirname(join(copy, name)), { recursive: true });
      await writeFile(join(copy, name), code);
    }
    const [, line = ""] = /^```ts\n("how-sure": [^\n]+)\n```/m.exec(page) ?? [];
    await insert("site_src/web/registry.ts", "export const demos: Codes = {", line);
    await insert(
      "tests/web/support/uses.ts",
      "export const uses: Readonly<Record<string, Use>> = {",
      use,
    );
  });
  after(() => rm(copy, { recursive: true, force: true }));

  test("its code is right in the compiler's eyes", () => {
    inCopy("npx", "tsc", "--noEmit", "-p", "tests/web");
  });

  for (const file of ["how-sure.test.ts", "browser/how-sure.test.ts"])
    test(`${file} passes`, () => {
      assert.match(inCopy("npx", "tsx", "--test", `tests/web/${file}`), /^# pass [12]$/m);
    });
});
