/** The pure parts of the explorables: their tables of settings, their networks, their data. */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { describe, test } from "node:test";
import {
  describeSettings,
  unusualTexts,
  usualValues,
  withTexts,
  writeValue,
  type Table,
  type Values,
} from "../../site_src/web/explorables/frame/settings.ts";
import { settingsPage, tables } from "../../site_src/web/explorables/tables.ts";
import { optimizer } from "../../site_src/web/explorables/learning/optimizers.ts";
import {
  convolve,
  drawn as inked,
  findsEdges,
  layer,
  pool,
} from "../../site_src/web/explorables/kernel-lab/convolve.ts";
import {
  presets,
  readKernel,
  table as kernels,
} from "../../site_src/web/explorables/kernel-lab/settings.ts";
import { remembered } from "../../site_src/web/explorables/network-playground/history.ts";
import {
  levelOf,
  setUp,
  standing,
} from "../../site_src/web/explorables/network-playground/levels.ts";
import {
  dataOf,
  planOf,
  table as playground,
  tuningOf,
} from "../../site_src/web/explorables/network-playground/settings.ts";
import {
  activations,
  crossEntropy,
  Network,
  type Activation,
} from "../../site_src/web/explorables/learning/network.ts";
import { Trainer } from "../../site_src/web/explorables/network-playground/training/trainer.ts";
import { judge, pointsFor } from "../../site_src/web/explorables/one-neuron/neuron.ts";
import {
  draw,
  MOST,
  readPoints,
  readTable,
  shapes,
  split,
  writePoints,
  type Shape,
} from "../../site_src/web/explorables/plane/data.ts";
import {
  mapOf,
  race,
  table as downhill,
} from "../../site_src/web/explorables/race-downhill/race.ts";
import { table as softmax } from "../../site_src/web/explorables/softmax-and-loss/settings.ts";
import { outcomeOf } from "../../site_src/web/explorables/softmax-and-loss/softmax.ts";
import { normal, random, type Random } from "../../site_src/web/runtime/training/random.ts";

/** Values that a reader may reach: each setting moved on a number of times. */
function drawn<T extends Table>(table: T, next: Random): Values<T> {
  const values = Object.entries(table).map(([name, setting]) => {
    const move = setting.next as (value: unknown, by: 1 | -1) => unknown;
    let value: unknown = setting.usual;
    for (let moves = Math.floor(12 * next()); moves > 0; moves--)
      value = move(value, next() < 0.5 ? 1 : -1);
    return [name, value] as const;
  });
  return Object.fromEntries(values) as Values<T>;
}

describe("a table of settings", () => {
  for (const [name, table] of Object.entries(tables)) {
    test(`${name}: what an address holds gives the same values again`, () => {
      const next = random(1);
      for (let trial = 0; trial < 300; trial++) {
        const values = drawn(table, next);
        const texts = unusualTexts(table, values);
        const again = withTexts(table, usualValues(table), texts);
        assert.deepEqual(again, values, JSON.stringify([...texts]));
      }
    });

    test(`${name}: what is no value changes nothing, whatever it is`, () => {
      const next = random(2);
      const usual = usualValues(table);
      for (let trial = 0; trial < 300; trial++) {
        const text = Array.from({ length: Math.floor(8 * next()) }, () =>
          String.fromCharCode(33 + Math.floor(90 * next())),
        ).join("");
        const values = withTexts(table, usual, new Map(Object.keys(table).map((s) => [s, text])));
        for (const setting of Object.keys(table)) {
          // Either it was a value, which is written and read without a change, or nothing happened.
          const written = writeValue(table, values, setting);
          const again = withTexts(table, usual, new Map([[setting, written]]));
          assert.deepEqual(again[setting], values[setting], `${setting}: ${text}`);
        }
      }
    });

    test(`${name}: no two settings share a key, and every one is described`, () => {
      const keys = Object.values(table).flatMap(({ key }) => key ?? []);
      assert.equal(new Set(keys).size, keys.length);
      const described = describeSettings(table);
      for (const setting of Object.keys(table))
        assert.match(described, new RegExp(`\`${setting}\``));
    });
  }

  test("the page of all settings is the one that the tables print", async () => {
    const page = await readFile("docs/play/settings.md", "utf8");
    assert.equal(page, settingsPage());
  });

  test("numbers go to the nearest stop, and lists of counts keep to their limits", () => {
    const { rate, hidden, features } = playground;
    assert.equal(rate.read("0.012"), 0.01);
    assert.equal(rate.read(""), undefined);
    assert.deepEqual(hidden.read("8-4"), [8, 4]);
    assert.deepEqual(hidden.read("none"), []);
    for (const wrong of ["9", "0", "1-2-3-4-5", "4--2", "x"])
      assert.equal(hidden.read(wrong), undefined);
    assert.deepEqual(features.read("y-x"), ["x", "y"]);
    assert.equal(features.read("x-z"), undefined);
  });
});

