/**
 * Prints the scripts that explorables give away as JSON: name, code, and what the same network in the
 * page comes to. `npx tsx tests/web/support/explorable-scripts.ts`; test_explorable_scripts.py runs them.
 */
import { readFileSync } from "node:fs";
import { look } from "../../../site_src/web/explorables/attention-lab/attention.ts";
import * as attentionCode from "../../../site_src/web/explorables/attention-lab/python-code.ts";
import { table as attention } from "../../../site_src/web/explorables/attention-lab/settings.ts";
import {
  lettersOf,
  orderOf,
} from "../../../site_src/web/explorables/beat-it-with-birds/letters.ts";
import { Pupil } from "../../../site_src/web/explorables/beat-it-with-birds/pupil.ts";
import * as birdCode from "../../../site_src/web/explorables/beat-it-with-birds/python-code.ts";
import { right } from "../../../site_src/web/explorables/beat-it-with-birds/score.ts";
import {
  LETTERS,
  table as birds,
} from "../../../site_src/web/explorables/beat-it-with-birds/settings.ts";
import { usualValues } from "../../../site_src/web/explorables/frame/settings.ts";
import { drawn, layer, type Drawn } from "../../../site_src/web/explorables/kernel-lab/convolve.ts";
import * as kernelCode from "../../../site_src/web/explorables/kernel-lab/python-code.ts";
import * as kernel from "../../../site_src/web/explorables/kernel-lab/settings.ts";
import * as network from "../../../site_src/web/explorables/network-playground/python-code.ts";
import {
  dataOf,
  planOf,
  table,
  tuningOf,
  type PlaygroundValues,
} from "../../../site_src/web/explorables/network-playground/settings.ts";
import { Trainer } from "../../../site_src/web/explorables/network-playground/training/trainer.ts";
import * as neuron from "../../../site_src/web/explorables/one-neuron/neuron.ts";
import * as downhill from "../../../site_src/web/explorables/race-downhill/race.ts";
import * as backpropCode from "../../../site_src/web/explorables/see-backprop/python-code.ts";
import { passes } from "../../../site_src/web/explorables/see-backprop/passes.ts";
import {
  table as backprop,
  WEIGHTS,
} from "../../../site_src/web/explorables/see-backprop/settings.ts";
import * as softmaxCode from "../../../site_src/web/explorables/softmax-and-loss/python-code.ts";
import { table as softmax } from "../../../site_src/web/explorables/softmax-and-loss/settings.ts";
import { outcomeOf } from "../../../site_src/web/explorables/softmax-and-loss/softmax.ts";
import { build } from "../../../site_src/web/explorables/stack-layers/bricks.ts";
import * as stackCode from "../../../site_src/web/explorables/stack-layers/python-code.ts";
import {
  bricksOf,
  inputOf,
  table as layers,
} from "../../../site_src/web/explorables/stack-layers/settings.ts";
import * as treeCode from "../../../site_src/web/explorables/tree-and-split/python-code.ts";
import { table as trees } from "../../../site_src/web/explorables/tree-and-split/settings.ts";
import { diamonds, readCsv } from "../../../site_src/web/explorables/tree-and-split/table.ts";
import {
  accuracy,
  cut,
  grow,
  growForest,
} from "../../../site_src/web/explorables/tree-and-split/tree.ts";
import * as duelCode from "../../../site_src/web/explorables/two-players/python-code.ts";
import * as duel from "../../../site_src/web/explorables/two-players/settings.ts";
import { standing as near } from "../../../site_src/web/explorables/two-players/shapes.ts";
import { Players } from "../../../site_src/web/explorables/two-players/training/players.ts";
import { readGreyPng } from "./png.ts";

interface Script {
  readonly name: string;
  readonly code: string;
  /** What it should print, by the names of its groups in the test. */
  readonly ours: number | readonly number[];
  /** What it should say of itself when it fails; absent where it should run. */
  readonly refusal?: string;
  /** What lies beside it. */
  readonly files?: Readonly<Record<string, string>>;
  /** What lies beside it of the site's data, from docs/data/ on. */
  readonly data?: readonly string[];
}

const EPOCHS = 40;
const STEPS = 100;
const ROUNDS = 1500;
const SEEDS = [1, 2, 3];

