/** Pages that `layerbylayer.to_page` wrote, unpacked and used from a folder of a server. */
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, describe, test } from "node:test";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { promisify } from "node:util";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { launch } from "../support/launch.ts";
import { serve, type Server } from "../support/serve.ts";
import { fits, quietly, visit, type VisitOptions } from "../support/site.ts";
import { world } from "../support/world.ts";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../../..");
const photos = join(root, "docs/data/photos");
const PREFIX = "/some/where/";
const KINDS = ["drawing", "photo", "table", "text", "sound"] as const;
type Kind = (typeof KINDS)[number] | "choice";

const folder = await mkdtemp(join(tmpdir(), "layers-own-page-"));
after(() => rm(folder, { recursive: true, force: true }));

async function servePages(): Promise<Server> {
  const script = join(here, "../support/own_pages.py");
  await promisify(execFile)(join(root, ".venv/bin/python"), [script, folder], { cwd: root });
  return serve(folder, { prefix: PREFIX });
}

const microphone = (sound: string): string[] => [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${soundFile(sound)}`,
];
const pages = world(servePages, microphone("microphone"));

function soundFile(name: string): string {
  return join(folder, `sounds/${name}.wav`);
}

/** Opens a page of that kind; in the end nothing may have gone wrong, or to another host. */
async function onPage(
  kind: Kind,
  options: VisitOptions,
  check: (page: Page) => Promise<void>,
): Promise<void> {
  const visited = await visit(pages.browser, `${pages.server.url}${kind}/`, options);
  await quietly(visited, `${pages.server.url}${kind}/`, async () => {
    await agrees(visited.page);
    await check(visited.page);
  });
}

/** The page has run the stored examples and found what Python computed. */
async function agrees(page: Page): Promise<void> {
  const badge = page.locator("#badge[data-parity]");
  await badge.waitFor();
  assert.equal(await badge.getAttribute("data-parity"), "passed");
  assert.match(
    await badge.innerText(),
    /^Yes\. .* stored examples and found what (Keras|PyTorch) /,
  );
}

async function answered(page: Page, pattern: RegExp): Promise<void> {
  await page.locator("#verdict", { hasText: pattern }).waitFor();
}

/** The page's percentages become those that are expected, to so many points. */
async function answers(page: Page, expected: readonly number[], points: number): Promise<void> {
  const names = ["low", "high", "noise"];
  const read = (): Promise<number[]> =>
    Promise.all(
      names.map(async (name) => {
        const bar = page.locator(`#bars li[data-label=${name}] .value`);
        return parseFloat(await bar.innerText());
      }),
    );
  let found: number[] = [];
  for (let i = 0; i < 100; i++) {
    found = await read();
    if (found.every((value, k) => Math.abs(value - 100 * (expected[k] ?? NaN)) <= points)) return;
    await delay(100);
  }
  assert.fail(`${found.join(", ")}, and not 100 times ${expected.join(", ")}`);
}

/** Notes the streams of devices, to ask later whether they were let go. */
async function noteStreams(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    const tracks: MediaStreamTrack[] = [];
    Object.assign(globalThis, { tracks });
    navigator.mediaDevices.getUserMedia = async (wanted) => {
      const stream = await open(wanted);
      tracks.push(...stream.getTracks());
      return stream;
    };
  });
}

/** "live" or "ended" for each device that was opened. */
function tracks(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { tracks } = globalThis as unknown as { tracks: MediaStreamTrack[] };
    return tracks.map(({ readyState }) => readyState);
  });
}

async function stroke(pad: Locator, points: readonly (readonly [number, number])[]): Promise<void> {
  const box = await pad.boundingBox();
  assert.ok(box, "there is no pad");
  const { mouse } = pad.page();
  for (const [i, [x, y]] of points.entries()) {
    await mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
    if (i === 0) await mouse.down();
  }
  await mouse.up();
}

/** How much ink the network gets in each of its rows. */
function inkOfRows(page: Page): Promise<number[]> {
  return page.locator("#given canvas").evaluate((element) => {
    const canvas = element as HTMLCanvasElement;
    const context = canvas.getContext("2d");
    if (context === null) return [];
    const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
    return Array.from({ length: canvas.height }, (_, row) => {
      const cells = Array.from(
        { length: canvas.width },
        (_, x) => data[4 * (row * canvas.width + x)],
      );
      return cells.reduce<number>((sum, red) => sum + (255 - (red ?? 0)), 0);
    });
  });
}

