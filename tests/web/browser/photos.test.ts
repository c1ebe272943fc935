/** classify-photo and teach-me in a real browser, with small networks made for the tests. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import type { Locator, Page } from "playwright-core";
import type { ClassMapsReply } from "../../../site_src/web/runtime/tasks/class-maps.ts";
import { askWorker } from "../support/ask-worker.ts";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveFixtures } from "../support/fixtures.ts";
import { fits, quietly, told, type Visit } from "../support/site.ts";
import { world } from "../support/world.ts";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const cat = join(root, "docs/data/photos/cat.jpg");
const rocket = join(root, "docs/data/photos/rocket.jpg");

const camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const here = world(() => serveFixtures(), camera);

async function onPage(
  element: string,
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const visited = await demoPage(here.browser, here.server, element, options);
  const tag = /<([\w-]+)/.exec(element)?.[1] ?? "";
  await quietly(visited, here.server.url, () => check(visited.page.locator(tag), visited));
}

const small = `<classify-photo model="cifar10">Here you would see what is on a photo.</classify-photo>`;
const large = `<classify-photo model="imagenet">Here you would see what is on a photo.</classify-photo>`;
const teach = `<teach-me>Here you would teach a network.</teach-me>`;

/** Hands a file over as the system does when something is dropped or pasted. */
async function transfer(demo: Locator, kind: "drop" | "paste", file: string): Promise<void> {
  const bytes = (await readFile(file)).toString("base64");
  await demo.evaluate(
    (element, { kind, bytes }) => {
      const content = Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
      const data = new DataTransfer();
      data.items.add(new File([content], "photo.jpg", { type: "image/jpeg" }));
      const event =
        kind === "drop"
          ? new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true })
          : new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true });
      element.dispatchEvent(event);
    },
    { kind, bytes },
  );
}

