/** How each element is used by keyboard alone, and what one is told of what it draws meanwhile. */
import type { Locator } from "playwright-core";

/** A few keys, and what holds afterwards. */
export interface Step {
  readonly act?: (element: Locator) => Promise<void>;
  /** What the names of its drawings are like: each name like one of these, and one for each of them. */
  readonly drawn?: readonly RegExp[];
  /** What a status says. */
  readonly told?: RegExp;
  /** The name or value of a control that says what a drawing without a name shows. */
  readonly instead?: RegExp;
}

export interface Use {
  /** Which of a page's elements; the first one by default. */
  readonly which?: string;
  /** How it stands in the HTML of a page that has it, if any page with its tag will not do. */
  readonly written?: RegExp;
  readonly steps: readonly Step[];
}

async function press(control: Locator, ...keys: readonly string[]): Promise<void> {
  // Not before it can be used: what it needs may be on its way.
  await control
    .and(control.page().locator(":not(:disabled, [aria-disabled=true])"))
    .waitFor({ state: "attached" });
  await control.focus();
  for (const key of keys.length === 0 ? ["Enter"] : keys) await control.page().keyboard.press(key);
}

const button = (element: Locator, name: string | RegExp): Locator =>
  element.getByRole("button", { name }).first();

const told = (element: Locator, pattern: RegExp): Promise<void> =>
  element
    .locator("[role=status]", { hasText: pattern })
    .first()
    .waitFor({ state: "attached", timeout: 120_000 });

/** Pauses a training; it may have ended by itself meanwhile. */
export async function pause(element: Locator): Promise<void> {
  const control = button(element, "Pause");
  // By keys: where there are no frames, a click waits for one.
  if (await control.isVisible()) await control.press("Enter", { timeout: 2000 }).catch(() => {});
}

/** Draws a line with the arrow keys. */
async function drawByKeys(element: Locator): Promise<void> {
  const keys = ["Space", ...Array.from({ length: 8 }, () => "ArrowDown"), "Space"];
  await press(element.locator("lbl-pad canvas").first(), ...keys);
}

const pad = /^(Draw a|Paint|Change the picture).*Arrow keys move the pen/;
const picture = /^The picture that it looks at$/;
const testImage = /^test (image|picture) \d+, labelled ./;