describe("the network", () => {
  for (const activation of Object.keys(activations) as Activation[]) {
    test(`${activation}: its gradient is that of finite differences`, () => {
      const next = random(3);
      const [count, inputs] = [7, 3];
      const network = new Network([inputs, 5, 4, 1], activation, count);
      network.initialise(4);
      // Biases away from 0, where a ReLU has a bend.
      network.parameters.forEach((value, at, all) => (all[at] = value + 0.3 * normal(next)));
      const examples = Float32Array.from({ length: count * inputs }, () => normal(next));
      const labels = Uint8Array.from({ length: count }, () => (next() < 0.5 ? 0 : 1));
      const gradient = new Float32Array(network.parameters.length);
      const loss = network.backward(examples, labels, count, gradient);
      const lossNow = (): number => {
        const logits = network.forward(examples, count);
        return (
          labels.reduce((sum, label, i) => sum + crossEntropy(logits[i] ?? 0, label), 0) / count
        );
      };
      assert.ok(Math.abs(loss - lossNow()) < 1e-6);
      const step = 1e-2;
      for (let at = 0; at < gradient.length; at++) {
        const value = network.parameters[at] ?? 0;
        network.parameters[at] = value + step;
        const above = lossNow();
        network.parameters[at] = value - step;
        const below = lossNow();
        network.parameters[at] = value;
        const difference = (above - below) / (2 * step);
        assert.ok(Math.abs(difference - (gradient[at] ?? 0)) < 2e-3, `${at}: ${difference}`);
      }
    });
  }

  test("what it says of huge logits is finite", () => {
    assert.equal(crossEntropy(1000, 1), 0);
    assert.equal(crossEntropy(-1000, 1), 1000);
  });

  test("the spiral falls to eight neurons, and not to two", () => {
    const right = (hidden: readonly number[]): number => {
      const level = levelOf({ ...usualValues(playground), level: "spiral" });
      assert.ok(level);
      const values = { ...usualValues(playground), ...setUp(level), hidden, rate: 0.03 };
      const trainer = new Trainer(planOf(values, 1), dataOf(values), tuningOf(values));
      for (let epoch = 0; epoch < 400; epoch++) trainer.trainEpoch();
      const moment = trainer.moment();
      const { missing } = standing(level, values, moment.right);
      assert.equal(missing === null, moment.right >= 0.95);
      return moment.right;
    };
    assert.ok(right([8]) >= 0.95);
    assert.ok(right([2]) < 0.9);
  });

  test("a penalty makes weights smaller; too many neurons, or other inputs, are not par", () => {
    const sizes = [0, 0.03].map((decay) => {
      const values = { ...usualValues(playground), decay };
      const trainer = new Trainer(planOf(values, 1), dataOf(values), tuningOf(values));
      for (let epoch = 0; epoch < 50; epoch++) trainer.trainEpoch();
      return Math.hypot(...trainer.network.parameters);
    });
    assert.ok((sizes[1] ?? 0) < (sizes[0] ?? 0));
    const values = { ...usualValues(playground), level: "xor" as const };
    const level = levelOf(values);
    assert.ok(level);
    const begun = { ...values, ...setUp(level), hidden: [4] };
    assert.equal(standing(level, begun, 0.96).missing, null);
    assert.match(standing(level, { ...begun, hidden: [4, 4] }, 1).missing ?? "", /par is 4/);
    assert.match(standing(level, { ...begun, features: ["xy"] }, 1).missing ?? "", /only x and y/);
    assert.match(standing(level, { ...begun, data: "moons" }, 1).missing ?? "", /other data/);
  });

  test("a long run keeps its first and its last moments, and not too many", () => {
    let moments: ReturnType<typeof remembered> = [];
    const rest = { parameters: new Float32Array(), train: 1, test: 1, right: 0 };
    for (let epoch = 0; epoch < 5000; epoch++) moments = remembered(moments, { epoch, ...rest });
    assert.ok(moments.length <= 401);
    assert.equal(moments[0]?.epoch, 0);
    assert.equal(moments.at(-1)?.epoch, 4999);
  });
});