describe("classify-photo", { concurrency: 2 }, () => {
  test("nothing runs before a touch; bundled photos, test pictures, top five, evidence", async () => {
    await onPage(small, {}, async (demo, { page, requests }) => {
      await demo.locator(".row button").first().waitFor();
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|\.wasm|model\.mjs|model\.json|weights/.test(url)));
      assert.equal(await demo.locator(".row button").count(), 26);
      assert.match(await demo.locator(".stage").innerText(), /^Your picture here/);
      await demo.locator("button[aria-label='photo of a cat']").click();
      const sentence = await told(demo, /^Looks like an? \w+ \([\d.]+%\); next guess: \w+\.$/);
      assert.equal(await demo.locator(".stage").innerText(), "");
      const bars = demo.locator(".bars [data-label]");
      assert.equal(await bars.count(), 5);
      const shares = await bars.evaluateAll((all) =>
        all.map((bar) => Number(bar.getAttribute("data-probability"))),
      );
      assert.deepEqual(
        shares,
        [...shares].sort((a, b) => b - a),
      );
      assert.ok(sentence.includes((await bars.first().getAttribute("data-label")) ?? "?"));
      const evidence = demo.locator(".evidence");
      const first = await evidence.getAttribute("aria-label");
      assert.match(first ?? "", /^Evidence for \w+: most (at|in) the/);
      await demo.locator("select").selectOption({ index: 2 });
      await evidence.filter({ has: page.locator("canvas") }).waitFor();
      assert.notEqual(await evidence.getAttribute("aria-label"), first);
      await demo.locator("select").selectOption({ label: "nothing: hide it" });
      await evidence.waitFor({ state: "detached" });
      await demo.locator("button[aria-label^='test picture 3']").click();
      const verdict = await told(demo, /it is labelled \w+\.$/);
      await page.waitForURL(/cifar10\.image=9/);
      await page.reload();
      assert.equal(await told(demo, /it is labelled \w+\.$/), verdict);
    });
  });

  test("a bundled photo that doesn't come, or is none, is said, and tried again", async () => {
    await onPage(small, {}, async (demo, { page }) => {
      const cat = demo.getByRole("button", { name: "photo of a cat" });
      await cat.waitFor();
      await page.route("**/photos/cat.jpg*", (route) => route.fulfill({ body: "not a picture" }));
      await cat.click();
      await demo.getByRole("alert").getByText("could not be fetched").waitFor();
      await page.unroute("**/photos/cat.jpg*");
      await demo.getByRole("button", { name: "Retry" }).click();
      await told(demo, /^Looks like/);
      assert.equal(await demo.getByRole("alert").count(), 0);
    });
  });

  test("the maps of two classes differ by their scores, on average", async () => {
    await onPage(small, {}, async (demo, { page, requests }) => {
      await demo.locator("button[aria-label='photo of a cat']").click();
      await told(demo, /^Looks like/);
      const script = requests.find((url) => /\/worker-[^/]*\.js$/.test(url)) ?? "";
      const base = `${here.server.url}models/cifar10/`;
      const values = Float32Array.from({ length: 32 * 32 * 3 }, (_, i) => (i * 37) % 256);
      const { replies, before, after } = await askWorker<readonly [ClassMapsReply]>(page, {
        script,
        base,
        tasks: [{ task: "class-maps", request: { base, values, top: 5 } }],
        times: 20,
      });
      assert.equal(after, before, "tensors were left behind");
      const [{ outputs, maps, height, width }] = replies;
      assert.deepEqual([height, width, maps.length], [4, 4, 5]);
      const mean = (map: Float32Array): number =>
        Object.values(map).reduce((sum, value) => sum + value, 0) / (height * width);
      const [first, second] = maps;
      assert.ok(first && second && first.index !== second.index);
      const scores = Math.log(outputs[first.index] ?? 0) - Math.log(outputs[second.index] ?? 0);
      assert.ok(Math.abs(mean(first.values) - mean(second.values) - scores) < 1e-3);
    });
  });

  test("files, dropped and pasted pictures; what is no picture is said; nothing is sent", async () => {
    await onPage(large, {}, async (demo, { page, requests }) => {
      await demo.locator("lbl-photos input").setInputFiles(cat);
      const first = await told(demo, /^Looks like/);
      await page.waitForLoadState("networkidle");
      const before = requests.length;
      await demo.locator("lbl-photos input").setInputFiles(rocket);
      await page.waitForFunction(
        (text) =>
          document.querySelector("classify-photo")?.shadowRoot?.querySelector("[role=status]")
            ?.textContent !== text,
        first,
      );
      const second = await demo.locator("[role=status]").innerText();
      await transfer(demo, "drop", cat);
      await demo.locator("[role=status]", { hasText: first }).waitFor({ state: "attached" });
      await demo.hover();
      await transfer(demo, "paste", rocket);
      await demo.locator("[role=status]", { hasText: second }).waitFor({ state: "attached" });
      await demo.locator("lbl-photos input").setInputFiles({
        name: "notes.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("no picture"),
      });
      await demo.locator("[role=alert]", { hasText: "no picture" }).waitFor();
      assert.deepEqual(requests.slice(before), [], "a picture caused a request");
      assert.match(await demo.locator(".private").innerText(), /stay on this device/);
    });
  });

  test("the camera is looked at live, without a request, and switched off", async () => {
    await onPage(large, { permissions: ["camera"] }, async (demo, { page, requests }) => {
      await demo.locator("lbl-camera button").click();
      await demo.locator(".bars [data-winner]").waitFor();
      await page.waitForLoadState("networkidle");
      const before = requests.length;
      await page.waitForTimeout(300);
      await demo.locator("button", { hasText: "Camera off" }).click();
      await told(demo, /^Looks like/);
      assert.equal(await demo.locator("video").count(), 0);
      assert.deepEqual(requests.slice(before), [], "the camera caused a request");
    });
  });

  test("where there is no camera, that is said", async () => {
    const prepare = (page: Page): Promise<unknown> =>
      page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () =>
          Promise.reject(new DOMException("", "NotAllowedError"));
      });
    await onPage(large, { prepare }, async (demo) => {
      await demo.locator("lbl-camera button").click();
      await demo.locator("[role=alert]", { hasText: "does not let this page" }).waitFor();
    });
  });

  test("beat the network: twenty pictures, two confusion matrices, by keyboard", async () => {
    await onPage(small, {}, async (demo, { page }) => {
      await demo.locator("button", { hasText: "Beat the network" }).click();
      await demo.locator("lbl-beat button", { hasText: "Start" }).click();
      const picture = demo.locator("lbl-beat .picture");
      await demo.locator("lbl-beat .picture lbl-map").waitFor();
      // A second later it is gone, and can still be answered.
      await picture.filter({ hasText: "?" }).waitFor();
      const answers = demo.locator("lbl-beat .answers button");
      assert.equal(await answers.count(), 10);
      for (let round = 1; round <= 20; round++) {
        await demo.locator("lbl-beat", { hasText: `Picture ${round} of 20` }).waitFor();
        await answers.nth(round % 10).focus();
        await page.keyboard.press("Enter");
      }
      const verdict = await told(demo, /: you \d+, the network \d+ of 20\.$/);
      const tables = demo.locator("lbl-beat table");
      assert.equal(await tables.count(), 2);
      const sums: number[] = [];
      const right: number[] = [];
      for (const table of await tables.all()) {
        const cells = await table.locator("tbody td").allInnerTexts();
        sums.push(cells.reduce((sum, cell) => sum + Number(cell), 0));
        right.push(cells.reduce((sum, cell, i) => sum + (i % 11 === 0 ? Number(cell) : 0), 0));
      }
      assert.deepEqual(sums, [20, 20]);
      assert.ok(verdict.includes(`you ${right[0]}, the network ${right[1]} of 20`), verdict);
      assert.deepEqual(await violations(page, "classify-photo"), []);
      await page.setViewportSize({ width: 320, height: 700 });
      await fits(page);
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}; 320 px suffice`, async () => {
      const viewport = { width: 320, height: 700 };
      await onPage(small, { colorScheme, viewport }, async (demo, { page }) => {
        await demo.locator(".row button").first().waitFor();
        assert.deepEqual(await violations(page, "classify-photo"), []);
        await demo.locator(".row button").first().click();
        await told(demo, /^Looks like/);
        assert.deepEqual(await violations(page, "classify-photo"), []);
        await fits(page);
      });
    });
  }

  test("without JavaScript there is a sentence", async () => {
    await onPage(small, { javaScriptEnabled: false }, async (demo) => {
      assert.match(await demo.innerText(), /Here you would see/);
    });
  });
});

describe("teach-me", { concurrency: 2 }, () => {
  test("the trap: taught with sofa and desert, it goes by the place", async () => {
    await onPage(teach, {}, async (demo, { page }) => {
      await demo.locator("button", { hasText: "drawn pictures" }).click();
      await told(demo, /^Trained on 20 pictures/);
      const judged = async (name: string, expected: RegExp): Promise<void> => {
        await demo.locator("button", { hasText: name }).click();
        await told(demo, expected);
      };
      await judged("the empty sofa", /“can hug”/);
      await judged("a teddy in the desert", /“better not”/);
      await judged("a cactus on the sofa", /“can hug”/);
      await demo.locator("p", { hasText: "shortcut learning" }).waitFor();
      assert.deepEqual(await violations(page, "teach-me"), []);
    });
  });

  test("the reader's own classes, from files, the camera and drawings; changed and taught again", async () => {
    await onPage(teach, { permissions: ["camera"] }, async (demo, { page, requests }) => {
      await demo.locator("button", { hasText: "Add a class" }).click();
      const lessons = demo.locator(".lesson");
      assert.equal(await lessons.count(), 3);
      for (const [index, name] of ["cats", "drawings", "what I see"].entries()) {
        await lessons.nth(index).locator("input[type=text]").fill(name);
      }
      const button = demo.locator("button", { hasText: "Teach" });
      assert.ok(await button.isDisabled());
      await lessons.nth(0).locator("input[type=file]").setInputFiles([cat, cat, rocket]);
      await lessons.nth(0).locator(".picture").nth(2).waitFor();
      await transfer(lessons.nth(0), "drop", cat);
      await lessons.nth(0).locator(".picture").nth(3).waitFor();
      await lessons.nth(0).locator(".picture").nth(2).click();
      await lessons.nth(0).locator("p", { hasText: "3 of 10 pictures" }).waitFor();
      await lessons.nth(1).locator("select").selectOption({ label: "cactus in the desert" });
      await lessons.nth(1).locator("p", { hasText: "10 of 10 pictures" }).waitFor();
      await demo.locator("lbl-camera button").click();
      const take = lessons.nth(2).locator("button", { hasText: "Take a picture" });
      await take.and(demo.locator(":not([aria-disabled=true])")).waitFor();
      for (let time = 1; time <= 3; time++) {
        await take.click();
        await lessons
          .nth(2)
          .locator("p", { hasText: `${time} of 10` })
          .waitFor();
      }
      await button.click();
      await told(demo, /^Trained on 16 pictures/);
      await page.waitForLoadState("networkidle");
      const before = requests.length;
      await demo.locator(".trying input[type=file]").setInputFiles(cat);
      await told(demo, /^“cats” \([>\d.]+%\)\.$/);
      // Live.
      await demo.locator("lbl-camera button").click();
      await demo.locator(".bars [data-label='what I see'][data-winner]").waitFor();
      await demo.locator("button", { hasText: "Camera off" }).click();
      assert.deepEqual(requests.slice(before), [], "a picture caused a request");
      await lessons.nth(2).locator("button", { hasText: "×" }).click();
      assert.equal(await lessons.count(), 2);
      assert.equal(await demo.locator(".trying").count(), 0, "it knows three classes, not two");
    });
  });

  test("the model is downloaded, read in Python with the same answers, and loaded again", async () => {
    const folder = await mkdtemp(join(tmpdir(), "layers-model-"));
    try {
      await onPage(teach, { acceptDownloads: true }, async (demo, { page }) => {
        await demo.locator("button", { hasText: "drawn pictures" }).click();
        await told(demo, /^Trained/);
        const arriving = page.waitForEvent("download");
        await demo.locator("button", { hasText: "Download the model" }).click();
        const download = await arriving;
        assert.equal(download.suggestedFilename(), "my-model.json");
        const file = join(folder, "my-model.json");
        await download.saveAs(file);

        await demo.locator("summary").click();
        const snippet = await demo.locator("pre").innerText();
        await writeFile(join(folder, "read.py"), snippet);
        const { stdout } = await promisify(execFile)(join(root, ".venv/bin/python"), ["read.py"], {
          cwd: folder,
        });
        const saved = JSON.parse(await readFile(file, "utf8")) as {
          check: { probabilities: string };
        };
        const bytes = Buffer.from(saved.check.probabilities, "base64");
        const lines = stdout.trim().split("\n");
        assert.equal(lines.length, 2);
        for (const [index, name] of ["can hug", "better not"].entries()) {
          assert.equal(lines[index], `${name}: ${bytes.readFloatLE(4 * index).toFixed(4)}`);
        }

        await page.reload();
        const load = demo.locator("label", { hasText: "Load a model" }).locator("input");
        await load.setInputFiles({
          name: "x.json",
          mimeType: "application/json",
          buffer: Buffer.from('{"format": "something else"}'),
        });
        await demo.locator("[role=alert]", { hasText: "not a model" }).waitFor();
        await load.setInputFiles(file);
        await told(demo, /^Loaded: can hug, better not/);
        await demo.locator("button", { hasText: "the empty sofa" }).click();
        await told(demo, /“can hug”/);
      });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}; 320 px suffice; a sentence without JavaScript`, async () => {
      const viewport = { width: 320, height: 700 };
      await onPage(teach, { colorScheme, viewport }, async (demo, { page, requests }) => {
        await demo.locator(".lesson").first().waitFor();
        await page.waitForLoadState("networkidle");
        assert.ok(
          !requests.some((url) => /engine-|\.wasm|model\.mjs|model\.json|weights/.test(url)),
        );
        assert.deepEqual(await violations(page, "teach-me"), []);
        await demo.locator("button", { hasText: "drawn pictures" }).click();
        await told(demo, /^Trained/);
        // What it was taught can be tried without scrolling.
        await demo.evaluate(async (element) => {
          const [ask] = element.shadowRoot?.querySelectorAll(".trying p") ?? [];
          if (ask === undefined) throw new Error("there is nothing to try");
          await new Promise<void>((seen) => {
            const watch = new IntersectionObserver(([entry]) => {
              if (entry?.isIntersecting === true) seen();
            });
            watch.observe(ask);
          });
        });
        await demo.locator("button", { hasText: "the empty sofa" }).click();
        await told(demo, /“can hug”/);
        await demo.locator("summary").click();
        assert.deepEqual(await violations(page, "teach-me"), []);
        await fits(page);
        // The snippet scrolls by itself, and cuts off neither itself nor the prose above it.
        for (const part of ["details p", "details pre"]) {
          const box = await demo.locator(part).boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= 320, `${part} is cut off`);
        }
      });
      await onPage(teach, { javaScriptEnabled: false }, async (demo) => {
        assert.match(await demo.innerText(), /Here you would teach/);
      });
    });
  }

  test("a network that cannot be reached is said", async () => {
    const prepare = (page: Page): Promise<unknown> =>
      page
        .context()
        .route(/weights|group.*\.bin$|\.bin$/, (route) => route.fulfill({ status: 404, body: "" }));
    const visited = await demoPage(here.browser, here.server, teach, { prepare });
    try {
      const demo = visited.page.locator("teach-me");
      await demo.locator("button", { hasText: "drawn pictures" }).click();
      await demo.locator("[role=alert]").first().waitFor();
      assert.match(await demo.locator("[role=alert]").first().innerText(), /missing/);
    } finally {
      await visited.close();
    }
  });
});