export const uses: Readonly<Record<string, Use>> = {
  "attention-lab": {
    steps: [
      {
        act: (lab) => press(lab.locator("lbl-plane canvas").first(), "ArrowRight", "Enter"),
        drawn: [
          /“\w+” looks at \w+ with \d+%, at \w+ with \d+%/,
          /What comes out: [−\d.]+, [−\d.]+/,
        ],
        told: /looks at \w+ with \d+%/,
      },
    ],
  },
  "beat-it-with-birds": {
    steps: [
      {
        act: (game) => press(button(game, "left")),
        drawn: [
          /^A letter of one of the two families$/,
          /^Right answers .* You: no ten yet\. The network: no ten yet\. Pigeons, .* nearly 8\.5 on/,
        ],
        told: /^(Right|Wrong)\. After one letter: you [01] right/,
      },
    ],
  },
  "block-race": {
    steps: [
      {
        act: (demo) => press(button(demo, "Time them on this device")),
        drawn: [/^How long each takes against how often it is right; the table has the numbers$/],
        told: /^On this device, now: \w+ has the lowest median, [\d.]+ ms a picture\./,
      },
    ],
  },
  "check-parity": {
    steps: [
      {
        act: async (check) => {
          await press(button(check, /^Check/));
          await told(check, /differ by at most/);
        },
        told: /^The same as in Python: .* differ by at most \d/,
      },
    ],
  },
  "check-yourself": {
    steps: [
      {
        act: async (exercise) => {
          await press(exercise.locator("input").first(), "Space", "1");
          await press(button(exercise, "Check"));
        },
        told: /\w/,
      },
    ],
  },
  "classify-photo": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, "photo of a cat"));
          await told(demo, /%/);
        },
        drawn: [
          /^photo of /,
          testImage,
          /^What the network sees: photo of a cat$/,
          /^Evidence for \w+: most/,
        ],
        told: /\d%/,
      },
    ],
  },
  "draw-and-classify": {
    steps: [
      {
        act: async (demo) => {
          await drawByKeys(demo);
          await told(demo, /Looks like/);
        },
        drawn: [pad, testImage, /^What the network sees: 28 × 28 pixels: your drawing/],
        told: /^Looks like an? \w \(/,
      },
    ],
  },
  "fool-it": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, "test image 1,"));
          await press(demo.getByRole("slider"), "Home");
          await told(demo, /^Untouched, it is/);
          await press(demo.getByRole("slider"), "PageUp", "PageUp");
        },
        drawn: [
          pad,
          testImage,
          /^The picture, untouched$/,
          /^The change, magnified: each pixel by at most \d+ shades, up or down$/,
          /^The picture that the network is given$/,
        ],
        told: /^With \d+ shades of 255 it (still )?says: an? \d/,
      },
    ],
  },
  "from-noise": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, "test image 1,"));
          await told(demo, /^From 70% noise, asked for a 7\. In 16 steps/);
          await press(demo.getByRole("slider", { name: "Time" }), "ArrowLeft");
        },
        drawn: [
          pad,
          testImage,
          /^The picture at the start$/,
          /^The picture now$/,
          /^The network's guess of the end$/,
        ],
        told: /At step 15 of 16: our classifier reads its guess as an? \d/,
      },
    ],
  },
  "hear-digit": {
    steps: [
      {
        act: (demo) => press(button(demo, "recording 1,")),
        drawn: [
          /^The wave: largest after \d\.\d\d seconds/,
          /^The spectrogram: \d+ bands up, \d+ moments across; strongest after .* at about \d+ Hz$/,
        ],
        told: /^It hears an? \w+ \(/,
      },
      {
        act: (demo) => press(demo.getByRole("slider"), "ArrowRight"),
        drawn: [/^The wave: /, /^The spectrogram: /],
        told: /^At 1\.05 times the speed, it hears an? \w+ \(/,
      },
    ],
  },
  "how-coarse": {
    steps: [
      {
        act: async (game) => {
          await press(button(game, "Start"));
          await press(game.getByRole("slider"), "ArrowRight");
        },
        drawn: [/^A photograph of \d+ by \d+ pixels$/],
      },
      {
        act: async (game) => {
          await press(game.locator(".names button").first());
        },
        drawn: [/^A photograph of \d+ by \d+ pixels$/],
        told: /^(\w+: right, from|No, it's labelled \w)/,
      },
    ],
  },
  "goes-on": {
    steps: [
      {
        act: async (demo) => {
          await press(demo.getByLabel("It begins with"), "End", "A", "h");
          await told(demo, /^It has read the beginning\./);
        },
        instead: /^A text of \d+ letters, coloured by unit \d+/,
        told: /^It has read the beginning\. After \d+% of the letters, unit \d+.* is above zero\.$/,
      },
      {
        act: (demo) => press(button(demo, "One letter")),
        told: /^It wrote: “.”\. After \d+% of the letters/s,
      },
    ],
  },
  "invent-names": {
    steps: [
      {
        act: async (demo) => {
          await press(demo.getByLabel("It begins with"), "m", "a");
          await told(demo, /^After Ma:/);
        },
        instead: /^Shares of the next letter: (\w+|the end) [\d.>]+%, .*, (\w+|the end) [\d.]+%$/,
        told: /^After Ma: (\w|the end) [\d.]+%/,
      },
      {
        act: (demo) => press(button(demo, "A whole name")),
        instead: /^Shares of the next letter: none asked for$/,
        told: /^Ma\w*: (in the training set|real, and put aside|in none of our lists)\.$/,
      },
    ],
  },
  "kernel-lab": {
    steps: [
      {
        act: (lab) => press(lab.locator(".weights input").first(), "ArrowUp"),
        drawn: [
          /^The picture, \d+ by \d+: ink most/,
          /^What comes out, \d+ by \d+: numbers from [−\d.]+ to [−\d.]+, most/,
        ],
        told: /The weights add up to/,
      },
    ],
  },
  "latent-plane": {
    written: /<latent-plane(?![^>]* decoder)[^>]*map="\S/,
    steps: [
      {
        act: async (demo) => {
          await press(demo.locator("lbl-latent-map canvas"), "ArrowRight", "ArrowUp");
          await told(demo, /^The cross is at/);
          await press(button(demo, "test image 1,"));
        },
        drawn: [
          pad,
          testImage,
          /^The plane with \d+ test (digits|letters)\. Arrow keys move the cross, now at −?\d.*The ring/,
          /^What the encoder is given$/,
          /^What the decoder makes of it$/,
          /^What the decoder draws at the cross$/,
        ],
        told: /^The test image lies at −?[\d.]+, −?[\d.]+\. Nearest on the map: \w, /,
      },
    ],
  },
  "clear-up": {
    steps: [
      {
        act: async (demo) => {
          await press(demo.getByRole("slider", { name: "Noise" }), "ArrowRight");
          await told(demo, /^The network is off by \d+\.\d shades, a blur by/);
        },
        drawn: [
          /^What the network makes of a cat$/,
          /^What the network is given$/,
          /^The same without a network$/,
          /^The photograph$/,
        ],
        told: /^The network is off by \d+\.\d shades, a blur by \d+\.\d, doing nothing by \d+\.\d\.$/,
      },
    ],
  },
  "paint-like": {
    steps: [
      {
        act: async (demo) => {
          await press(demo.getByRole("slider", { name: "contents count" }), "ArrowRight");
          await demo.getByRole("button", { name: "Paint", exact: true }).press("Enter");
          await told(demo, /^Painted in 60 steps: [\d.]+% of the style loss is left\.$/);
        },
        drawn: [
          /^The painting: a rocket in the style of a cup of coffee$/,
          /^Contents of$/,
          /^Style of$/,
        ],
        told: /^Painted in 60 steps: [\d.]+% of the style loss is left\.$/,
      },
    ],
  },
  "letter-mask": {
    steps: [
      {
        act: async (demo) => {
          await demo.getByLabel("Letter").fill("B");
          await told(demo, /^IoU \d\.\d\d: \d+ of \d+ pixels found/);
          await press(demo.getByRole("slider", { name: "Opacity" }), "ArrowRight");
        },
        drawn: [
          pad,
          /^a cat, with “B” over it$/,
          /^What the network sees$/,
          /^How sure the network is of each pixel$/,
          /^What it found, missed, and marked too much$/,
        ],
        told: /^IoU \d\.\d\d: \d+ of \d+ pixels found, \d+ missed, \d+ too many\.$/,
      },
    ],
  },
  "look-inside": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, /^test image 1/));
          await told(demo, /Looks like/);
        },
        drawn: [pad, testImage, /^\w+, (map \d+ of \d+|all \d+)/],
        told: /^Looks like/,
      },
      {
        act: async (demo) => {
          await press(button(demo, /^conv2d\w*, map 1 of/));
          await press(demo.locator("lbl-close-up .enlarged"), "ArrowRight", "ArrowDown");
          await told(demo, /^Row/);
        },
        drawn: [
          pad,
          testImage,
          /^\w+, (map \d+ of \d+|all \d+)/,
          /^Map of \d+ rows and \d+ columns/,
          /Active most at/,
          /^Its (kernel|\d+ kernels).*weights from [−\d.]+ to/,
        ],
        told: /^Row \d+, column \d+: [−e\d.]+\. .+/,
      },
      {
        act: async (demo) => {
          await press(demo.locator("#tab-layers"), "ArrowRight");
          await press(button(demo, "Show without a guess"));
          await told(demo, /^Looked for/);
        },
        drawn: [pad, testImage, picture, /^Heat map .*: most/],
        told: /^Looked for/,
      },
      {
        act: async (demo) => {
          await press(demo.locator("#tab-where"), "ArrowRight");
          await press(button(demo, "Let the gradient try"));
          await demo.getByText("Largest change").waitFor();
        },
        drawn: [pad, testImage, picture, /^The picture after the gradient's step\. \w+.* step/],
        told: /step/,
      },
    ],
  },
  "make-a-guess": {
    which: "[kind=curve]",
    written: /<make-a-guess[^>]*kind="curve"/,
    steps: [
      {
        act: async (guess) => {
          await press(guess.locator("svg"), "ArrowUp", "ArrowRight", "ArrowUp");
        },
        drawn: [/Left and right go from point to point.* at \w+/],
      },
      {
        act: async (guess) => {
          for (let point = 0; point < 40; point++)
            await press(guess.locator("svg"), "ArrowRight", "ArrowUp");
          await press(button(guess, /my guess/i));
        },
        drawn: [/^The curve that you drew\. At \w+ \d+: you [\d.]+\. At \w+ \d+: you/],
      },
    ],
  },
  "network-chart": {
    steps: [
      {
        act: (demo) => press(demo.getByRole("application"), "ArrowRight"),
        drawn: [/^\d+ networks\. Across: billion multiply-adds\. Up: % right .*arrow keys/],
        told: /^[\w/-]+.*: [\d.]+ million parameters, [\d.]+ billion multiply-adds/,
      },
    ],
  },
  "network-playground": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, "One epoch"), "Enter", "Enter");
          await demo.locator(".result", { hasText: "after 2 epochs" }).waitFor();
          await press(demo.locator("lbl-network-graph .neuron[tabindex='0']"), "ArrowDown");
        },
        drawn: [
          /^What neuron \d of layer \d answers/,
          /^Loss on points it learned from: [\d.]+ at epoch 0, [\d.]+ at epoch 2.*On test points: [\d.]+ at/,
        ],
        instead: /^Layer 1, neuron 2: weights [+−]\d.*bias/,
      },
      {
        act: async (demo) => {
          await press(button(demo, "Train"));
          await press(button(demo, "Pause"));
        },
        told: /^Paused\. \d+% of the test points/,
        drawn: [/What (the network|neuron \d of layer \d) answers/, /^Loss on points/],
        instead: /weights [+−]\d.*bias/,
      },
    ],
  },
  "one-neuron": {
    steps: [
      {
        act: async (demo) => {
          await press(demo.locator("lbl-plane canvas[tabindex]"), "ArrowRight");
        },
        drawn: [
          /^\d+ of \d+ points are on their side of the line\. Loss/,
          /Weight of x [-−\d.]+, weight of y/,
        ],
        told: /points are on their side of the line\. Loss/,
      },
    ],
  },
  "peck-letters": {
    steps: [{ act: (game) => press(button(game, "x")), told: /^(Right|No), it was [xy]\.$/ }],
  },
  "race-downhill": {
    steps: [
      {
        act: async (race) => {
          await press(button(race, "Go"));
          await told(race, /^Lowest/);
        },
        drawn: [/Choose the start\. .* Lowest: /],
        told: /^Lowest: /,
      },
    ],
  },
  "real-or-invented": {
    steps: [
      {
        act: async (game) => {
          await press(button(game, "Begin"));
          await press(button(game, "Real"));
        },
        told: /^(Right|No): \w+ (is a real name|was invented by the network)\. [01] right so far\.$/,
      },
    ],
  },
  "reader-done": { steps: [{ act: (mark) => press(mark.locator("button")) }] },
  "reader-progress": { steps: [{}] },
  "resource-filter": {
    steps: [
      {
        act: async (filter) => {
          await press(filter.locator("input[type=search]"), "a");
        },
        told: /^\d+ (of \d+ )?resources/,
      },
    ],
  },
  "run-cell": {
    which: "[alt^='A scatter']",
    written: /<run-cell[^>]*alt="A scatter/,
    steps: [
      {
        act: async (cell) => {
          await press(button(cell, /^Run/));
          await cell.locator("figure, .pictures").first().waitFor({ timeout: 120_000 });
        },
        // The sketch, and marks beside words.
        drawn: [/^A .*: \d+ points, heights from [−\d.]+ to/, /^\w+$/],
      },
    ],
  },
  "see-backprop": {
    steps: [
      {
        act: (demo) => press(button(demo, "Next"), "Enter", "Enter"),
        drawn: [/^The network\. .*\d/],
        told: /\d/,
      },
    ],
  },
  "softmax-and-loss": {
    steps: [
      {
        act: (demo) => press(demo.getByLabel("Logit of dog"), "ArrowRight"),
        told: /and the network gave that [\d.]+%\. Loss \d/,
      },
    ],
  },
  "stack-layers": {
    steps: [
      {
        act: (demo) =>
          press(demo.locator(".tools", { hasText: "Add" }).getByRole("button").first()),
        told: /becomes|doesn't fit/,
      },
    ],
  },
  "stored-data": { steps: [{}] },
  "three-in-a-row": {
    steps: [
      {
        act: async (demo) => {
          await press(demo.getByRole("button", { name: /^5, centre/ }));
          await told(demo, /^It took/);
        },
        drawn: [/^5, centre: ×/, /^\d, [a-z ]+: ○, it thought \d+%$/],
        told: /^It took [1-9], [a-z ]+, with \d+%\. You are ×\.$/,
      },
      {
        act: (demo) => press(button(demo, "Yours")),
        drawn: [/^Against a rival by chance\. Won: nothing yet/],
      },
    ],
  },
  "spam-filter": {
    which: "[threshold]",
    written: /<spam-filter [^>]*threshold/,
    steps: [
      {
        act: (demo) => press(button(demo, "Ask the filters")),
        drawn: [/^\d+ messages of the test along their log-odds, .* Threshold at 0\.0\.$/],
        told: /filters? stops? it|let it through/,
      },
    ],
  },
  "teach-me": {
    steps: [
      {
        act: async (demo) => {
          // Teaches at once.
          await press(button(demo, "Use drawn pictures"));
          await button(demo, /^Download the model/).waitFor({ timeout: 240_000 });
        },
        drawn: [/^Remove picture \d+ of \w/],
        told: /\w/,
      },
      {
        act: async (demo) => {
          await press(demo.locator(".trying .buttons > button").first());
          await told(demo, /%/);
        },
        drawn: [/^Remove picture \d+ of \w/, /^The picture that it was shown$/],
        told: /%/,
      },
    ],
  },
  "train-here": {
    // Its long form, which draws curves.
    written: /<train-here>/,
    steps: [
      {
        act: async (demo) => {
          await drawByKeys(demo);
          await press(button(demo, /^(Train|Teach)/));
          await demo.getByText(/Step \d\d+ of/).waitFor({ timeout: 120_000 });
          await pause(demo);
        },
        drawn: [
          pad,
          /^Loss: [\d.]+ at step \d+, [\d.]+ at step \d+/,
          /^Right of those it learned from: \d+% at step .*Of new ones: \d+% at step \d+/,
          /^\d+ patterns, 5 by 5: weights from −[\d.]+ to [\d.]+/,
        ],
        told: /\d+%/,
      },
    ],
  },
  "tree-and-split": {
    steps: [
      {
        act: (demo) => press(demo.locator("input[type=range]").first(), "ArrowRight"),
        drawn: [
          /^The tree\. \d+ leaves, depth \d+: right for \d+%/,
          /^Right answers by depth\. At depth \d+: \d+%/,
        ],
        told: /right for \d+% of the rows it learned from/,
      },
    ],
  },
  "try-it": { steps: [{ act: (phrase) => press(phrase.locator("[role=button]")) }] },
  "turn-a-weight": {
    steps: [
      {
        act: (demo) => press(button(demo, "One step downhill")),
        told: /^It (rises|falls) to the right|^It is level/,
        instead: /^weight -?[\d.]+, loss [\d.]+, slope -?[\d.]+$/,
      },
    ],
  },
  "two-players": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, "One round"), "Enter", "Enter");
          await demo.locator(".result", { hasText: /^Round 2:/ }).waitFor();
        },
        drawn: [/^The discriminator's opinion, all over the plane\. Round 2: \d+% of its points/],
      },
      {
        act: async (demo) => {
          await press(button(demo, "Play"));
          await press(button(demo, "Pause"));
        },
        told: /^Paused\. Round \d+: \d+% of its points lie on real ones/,
        drawn: [/^The discriminator's opinion/],
      },
    ],
  },
  "where-to-begin": {
    steps: [
      {
        act: (demo) => press(demo.getByRole("button", { name: "I can't answer question 1" })),
        told: /Begin with/,
      },
    ],
  },
  "word-map": {
    steps: [
      {
        act: async (demo) => {
          await press(button(demo, "Show the map"));
          await told(demo, /^In the middle/);
          await press(demo.locator("canvas").first(), "+");
        },
        drawn: [/^Map of 20,000 words, across from man to woman, up from poor to rich\./],
        told: /^In the middle: \w+, \w+/,
      },
    ],
  },
  "word-sums": {
    steps: [
      {
        act: (demo) => press(button(demo, "What's nearest?")),
        told: /^king − man \+ woman: nearest is king \(0\.\d\d\), which was put in/,
      },
    ],
  },
  "your-guess": {
    which: "[name=learning]",
    written: /<your-guess name="learning"/,
    steps: [{ drawn: [/Left and right go from point to point, .* nothing drawn yet$/] }],
  },
};