test("each optimizer finds the ground of a bowl, and takes the first step that its paper says", () => {
  for (const name of ["sgd", "momentum", "rmsprop", "adam"] as const) {
    const at = Float32Array.of(2, -1);
    const step = optimizer(name, 2);
    step(at, at.slice(), 0.05);
    const first = { sgd: 1.9, momentum: 1.9, rmsprop: 2 - 0.05 / Math.sqrt(0.1), adam: 1.95 }[name];
    assert.ok(Math.abs((at[0] ?? 0) - first) < 1e-5, `${name}: ${at[0]}`);
    for (let i = 0; i < 400; i++) step(at, at.slice(), 0.05);
    assert.ok(Math.hypot(...at) < 0.06, `${name}: ${[...at].join()}`);
  }
});

describe("points", () => {
  test("every shape has as many of each class, split in two", () => {
    for (const shape of Object.keys(shapes) as Shape[]) {
      const { train, test } = split(draw(shape, 100, 0, 1), 1);
      assert.equal(train.labels.length, 100);
      const ones = [...train.labels, ...test.labels].filter((label) => label === 1);
      assert.equal(ones.length, 100);
    }
  });

  test("points survive an address to a hundredth of the plane", () => {
    const next = random(5);
    const points = Array.from(
      { length: 50 },
      () => [6 * next() - 3, 6 * next() - 3, next() < 0.5 ? 0 : 1] as const,
    );
    readPoints(writePoints(points)).forEach(([x, y, label], i) => {
      const [atX = 0, atY = 0, was] = points[i] ?? [];
      assert.ok(Math.abs(x - atX) < 0.01 && Math.abs(y - atY) < 0.01);
      assert.equal(label, was);
    });
  });

  test("a table of the reader's is read, or told what is wrong with it, and where", () => {
    const read = readTable("width;height;kind\n1;10;cat\n2;20;dog\n\n3;30;cat\n");
    assert.ok("points" in read);
    const points = readPoints(read.points);
    assert.deepEqual(
      points.map(([, , label]) => label),
      [0, 1, 0],
    );
    assert.ok(Math.abs((points[0]?.[0] ?? 0) + 2.7) < 0.01);
    assert.match(read.message, /circles are cat, diamonds are dog/);
    const long = Array.from({ length: 1000 }, (_, i) => `${i},${i},${i % 2}`).join("\n");
    const kept = readTable(long);
    assert.ok("points" in kept && readPoints(kept.points).length === MOST);
    const wrong = [
      ["", /no rows/],
      ["1,2,a\n3,4\n", /Line 2 has 2 columns/],
      ["1,2,a\nx,4,b\n", /Line 2 begins with x and 4/],
      ["1,2,a\n3,4,a\n", /1 different label/],
    ] as const;
    for (const [text, problem] of wrong) {
      const told = readTable(text);
      assert.ok("problem" in told && problem.test(told.problem), JSON.stringify(told));
    }
  });
});

