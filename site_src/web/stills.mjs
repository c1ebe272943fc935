/**
 * Takes the still pictures that readers without JavaScript see in place of the demos:
 * `npx tsx site_src/web/stills.mjs [FOLDER OF THE SITE [NAMES]]`. They are kept in docs/stills/; take them
 * again when a demo looks different. What their buttons said then is kept in stills.json: a test tells
 * when one says something else today. Elements that hold a page's own question or numbers have none:
 * their sentence says these.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { launch } from "../../tests/web/support/launch.ts";
import { serve } from "../../tests/web/support/serve.ts";
import { webSource } from "../../tests/web/support/web-source.ts";
import { draw, near, seven, told, visit } from "../../tests/web/support/site.ts";

/** What a card of the gallery shows of an explorable: its upper part, in pixels. */
const CARD = { width: 420, height: 240 };
const target = new URL("../../docs/stills/", import.meta.url).pathname;
const demos = "contributing/demos/";
/** A network that is worth a picture. */
const spiral =
  "?network-playground.data=spiral&network-playground.hidden=8&network-playground.rate=0.03" +
  "&network-playground.noise=5&network-playground.speed=full";

/** Forty pecks of somebody who has seen the feet after a while. */
const pecked = "lrrlrllrlrlrllrrrrlrrrrlllrrllllllrlllrr";

/** @typedef {import("playwright-core").Locator} Locator */

/** @param {Locator} demo */
const drawn = async (demo) => {
  await draw(demo, seven);
  await told(demo, /7/);
};

/** @param {Locator} demo */
const trained = async (demo) => {
  await draw(demo, seven);
  await told(demo, /no idea/);
  await demo.locator("button.strong").click();
  await demo.locator("xpath=self::*[@data-state='done']").waitFor({ timeout: 180_000 });
};

/** @param {string} button @param {RegExp} result @returns {(demo: Locator) => Promise<unknown>} */
const played = (button, result) => async (demo) => {
  await demo.getByRole("button", { name: button }).click();
  await demo.locator(".result", { hasText: result }).waitFor();
};

/**
 * Name of the picture (the element's, and an attribute), where there is one, and what is done.
 * @type {readonly [string, string, string, (demo: Locator) => Promise<unknown>][]}
 */
