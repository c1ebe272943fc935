/** hear-digit in a real browser, with a network that hears high tones as high digits. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, test } from "node:test";
import type { Locator, Page } from "playwright-core";
import { violations } from "../support/axe.ts";
import { demoPage, type DemoPageOptions } from "../support/demo-page.ts";
import { serveFixtures } from "../support/fixtures.ts";
import { fits, near, quietly, readBars, told, type Visit } from "../support/site.ts";
import { beep, wav } from "../support/wav.ts";
import { world } from "../support/world.ts";

/** In the middle of what the network takes for a digit. */
const pitchOf = (digit: number): number => 187.5 + 375 * digit;

const folder = await mkdtemp(join(tmpdir(), "layers-sound-"));
const spoken = join(folder, "three.wav");
await writeFile(spoken, wav([beep(pitchOf(3), 1.5, 48_000)], 48_000));
after(() => rm(folder, { recursive: true, force: true }));

const microphone = [
  "--use-fake-device-for-media-stream",
  "--use-fake-ui-for-media-stream",
  `--use-file-for-fake-audio-capture=${spoken}`,
];
const here = world(() => serveFixtures(), microphone);

async function onPage(
  options: DemoPageOptions,
  check: (demo: Locator, visited: Visit) => Promise<void>,
): Promise<void> {
  const element = `<hear-digit model="spoken">Here you could say a digit.</hear-digit>
    <p><try-it set="recording: 3; speed: 1.3">A faster two</try-it></p>`;
  const prepare = async (page: Page): Promise<void> => {
    await page.addInitScript(watch);
    await options.prepare?.(page);
  };
  const visited = await demoPage(here.browser, here.server, element, { ...options, prepare });
  const demo = visited.page.locator("hear-digit");
  await quietly(visited, here.server.url, () => check(demo, visited));
}

interface Watched {
  /** Sounds that were played. */
  played: number;
  readonly streams: MediaStream[];
}

/** In the page: counts what is played, and remembers what a microphone gave. */
function watch(): void {
  const watched: Watched = { played: 0, streams: [] };
  Object.assign(window, { watched });
  const { start } = AudioBufferSourceNode.prototype;
  AudioBufferSourceNode.prototype.start = function (...when) {
    watched.played++;
    start.apply(this, when);
  };
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  navigator.mediaDevices.getUserMedia = async (wish) => {
    const stream = await ask(wish);
    watched.streams.push(stream);
    return stream;
  };
}

const played = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { watched: Watched }).watched.played);

/** How many microphones were asked for, and how many of them still listen. */
const listening = (page: Page): Promise<{ asked: number; on: number }> =>
  page.evaluate(() => {
    const { streams } = (window as unknown as { watched: Watched }).watched;
    const tracks = streams.flatMap((stream) => stream.getTracks());
    const on = tracks.filter(({ readyState }) => readyState === "live").length;
    return { asked: streams.length, on };
  });

const button = (demo: Locator, name: string): Locator =>
  demo.getByRole("button", { name, exact: true });
const recording = (demo: Locator, place: number): Locator =>
  demo.getByRole("button", { name: `recording ${place},` });
const spectrogram = (demo: Locator): Locator => demo.getByRole("img", { name: /^The spectrogram/ });
const alarm = (demo: Locator, text: string | RegExp): Promise<void> =>
  demo.locator("[role=alert]", { hasText: text }).waitFor();

/** Presses Record, in the page: what is said then is gone after 2.5 seconds. `sooner` presses it again. */
const record = async (demo: Locator, sooner = false): Promise<string> => {
  await button(demo, "Record").waitFor();
  return demo.evaluate(async (element, sooner) => {
    const wait = (time: number): Promise<void> => new Promise((done) => setTimeout(done, time));
    const control = element.shadowRoot?.querySelector<HTMLElement>("button.strong");
    const part = (which: string): Element | null | undefined =>
      element.shadowRoot?.querySelector(which);
    control?.click();
    while (control?.innerText !== "Stop recording") await wait(20);
    const said = part("[role=status]")?.textContent ?? "";
    const bar = part("[role=progressbar][aria-label=Recording]")?.ariaLabel ?? "";
    if (sooner) {
      await wait(1000);
      control.click();
    }
    return `${said} ${bar}`.trim();
  }, sooner);
};

const bring = (demo: Locator, buffer: Buffer<ArrayBuffer>): Promise<void> =>
  demo
    .locator("input[type=file]")
    .setInputFiles({ name: "sound.wav", mimeType: "audio/wav", buffer });