test("softmax: shares of one, cooler is surer, and the loss is entropy and divergence", () => {
  const next = random(6);
  for (let trial = 0; trial < 200; trial++) {
    const values = drawn(softmax, next);
    const outcome = outcomeOf(values);
    const total = outcome.probabilities.reduce((sum, share) => sum + share, 0);
    assert.ok(Math.abs(total - 1) < 1e-9);
    assert.ok(Math.abs(outcome.entropy + outcome.divergence - outcome.crossEntropy) < 1e-9);
    const cool = outcomeOf({ ...values, temperature: values.temperature / 2 });
    assert.ok(Math.max(...cool.probabilities) >= Math.max(...outcome.probabilities) - 1e-12);
  }
  const sure = {
    ...usualValues(softmax),
    dog: 5,
    cat: -5,
    temperature: 0.1,
    truth: "cat" as const,
  };
  assert.ok(Math.abs(outcomeOf(sure).crossEntropy - 100) < 1e-6);
});

test("a kernel slides as the sum over nine products says, and edges are where it is silent", () => {
  const next = random(8);
  const side = 7;
  const picture = { side, values: Float32Array.from({ length: side * side }, () => next()) };
  const weights = Array.from({ length: 9 }, () => Math.round(6 * next() - 3));
  const made = convolve(picture, weights);
  assert.equal(made.side, 5);
  for (let y = 0; y < 5; y++) {
    for (let x = 0; x < 5; x++) {
      let sum = 0;
      for (let at = 0; at < 9; at++)
        sum +=
          (weights[at] ?? 0) *
          (picture.values[(y + Math.floor(at / 3)) * side + x + (at % 3)] ?? 0);
      assert.ok(Math.abs((made.values[5 * y + x] ?? 0) - sum) < 1e-5);
    }
  }
  const largest = pool(made, "max");
  assert.equal(largest.side, 2);
  const corner = [0, 1, 5, 6].map((at) => made.values[at] ?? 0);
  assert.equal(largest.values[0], Math.max(...corner));
  for (const { kernel } of [presets.edge, presets.lying, presets.around])
    assert.ok(findsEdges(readKernel(kernel)));
  for (const { kernel } of [presets.blur, presets.nothing])
    assert.ok(!findsEdges(readKernel(kernel)));
  const usual = usualValues(kernels);
  assert.equal(layer(inked("disc"), { ...usual, pool: "max", twice: true }).side, 8);
});

test("one neuron: its gradient is that of finite differences, and it parts most irises", () => {
  const points = pointsFor("petals");
  const at = { w1: 0.4, w2: -0.7, bias: 0.2 };
  const { gradient } = judge(points, at);
  for (const name of ["w1", "w2", "bias"] as const) {
    const above = judge(points, { ...at, [name]: at[name] + 1e-4 }).loss;
    const below = judge(points, { ...at, [name]: at[name] - 1e-4 }).loss;
    assert.ok(Math.abs((above - below) / 2e-4 - gradient[name]) < 1e-6);
  }
  assert.ok(judge(points, { w1: 3, w2: 3, bias: 0 }).right >= 90);
});

test("downhill: hills are as steep as they are high, and each racer ends on the map", () => {
  const usual = usualValues(downhill);
  for (const hill of Object.keys(downhill.hill.options) as (typeof usual.hill)[]) {
    const { values } = mapOf(hill);
    assert.ok(
      values.every((value) => value >= -1.001 && value <= 1),
      hill,
    );
    // One small step of plain SGD goes down by the square of the slope.
    const values1 = { ...usual, hill, racers: ["sgd"] as const, rate: 0.001, x: 1.3, y: -0.9 };
    const [start] = race({ ...values1, steps: 0 });
    const [end] = race({ ...values1, steps: 1 });
    assert.ok(start && end);
    const [dx, dy] = [0, 1].map((i) => ((end.path[2 + i] ?? 0) - (start.path[i] ?? 0)) / 0.001);
    const slope = (dx ?? 0) ** 2 + (dy ?? 0) ** 2;
    assert.ok(Math.abs((start.height - end.height) / 0.001 / slope - 1) < 0.03, hill);
  }
  for (const { name, lost, height } of race(usual))
    assert.ok(!lost && height < 0.4, `${name} ${height}`);
  const [sgd] = race({ ...usual, racers: ["sgd"], rate: 0.6 });
  assert.equal(sgd?.lost, true);
});