const eye = `<how-coarse model="cifar10">Here you would find the limit of your eye.</how-coarse>`;

describe("how-coarse", () => {
  test("finer by the keys, a name, the next; the limit at the end", async () => {
    await onPage(eye, {}, async (demo, { page, requests }) => {
      const { length } = requests;
      await demo.getByRole("button", { name: "Start" }).click();
      const slider = demo.getByRole("slider");
      await slider.waitFor();
      assert.ok(requests.slice(length).every((url) => !/\.wasm|model\.|weights/.test(url)));
      await demo.getByRole("img", { name: "A photograph of 2 by 2 pixels" }).waitFor();
      const names = demo.getByRole("group", { name: "It is" }).getByRole("button");
      for (let picture = 1; picture <= 8; picture++) {
        await demo.getByText(`Photograph ${picture} of 8`).waitFor();
        await slider.press("ArrowRight");
        await demo.getByRole("img", { name: "A photograph of 4 by 4 pixels" }).waitFor();
        await names.first().click();
        await demo.locator(".verdict", { hasText: /right, from 4 × 4|it's labelled/ }).waitFor();
        await page.keyboard.press("Enter"); // "Next" has the focus.
      }
      await told(demo, /^You have named \d of 8\./);
      assert.equal(await demo.locator("li").count(), 8);
      await demo.getByRole("button", { name: "Once more" }).click();
      await demo.getByText("Photograph 1 of 8").waitFor();
    });
  });

  for (const colorScheme of ["light", "dark"] as const) {
    test(`axe finds nothing, ${colorScheme}; 320 px suffice`, async () => {
      const options = { colorScheme, viewport: { width: 320, height: 700 } };
      await onPage(eye, options, async (demo, { page }) => {
        assert.deepEqual(await violations(page), []);
        await demo.getByRole("button", { name: "Start" }).click();
        await demo.getByRole("slider").waitFor();
        assert.deepEqual(await violations(page), []);
        await fits(page);
      });
    });
  }

  test("a card that cannot be reached is said, and tried again", async () => {
    const prepare = (page: Page): Promise<unknown> =>
      page.route("**/models/cifar10*/card.json", (route) => route.abort());
    const visited = await demoPage(here.browser, here.server, eye, { prepare });
    try {
      const demo = visited.page.locator("how-coarse");
      await demo.getByRole("button", { name: "Start" }).click();
      await demo.getByRole("alert").waitFor();
      await visited.page.unrouteAll();
      await demo.getByRole("button", { name: "Retry" }).click();
      await demo.getByRole("slider").waitFor();
    } finally {
      await visited.close();
    }
  });
});