const stills = [
  ["draw-and-classify", demos, "draw-and-classify", drawn],
  ["look-inside", demos, "look-inside", drawn],
  [
    "from-noise",
    "tutorials/diffusion/",
    "from-noise",
    async (demo) => {
      await drawn(demo);
      await demo.getByRole("slider", { name: "Time" }).fill("8");
      await told(demo, /At step 8 of 16/);
    },
  ],
  [
    "fool-it",
    "tutorials/adversarial/",
    "fool-it",
    async (demo) => {
      await drawn(demo);
      await demo.getByRole("slider").fill("40");
      await told(demo, /40 shades of 255 it says/);
    },
  ],
  [
    "goes-on",
    "tutorials/moby_dick/",
    "goes-on",
    async (demo) => {
      await demo.getByRole("button", { name: "Go on" }).click();
      await told(demo, /^It wrote/);
    },
  ],
  [
    "hear-digit",
    "tutorials/sounds/",
    "hear-digit",
    async (demo) => {
      await demo.getByRole("button", { name: "seven" }).click();
      await told(demo, /It hears/);
    },
  ],
  [
    "invent-names",
    "tutorials/names/",
    "invent-names",
    async (demo) => {
      await demo.getByLabel("It begins with").fill("mar");
      await demo.getByRole("button", { name: "Ten names" }).click();
      await told(demo, /^10 names/);
      await demo.getByRole("button", { name: "One letter" }).click();
      await told(demo, /^It wrote/);
    },
  ],
  [
    "latent-plane",
    "tutorials/autoencoder/",
    "latent-plane",
    async (demo) => {
      await draw(demo, seven);
      await told(demo, /lies at/);
    },
  ],
  [
    "three-in-a-row",
    "tutorials/game/",
    "three-in-a-row",
    async (demo) => {
      await demo
        .getByRole("button", { name: /^After .* games$/ })
        .last()
        .click();
      await demo.getByRole("button", { name: "1, upper left: free" }).click();
      await told(demo, /^It took/);
    },
  ],
  [
    "spam-filter",
    "tutorials/spam/",
    "spam-filter:not([threshold])",
    async (demo) => {
      await demo.getByRole("button", { name: "Ask the filters" }).click();
      await told(demo, /4 filters/);
    },
  ],
  [
    "word-sums",
    "tutorials/words/",
    "word-sums:not([id])",
    async (demo) => {
      await demo.getByRole("button", { name: "What's nearest?" }).click();
      await told(demo, /nearest is/);
    },
  ],
  [
    "word-map",
    "tutorials/words/",
    "word-map",
    async (demo) => {
      await demo.getByRole("button", { name: "Show the map" }).click();
      await told(demo, /In the middle/);
    },
  ],
  [
    "clear-up",
    "tutorials/enhance/",
    "clear-up",
    async (demo) => {
      await demo.getByRole("slider", { name: "Noise" }).fill("30");
      await told(demo, /^The network is off/);
    },
  ],
  [
    "paint-like",
    "tutorials/style/",
    "paint-like",
    async (demo) => {
      await demo.getByRole("button", { name: "Paint", exact: true }).click();
      await told(demo, /^Painted in/);
    },
  ],
  [
    "letter-mask",
    "tutorials/segmentation/",
    "letter-mask",
    async (demo) => {
      await demo.getByRole("slider", { name: "Opacity" }).fill("80");
      await told(demo, /^IoU/);
      await demo.getByRole("slider").blur();
    },
  ],
  [
    "network-chart",
    "tutorials/architectures/",
    "network-chart",
    async (demo) => {
      await demo
        .getByRole("combobox", { name: "Network", exact: true })
        .selectOption("EfficientNetB7");
    },
  ],
  ["train-here", demos, "train-here:not([compact])", trained],
  ["train-here-compact", demos, "train-here[compact]", trained],
  ["classify-photo", "tutorials/cifar10/", "classify-photo", async () => {}],
  ["teach-me", "tutorials/transfer/", "teach-me", async () => {}],
  [
    "how-coarse",
    "tutorials/cifar10/",
    "how-coarse",
    async (demo) => {
      await demo.getByRole("button", { name: "Start" }).click();
      for (let step = 0; step < 2; step++) await demo.getByRole("slider").press("ArrowRight");
      // A picture of a slider needs no ring.
      await demo.getByRole("slider").evaluate((/** @type {HTMLElement} */ slider) => slider.blur());
    },
  ],
  [
    "network-playground",
    `play/playground/${spiral}`,
    "network-playground",
    async (demo) => {
      await demo.getByRole("button", { name: "Train" }).click();
      await demo.locator(".result", { hasText: /9[7-9]%/ }).waitFor();
      await demo.getByRole("button", { name: "Pause" }).click();
    },
  ],
  ["one-neuron", "play/one-neuron/", "one-neuron", played("100 steps", /^.*94 of 100/)],
  ["race-downhill", "play/downhill/", "race-downhill", played("Go", /Lowest/)],
  ["softmax-and-loss", "play/softmax-and-loss/", "softmax-and-loss", async () => {}],
  ["kernel-lab", "play/kernel-lab/", "kernel-lab", async () => {}],
  [
    "see-backprop",
    "play/see-backprop/",
    "see-backprop",
    async (demo) => {
      await demo.getByRole("button", { name: "Forward" }).click();
      await demo.getByRole("button", { name: "All back" }).click();
    },
  ],
  ["stack-layers", "play/stack-layers/", "stack-layers", async () => {}],
  [
    "tree-and-split",
    "play/tree-and-split/?tree-and-split.depth=4",
    "tree-and-split",
    async () => {},
  ],
  ["attention-lab", "play/attention-lab/", "attention-lab", async () => {}],
  [
    "two-players",
    "play/two-players/?two-players.speed=full",
    "two-players",
    async (demo) => {
      await demo.getByRole("button", { name: "Play" }).click();
      await demo.locator(".result", { hasText: /8 of the 8/ }).waitFor();
      await demo.getByRole("button", { name: "Pause" }).click();
    },
  ],
  [
    "beat-it-with-birds",
    `play/beat-it-with-birds/?beat-it-with-birds.pair=feet&beat-it-with-birds.pecks=${pecked}`,
    "beat-it-with-birds",
    async (demo) => {
      await demo.locator("rect.network").nth(3).waitFor();
    },
  ],
];

const noted = new URL("stills.json", import.meta.url);
/** @type {Record<string, string[]>} */
const words = JSON.parse(await readFile(noted, "utf-8"));
const source = await webSource();
const server = await serve(process.argv[2] ?? "site");
const browser = await launch();
await mkdir(target, { recursive: true });
const wanted = process.argv.slice(3);
for (const [name, path, selector, act] of stills) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const { page, close } = await visit(browser, server.url + path, {
    viewport: { width: 820, height: 900 },
    reducedMotion: "reduce",
  });
  page.setDefaultTimeout(120_000);
  const demo = await near(page.locator(selector).first());
  await page.waitForLoadState("networkidle");
  await act(demo);
  await page.waitForLoadState("networkidle");
  const labels = await demo.locator("button, summary, label").allInnerTexts();
  // What stands in no source is data: the kinds of things that a network knows, say.
  words[name] = [...new Set(labels.map((label) => label.trim().split("\n")[0] ?? ""))]
    .filter((label) => /\p{L}{2}/u.test(label) && source.includes(label))
    .sort();
  // Nothing of the page lies over it.
  await page.addStyleTag({ content: ".md-header { display: none !important; }" });
  const png = (await demo.screenshot({ animations: "disabled" })).toString("base64");
  const webp = await page.evaluate(
    async ({ png, card }) => {
      const bytes = Uint8Array.from(atob(png), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes]));
      const { width, height } = card ?? picture;
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      if (context) context.imageSmoothingQuality = "high";
      context?.drawImage(picture, 0, 0, width, (width * picture.height) / picture.width);
      const blob = await canvas.convertToBlob({ type: "image/webp", quality: 0.75 });
      return [...new Uint8Array(await blob.arrayBuffer())];
    },
    { png, card: path.startsWith("play/") ? CARD : undefined },
  );
  await writeFile(join(target, `${name}.webp`), Uint8Array.from(webp));
  console.log(`${name}.webp ${(webp.length / 1000).toFixed(1)} KB`);
  await close();
}
await writeFile(noted, `${JSON.stringify(words, null, 2)}\n`);
await browser.close();
await server.close();