function playground(name: string, changed: Partial<PlaygroundValues>): Script[] {
  const values = { ...usualValues(table), ...changed };
  const ours = SEEDS.map((seed) => {
    const trainer = new Trainer(planOf(values, seed), dataOf(values), tuningOf(values));
    for (let epoch = 0; epoch < EPOCHS; epoch++) trainer.trainEpoch();
    return trainer.moment().test;
  });
  return [
    { name: `playground, Keras, ${name}`, code: network.kerasScript(values, EPOCHS), ours },
    { name: `playground, PyTorch, ${name}`, code: network.torchScript(values, EPOCHS), ours },
  ];
}

/** The fair game of two-players; the worst of a few, since each ends elsewhere. */
function players(): Script {
  const values = usualValues(duel.table);
  const ours = SEEDS.map((seed) => {
    const plan = duel.planOf(values, seed);
    const pair = new Players(plan, duel.tuningOf(values));
    for (let round = 0; round < ROUNDS; round++) pair.play();
    return near(pair.moment().points, plan.data).real;
  });
  return { name: "two players", code: duelCode.torchScript(values, ROUNDS), ours };
}

function loss(): Script[] {
  const values = { ...usualValues(softmax), temperature: 2, sure: 80 };
  const ours = outcomeOf(values).crossEntropy;
  return [
    { name: "softmax, Keras", code: softmaxCode.kerasScript(values), ours },
    { name: "softmax, PyTorch", code: softmaxCode.torchScript(values), ours },
  ];
}

function steps(): Script {
  const values = usualValues(neuron.table);
  const points = neuron.pointsFor(values.data);
  let numbers: neuron.Numbers = values;
  for (let step = 0; step < STEPS; step++)
    numbers = neuron.stepped(numbers, neuron.judge(points, numbers).gradient, values.rate);
  const code = neuron.numpyScript(values, STEPS);
  return { name: "one neuron", code, ours: neuron.judge(points, numbers).loss };
}

function hills(): Script[] {
  const usual = usualValues(downhill.table);
  return (Object.keys(downhill.table.hill.options) as (typeof usual.hill)[]).map((hill) => {
    const values = { ...usual, hill, rate: 0.03 };
    const ours = downhill.race(values).map(({ height }) => height);
    return { name: `downhill, ${hill}`, code: downhill.torchScript(values), ours };
  });
}

/** Side, lowest and highest value of what comes out. */
function kernels(): Script[] {
  const usual = usualValues(kernel.table);
  const trials = [
    usual,
    { ...usual, picture: "disc", relu: true, pool: "max", twice: true },
    { ...usual, picture: "bars", pool: "mean", kernel: "1,2,-1,0,3,-4,1,0,0" },
    { ...usual, picture: "ramp", relu: true },
    { ...usual, kernel: "0.12,-0.31,-0.44,0.2,0.05,-0.27,0.33,0.41,-0.18" },
  ] as const;
  return trials.flatMap((values, trial) => {
    const made = layer(drawn(values.picture as Drawn), values);
    const ours = [made.side, Math.min(...made.values), Math.max(...made.values)];
    return [
      { name: `kernel, Keras, ${trial}`, code: kernelCode.kerasScript(values), ours },
      { name: `kernel, PyTorch, ${trial}`, code: kernelCode.torchScript(values), ours },
    ];
  });
}

/** The loss, then its slope at each weight. */
function slopes(): Script[] {
  const usual = usualValues(backprop);
  return (["tanh", "relu", "linear"] as const).flatMap((bend) => {
    const values = { ...usual, bend, x2: 1.5 };
    const lines = passes(values);
    const ours = ["L", ...WEIGHTS.map((name) => `d${name}`)].map(
      (id) => lines.find((line) => line.id === id)?.value ?? NaN,
    );
    return [
      { name: `backprop, PyTorch, ${bend}`, code: backpropCode.torchScript(values), ours },
      { name: `backprop, NumPy, ${bend}`, code: backpropCode.numpyScript(values), ours },
    ];
  });
}

/** Sizes that come out, and parameters; or the words of the refusal. */
function stacks(): Script[] {
  const usual = usualValues(layers);
  const trials = [
    ["digits", "c16k3-p2-c32k5s-p3-o-f-d64-d10"],
    ["photos", "c8k3-d4-g-d10"],
    ["vector", "d32-d10"],
    ["digits", "c16k3-p2-f-d64-c8k3-d10"],
    ["digits", "f-p2"],
    ["digits", "c8k3-f-g"],
    ["photos", "p4-p4-c8k3"],
    ["digits", "p4-p4-p2-c8k2"],
    ["photos", "p4-p4-p3"],
  ] as const;
  return trials.flatMap(([input, stack]) => {
    const values = { ...usual, input, stack };
    const { output, parameters, refusal } = build(inputOf(values), bricksOf(values));
    const words = (said: string | null): Partial<Script> =>
      said === null ? {} : { refusal: said };
    const name = (library: string): string => `stack, ${library}, ${input} ${stack}`;
    // PyTorch has the channels first.
    const sizes = output.length === 3 ? [output[2] ?? 0, ...output.slice(0, 2)] : output;
    const keras = { name: name("Keras"), code: stackCode.kerasScript(values) };
    const pytorch = { name: name("PyTorch"), code: stackCode.torchScript(values) };
    const one = refusal === null ? [...sizes, parameters] : [1, parameters];
    return [
      { ...keras, ours: [...output, parameters], ...words(refusal?.keras ?? null) },
      { ...pytorch, ours: one, ...words(refusal?.pytorch ?? null) },
    ];
  });
}