describe("hear-digit", { concurrency: 2 }, () => {
  test("nothing runs before a touch; then a stored recording is heard as in Python", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      await recording(demo, 10).waitFor();
      await page.waitForLoadState("networkidle");
      assert.ok(!requests.some((url) => /engine-|model\.json|weights|example/.test(url)));
      assert.equal(
        await spectrogram(demo).getAttribute("aria-label"),
        "The spectrogram: no sound yet",
      );
      await recording(demo, 5).click();
      await told(demo, /^It hears a four \(\d+\.\d%\), as labelled\.$/);
      const answer = await fetch(`${here.server.url}models/spoken/example-output-0.bin`);
      const expected = new Float32Array(await answer.arrayBuffer()).subarray(40, 50);
      for (const [index, { value }] of (await readBars(demo)).entries())
        assert.ok(Math.abs((value ?? NaN) - (expected[index] ?? NaN)) < 1e-4);
      const name = (await spectrogram(demo).getAttribute("aria-label")) ?? "";
      const [, hertz] = /^The spectrogram: 64 .*, 61 .* at about (\d+) Hz$/.exec(name) ?? [];
      assert.ok(Math.abs(Number(hertz) - pitchOf(4)) < 70, name);
      await page.waitForURL(/\?spoken\.recording=5$/);
    });
  });

  test("a faster recording is higher; address, reload and phrase bring it back", async () => {
    await onPage({}, async (demo, { page }) => {
      await recording(demo, 6).click();
      await told(demo, /^It hears a five /);
      await demo.getByRole("slider").fill("1.4");
      const faster = /^At 1\.4 times the speed, it hears a seven \(.*\); the label says five\.$/;
      await told(demo, faster);
      await page.waitForURL(/\?spoken\.recording=6&spoken\.speed=1\.4$/);
      await page.reload();
      await told(demo, faster);
      assert.equal(await demo.getByRole("slider").inputValue(), "1.4");
      await (await near(page.locator("try-it"))).locator("[role=button]").click();
      await told(demo, /^At 1\.3 times the speed, .*; the label says two\.$/);
      await page.waitForURL(/\?spoken\.recording=3&spoken\.speed=1\.3$/);
    });
  });

  test("what is said is recorded, heard and released, and stands in no address", async () => {
    await onPage({}, async (demo, { page, requests }) => {
      assert.equal(await record(demo), "Say a digit now. Recording");
      // It ends by itself.
      await told(demo, /^It hears a three \(.*; next guess: \w+\.$/);
      assert.deepEqual(await listening(page), { asked: 1, on: 0 });
      assert.equal(await button(demo, "your recording").getAttribute("aria-pressed"), "true");
      await recording(demo, 1).click();
      await told(demo, /^It hears a zero /);
      await page.waitForURL(/recording=1/);
      await button(demo, "your recording").click();
      await told(demo, /^It hears a three /);
      await page.waitForURL((url) => url.search === "");
      const sent = await page.evaluate(() => performance.getEntriesByType("resource").length);
      await record(demo, true);
      await told(demo, /^It hears a \w+ \(/);
      assert.deepEqual(await listening(page), { asked: 2, on: 0 });
      assert.equal(
        await page.evaluate(() => performance.getEntriesByType("resource").length),
        sent,
        requests.at(-1),
      );
    });
  });

  test("a file of two channels is mixed; one that is silent or no sound is told", async () => {
    await onPage({}, async (demo) => {
      const loud = beep(pitchOf(8), 2, 44_100);
      await bring(demo, wav([loud, new Float32Array(loud.length)], 44_100));
      await told(demo, /^It hears an eight \(/);
      await bring(demo, Buffer.from("no sound at all"));
      await alarm(demo, "That is no sound that this browser can read. Try WAV or MP3.");
      await bring(demo, wav([new Float32Array(8000)], 8000));
      await alarm(demo, "There is only silence in that file.");
      assert.equal(await button(demo, "your file").getAttribute("aria-pressed"), "true");
      await bring(demo, wav([beep(pitchOf(1), 0.6, 22_050)], 22_050));
      await told(demo, /^It hears a one \(/);
      assert.equal(await demo.locator("[role=alert]").count(), 0);
    });
  });

  test("nothing sounds before Play; it ends by itself, and a press ends it sooner", async () => {
    await onPage({ query: "?spoken.recording=2" }, async (demo, { page }) => {
      await told(demo, /^It hears a one /);
      await demo.getByRole("slider").fill("0.7");
      await told(demo, /^At 0\.7 times the speed/);
      assert.equal(await played(page), 0);
      await button(demo, "Play").click();
      await button(demo, "Stop").waitFor();
      await button(demo, "Play").waitFor();
      assert.equal(await played(page), 1);
      // In the page: a second is over before a test has pressed twice.
      const words = await demo.evaluate(async (element) => {
        const control = element.shadowRoot?.querySelector<HTMLElement>(".controls button");
        const said = (): string => control?.innerText ?? "";
        control?.click();
        while (said() !== "Stop") await new Promise((resolve) => requestAnimationFrame(resolve));
        control?.click();
        await (element as HTMLElement & { updateComplete: Promise<unknown> }).updateComplete;
        return said();
      });
      assert.equal(words, "Play");
      assert.equal(await played(page), 2);
    });
  });

  test("without permission, without a microphone, without https, and in silence", async () => {
    const fail = (name: string) => (page: Page) =>
      page.addInitScript((name) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException("", name));
      }, name);
    const insecure = (page: Page): Promise<unknown> =>
      page.addInitScript(() => Object.defineProperty(window, "isSecureContext", { value: false }));
    const silent = (page: Page): Promise<unknown> =>
      page.addInitScript(() => {
        navigator.mediaDevices.getUserMedia = () => {
          const context = new AudioContext();
          const silence = new ConstantSourceNode(context, { offset: 0 });
          const microphone = context.createMediaStreamDestination();
          silence.connect(microphone);
          silence.start();
          return Promise.resolve(microphone.stream);
        };
      });
    const cases = [
      [fail("NotAllowedError"), "The browser does not let this page use the microphone."],
      [fail("NotFoundError"), "No microphone was found."],
      [fail("NotReadableError"), "another program may be using it."],
      [insecure, "Browsers give a microphone to pages over https only."],
      [silent, "Only silence was recorded."],
    ] as const;
    for (const [prepare, words] of cases) {
      await onPage({ prepare }, async (demo) => {
        await button(demo, "Record").click();
        await alarm(demo, words);
        await recording(demo, 1).click();
        await told(demo, /^It hears a zero /);
        assert.equal(await demo.locator("[role=alert]").count(), 0);
      });
    }
  });

  test("taken off the page it listens no longer; put back it does", async () => {
    await onPage({}, async (demo, { page }) => {
      await record(demo);
      await demo.evaluate((element) => {
        const { parentElement } = element;
        element.remove();
        Object.assign(window, { back: () => parentElement?.prepend(element) });
      });
      await page.waitForFunction(() =>
        (window as unknown as { watched: Watched }).watched.streams.every((stream) =>
          stream.getTracks().every(({ readyState }) => readyState === "ended"),
        ),
      );
      await page.evaluate(() => (window as unknown as { back: () => void }).back());
      await recording(demo, 8).click();
      await told(demo, /^It hears a seven /);
      await button(demo, "Record").click();
      await told(demo, /^It hears a three /);
    });
  });

  test("by the keyboard alone, at 360 pixels, in the dark, for a screen reader", async () => {
    const options = { viewport: { width: 360, height: 740 }, colorScheme: "dark" } as const;
    await onPage(options, async (demo, { page }) => {
      await recording(demo, 9).press("Enter");
      await told(demo, /^It hears an eight /);
      await demo.getByRole("slider").press("ArrowLeft");
      await told(demo, /^At 0\.95 times the speed/);
      await button(demo, "Play").press("Space");
      await button(demo, "Stop").waitFor();
      await button(demo, "Record").press("Enter");
      await told(demo, /^At 0\.95 times the speed, it hears a \w+ \(.*; next guess/);
      await fits(page);
      assert.deepEqual(await violations(page, "hear-digit"), []);
    });
  });

  test("a network and recordings that are missing are said, and Retry works", async () => {
    for (const [file, words] of [
      [/model\.json|weights/, "The network is not here."],
      [/example-input/, "The recordings could not be fetched."],
    ] as const) {
      let faulty = true;
      const prepare = (page: Page): Promise<unknown> =>
        page
          .context()
          .route(file, (route) =>
            faulty ? route.fulfill({ status: 404, body: "" }) : route.continue(),
          );
      await onPage({ prepare, expected: /Failed to load resource/ }, async (demo) => {
        await recording(demo, 2).click();
        await alarm(demo, words);
        faulty = false;
        await button(demo, "Retry").click();
        await told(demo, /^It hears a one /);
        assert.equal(await demo.locator("[role=alert]").count(), 0);
      });
    }
  });
});