describe("a page of one's own", { concurrency: 2 }, () => {
  test("a drawing, by mouse: what the network gets is fitted and centred", async () => {
    await onPage("drawing", {}, async (page) => {
      assert.equal(await page.title(), "Upright & flat");
      assert.equal(await page.locator("h1").innerText(), "Upright & flat");
      await answered(page, /^Draw something\.$/);
      const pad = page.getByRole("application");
      await stroke(pad, [
        [0.1, 0.1],
        [0.1, 0.3],
      ]);
      await answered(page, /^upright, \d+\.\d%$/);
      const ink = await inkOfRows(page);
      assert.equal(ink.length, 28);
      // MNIST's box: 20 rows, whose middle is the picture's.
      const inked = ink.flatMap((sum, row) => (sum > 255 ? [row] : []));
      assert.ok(Math.abs(inked.length - 20) <= 1, `${inked.length} rows`);
      assert.ok(Math.abs((inked[0] ?? 0) - 4) <= 1, `from row ${inked[0]}`);
      await page.getByRole("button", { name: "Clear" }).click();
      await answered(page, /^Draw something\.$/);
      await stroke(pad, [
        [0.3, 0.7],
        [0.8, 0.72],
      ]);
      await answered(page, /^flat, /);
    });
  });

  test("a drawing, by keyboard; and the stored examples", async () => {
    await onPage("drawing", {}, async (page) => {
      const pad = page.getByRole("application");
      await pad.focus();
      for (const key of [" ", ...Array<string>(5).fill("ArrowRight"), " "])
        await page.keyboard.press(key);
      await answered(page, /^flat, /);
      await page.keyboard.press("Delete");
      await answered(page, /^Draw something\.$/);
      await page.getByRole("button", { name: "Example 1: upright" }).focus();
      await page.keyboard.press("Enter");
      await answered(page, /^upright, /);
    });
  });

  test("a model card is shown as text, and a failed comparison as one", async () => {
    await onPage("drawing", {}, async (page) => {
      const about = page.locator("#about");
      assert.equal(await about.locator("h2").innerText(), "Upright or flat?");
      assert.deepEqual(await about.locator("li").allInnerTexts(), ["a cross", "<b>circles</b>"]);
    });
    const broken = join(folder, "broken");
    await cp(join(folder, "drawing"), broken, { recursive: true });
    const outputs = join(broken, "model/example-output-0.bin");
    const bytes = await readFile(outputs);
    bytes.writeFloatLE(0.25, 0);
    await writeFile(outputs, bytes);
    const { page, close } = await visit(pages.browser, `${pages.server.url}broken/`);
    await page.locator("#badge[data-parity=failed]", { hasText: "Don't trust" }).waitFor();
    await close();
  });

  test("photographs: from a file, from the camera, and none of these", async () => {
    await onPage("photo", { permissions: ["camera"] }, async (page) => {
      const file = page.getByLabel("A photograph");
      await file.setInputFiles(join(photos, "cat.jpg"));
      await answered(page, /^red, \d+\.\d%$/);
      await file.setInputFiles(join(photos, "rocket.jpg"));
      await answered(page, /^None of these, I'd say: the likeliest is /);
      const notes = {
        name: "notes.txt",
        mimeType: "text/plain",
        buffer: Buffer.from("no picture"),
      };
      await file.setInputFiles(notes);
      await page.locator("[role=alert]", { hasText: "notes.txt is no picture" }).waitFor();
      await page.getByRole("button", { name: "Example 3" }).click();
      await answered(page, /^blue, /);
      await page.getByRole("button", { name: "Camera" }).click();
      await page.locator("video").waitFor();
      await page.locator("#verdict", { hasNotText: /^blue, 100/ }).waitFor();
      await page.getByRole("button", { name: "Camera off" }).click();
      await page.locator("video").waitFor({ state: "hidden" });
    });
  });

  test("a row of a table, with what is outside of the examples", async () => {
    await onPage("table", {}, async (page) => {
      await answered(page, /^versicolor, /);
      const field = (name: string): Locator => page.getByLabel(name);
      for (const [name, value] of [
        ["sepal length", "5.1"],
        ["sepal width", "3.5"],
        ["petal length", "1.4"],
        ["petal width", "0.2"],
      ] as const)
        await field(name).fill(value);
      await answered(page, /^setosa, 9\d\.\d%$/);
      assert.equal(await page.locator(".problem").count(), 0);
      await field("petal length").fill("20");
      await page.locator(".problem", { hasText: "outside of the examples: 1.4 to 6" }).waitFor();
      await field("petal length").fill("1e39");
      await answered(page, /^No answer: such large numbers/);
      await field("petal length").fill("");
      await answered(page, /^Fill in every field with a number\.$/);
      await field("petal length").fill("one");
      await page.locator(".problem", { hasText: "This isn't a number" }).waitFor();
      await field("petal length").fill("1,400");
      await page.locator(".problem", { hasText: "Is it 1400 or 1.400?" }).waitFor();
      // As half the world writes it.
      await field("petal length").fill("1,4");
      await answered(page, /^setosa, 9\d\.\d%$/);
      assert.equal(await page.locator(".problem").count(), 0);
      await page.getByRole("button", { name: "Example 6: virginica" }).click();
      await answered(page, /^virginica, /);
    });
  });

  test("a number for an answer, and a word that stands for one", async () => {
    await onPage("choice", {}, async (page) => {
      await answered(page, /^price: 211$/);
      await page.getByLabel("cut").selectOption("Ideal");
      await answered(page, /^price: 221$/);
      await page.getByRole("button", { name: "Example 1" }).click();
      await answered(page, /^price: 101$/);
      assert.equal(await page.getByLabel("cut").inputValue(), "0");
    });
  });

  test("a text, with what is not in the vocabulary", async () => {
    await onPage("text", {}, async (page) => {
      const area = page.getByLabel("A text");
      await area.fill("Good, kind... KIND!");
      await answered(page, /^friendly, /);
      await area.fill("dull and bad");
      await answered(page, /^unfriendly, /);
      await page.locator("#tool p", { hasText: "Not in its vocabulary: and." }).waitFor();
      await area.fill("good good good good good good bad");
      await page.locator("#tool p", { hasText: "It reads the first 6 words of 7." }).waitFor();
      await page.getByRole("button", { name: "Example 1" }).click();
      assert.equal(await area.inputValue(), "good kind");
    });
  });

  test("sounds from files: the answer is Python's to the same samples", async () => {
    const python = JSON.parse(await readFile(join(folder, "sounds/answers.json"), "utf8")) as {
      [name: string]: number[];
    };
    await onPage("sound", {}, async (page) => {
      const file = page.getByLabel("A sound file");
      const wave = page.getByRole("img");
      assert.equal(await wave.getAttribute("aria-label"), "No sound yet");
      assert.ok(await page.getByRole("button", { name: "Play" }).isDisabled());
      // Resampling by a browser isn't that of NumPy.
      for (const [name, points] of Object.entries({
        noise: 0.1,
        short: 0.1,
        long: 0.3,
        stereo: 1,
      })) {
        await page.getByRole("button", { name: "Example 1: low" }).click();
        await file.setInputFiles(soundFile(name));
        await answers(page, python[name] ?? [], points);
      }
      // The half second of sound is in the middle.
      assert.match(
        (await wave.getAttribute("aria-label")) ?? "",
        /^The sound as a wave: 1 second, loudest after 0\.[45]\d* seconds$/,
      );
    });
  });

  test("what is no sound, and what is silent, is named; a sound that is dropped is heard", async () => {
    await onPage("sound", {}, async (page) => {
      const file = page.getByLabel("A sound file");
      const alert = (text: string): Locator =>
        page.locator("#tool [role=alert]", { hasText: text });
      const notes = { name: "notes.txt", mimeType: "text/plain", buffer: Buffer.from("no sound") };
      await file.setInputFiles(notes);
      await alert("notes.txt is no sound that this browser can read").waitFor();
      await answered(page, /^Record something, or choose/);
      await file.setInputFiles(soundFile("silent"));
      await alert("silent.wav is silent from beginning to end").waitFor();
      const bytes = Array.from(await readFile(soundFile("short")));
      const dropped = await page.evaluateHandle((bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], "short.wav"));
        return data;
      }, bytes);
      await page.dispatchEvent("body", "drop", { dataTransfer: dropped });
      await answered(page, /^low, /);
      assert.equal(await page.locator("#tool [role=alert]").innerText(), "");
    });
  });

  test("the microphone is heard, and let go; what was heard is played", async () => {
    const options = { permissions: ["microphone"], prepare: noteStreams };
    await onPage("sound", options, async (page) => {
      const status = page.locator("#tool [role=status]");
      await page.getByRole("button", { name: "Record" }).focus();
      await page.keyboard.press("Enter");
      await page.locator("button:focus", { hasText: "Stop" }).waitFor();
      assert.equal(await status.innerText(), "Recording. It stops by itself after 3 seconds.");
      assert.deepEqual(await tracks(page), ["live"]);
      await delay(1500);
      await page.keyboard.press("Enter");
      await page.locator("button:focus", { hasText: "Record" }).waitFor();
      await answered(page, /^high, /);
      assert.equal(await status.innerText(), "The recording has ended.");
      assert.deepEqual(await tracks(page), ["ended"]);
      await page.getByRole("button", { name: "Example 1: low" }).click();
      await answered(page, /^low, /);
      // By itself, after three seconds.
      await page.getByRole("button", { name: "Record" }).click();
      await page.getByRole("button", { name: "Stop" }).waitFor();
      await answered(page, /^high, /);
      assert.deepEqual(await tracks(page), ["ended", "ended"]);
      await page.getByRole("button", { name: "Play" }).click();
      await page.getByRole("button", { name: "Stop playing" }).waitFor();
      await page.getByRole("button", { name: "Play", exact: true }).waitFor();
      // An example ends a recording, which then says nothing.
      await page.getByRole("button", { name: "Record" }).click();
      await page.getByRole("button", { name: "Stop" }).waitFor();
      await page.getByRole("button", { name: "Example 3: noise" }).click();
      await page.getByRole("button", { name: "Record" }).waitFor();
      assert.deepEqual(await tracks(page), ["ended", "ended", "ended"]);
      await answered(page, /^noise, /);
      assert.equal(await status.innerText(), "");
    });
  });

  for (const [what, more, message] of [
    [
      "is refused",
      ["--use-fake-ui-for-media-stream=deny"],
      "does not let this page use the microphone",
    ],
    ["is silent", microphone("silent"), "Nothing was heard: is the microphone off?"],
  ] as const) {
    test(`a microphone that ${what} is told`, async () => {
      const browser = await launch(["--use-fake-device-for-media-stream", ...more]);
      const { page, close } = await visit(browser, `${pages.server.url}sound/`);
      await page.getByRole("button", { name: "Record" }).click();
      await page.locator("#tool [role=alert]", { hasText: message }).waitFor();
      await page.getByRole("button", { name: "Record" }).waitFor();
      await close();
      await browser.close();
    });
  }

  test("without a server it hears, too", async () => {
    const server = await serve(folder, { prefix: PREFIX });
    const context = await pages.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}sound/`);
    await page.locator("#offline", { hasText: "works without a network" }).waitFor();
    await server.close();
    await page.reload();
    await agrees(page);
    await page.getByLabel("A sound file").setInputFiles(soundFile("short"));
    await answered(page, /^low, /);
    await context.close();
  });

  test("without a server it works again, also in another tab", async () => {
    const server = await serve(folder, { prefix: PREFIX });
    const context = await pages.browser.newContext();
    const page = await context.newPage();
    await page.goto(`${server.url}table/`);
    await page.locator("#offline", { hasText: "works without a network" }).waitFor();
    await server.close();
    await page.reload();
    await agrees(page);
    await page.getByRole("button", { name: "Example 1: setosa" }).click();
    await answered(page, /^setosa, /);
    const other = await context.newPage();
    await other.goto(`${server.url}table/index.html`);
    await agrees(other);
    await context.close();
  });

  test("opened as a file, it says what it needs", async () => {
    const address = pathToFileURL(join(folder, "drawing/index.html")).href;
    const { page, close } = await visit(pages.browser, address);
    const notice = page.locator("#opened");
    await notice.waitFor();
    assert.match(await notice.innerText(), /python -m http\.server 8000/);
    assert.ok(await page.locator("#work").isHidden());
    await close();
  });

  test("a file that is missing is named", async () => {
    const target = join(folder, "cut");
    await cp(join(folder, "text"), target, { recursive: true });
    await rm(join(target, "model/weights.bin"));
    const { page, close } = await visit(pages.browser, `${pages.server.url}cut/`);
    await page.locator("#problem", { hasText: "weights.bin" }).waitFor();
    await close();
  });

  for (const kind of KINDS) {
    for (const colorScheme of ["light", "dark"] as const) {
      test(`axe finds nothing in ${kind}, ${colorScheme}; 360 px suffice`, async () => {
        const viewport = { width: 360, height: 800 };
        await onPage(kind, { colorScheme, viewport }, async (page) => {
          assert.deepEqual(await violations(page), []);
          await page.getByRole("button", { name: "Example 1" }).click();
          await page.locator("#bars li").first().waitFor();
          assert.deepEqual(await violations(page), []);
          await fits(page);
        });
      });
    }
  }
});