/** A table that a reader might bring: any depth parts it without a mistake. */
const OWN = `size;colour;kind\n${Array.from({ length: 40 }, (_, i) => `${i};${i % 3};${i < 20 ? "low" : "high"}`).join("\n")}`;

/** Shares of right answers, of rows learned from and of new ones. */
function woods(): Script[] {
  const usual = usualValues(trees);
  const own = readCsv("table.csv", OWN);
  if (!("table" in own)) throw new Error(own.problem);
  const trials = [
    [{ depth: 0 }, diamonds()],
    [{ depth: 2 }, diamonds()],
    [{ depth: 12, leaf: 5 }, diamonds()],
    [{ depth: 12 }, diamonds()],
    [{ depth: 8, trees: 100 }, diamonds()],
    [{ depth: 2 }, own.table],
  ] as const;
  return trials.map(([changed, rows], trial) => {
    const values = { ...usual, ...changed };
    const grown =
      values.trees === 1 ? [grow(rows, values.leaf)] : growForest(rows, values.leaf, values.trees);
    const limited = grown.map((tree) => cut(tree, values.depth));
    return {
      name: `tree, ${trial}`,
      code: treeCode.scikitScript(values, rows),
      ours: [accuracy(limited, rows.train), accuracy(limited, rows.test)],
      ...(rows.file === null ? {} : { files: { [rows.file]: OWN } }),
    };
  });
}

/** The two numbers that the word becomes. */
function attentions(): Script[] {
  const usual = usualValues(attention);
  const trials = [
    usual,
    { ...usual, causal: true, asking: "cat" },
    { ...usual, scaled: false },
  ] as const;
  return trials.flatMap((values, trial) => {
    const ours = look(values).output;
    return [
      { name: `attention, PyTorch, ${trial}`, code: attentionCode.torchScript(values), ours },
      { name: `attention, NumPy, ${trial}`, code: attentionCode.numpyScript(values), ours },
    ];
  });
}

/** How many letters five networks get right, each with other random numbers. */
function pupils(): Script[] {
  const usual = usualValues(birds);
  const trials = [
    usual,
    { ...usual, pair: "feet", hidden: 0, order: 4 },
    { ...usual, pair: "book", looks: 5, memory: "last" },
    { ...usual, pair: "feet", looks: 10, hidden: 32 },
  ] as const;
  return trials.map((values, trial) => {
    const sheet = `birds/${values.pair}.png`;
    const file = new URL(`../../../docs/data/${sheet}`, import.meta.url);
    const letters = lettersOf(readGreyPng(readFileSync(file)));
    const game = orderOf(values.order).flatMap((at) => letters[at] ?? []);
    const ours = [1, 2, 3, 4, 5].map((seed) => {
      const pupil = new Pupil(game, values, seed);
      for (let at = 0; at < LETTERS; at++) pupil.next();
      return right(pupil.hits);
    });
    return { name: `birds, ${trial}`, code: birdCode.torchScript(values), ours, data: [sheet] };
  });
}

const scripts: readonly Script[] = [
  ...playground("moons, Adam", { data: "moons", hidden: [4, 3], rate: 0.03 }),
  ...playground("ring, momentum and a penalty", {
    activation: "relu",
    optimizer: "momentum",
    rate: 0.1,
    decay: 0.001,
    features: ["x", "y", "xx", "sinx"],
  }),
  ...playground("clouds without a hidden layer", {
    data: "clouds",
    hidden: [],
    optimizer: "rmsprop",
    activation: "linear",
  }),
  players(),
  ...loss(),
  steps(),
  ...hills(),
  ...kernels(),
  ...slopes(),
  ...stacks(),
  ...woods(),
  ...attentions(),
  ...pupils(),
];
console.log(JSON.stringify(scripts));
