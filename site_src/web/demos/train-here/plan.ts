/** What a reader may choose about a training, and the Python that does the same. */
import type { Plan } from "../../runtime/tasks/training.ts";
import type { Settings } from "../../url-state.ts";

/** One switch: what it sets, and between what. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  readonly options: readonly number[];
  readonly shown: (value: number) => string;
}

const number = new Intl.NumberFormat("en");

/** 9000 -> "9,000". */
export const grouped = (value: number): string => number.format(value);

export const choices = [
  {
    name: "convolutions",
    label: "Convolutions",
    options: [0, 1, 2],
    shown: (value: number) => ["none", "one", "two"][value] ?? "",
  },
  { name: "patterns", label: "Patterns", options: [4, 8, 16], shown: grouped },
  {
    name: "hidden",
    label: "Hidden layer",
    options: [0, 32, 128],
    shown: (value: number) => (value === 0 ? "none" : `${value} numbers`),
  },
  {
    name: "digits",
    label: "Digits to learn from",
    options: [100, 1000, 3000, 9000],
    shown: grouped,
  },
  { name: "rounds", label: "Rounds through them", options: [1, 3, 10, 40], shown: grouped },
] as const satisfies readonly Choice[];

export type ChoiceName = (typeof choices)[number]["name"] | "wrong";
/** The wrong labels are in percent. */
export type Chosen = Readonly<Record<ChoiceName, number>>;

export const usual: Chosen = {
  convolutions: 1,
  patterns: 8,
  hidden: 32,
  digits: 3000,
  rounds: 3,
  wrong: 0,
};

/** The landing page's: seconds, and good enough to read most sevens. */
export const compact: Chosen = {
  convolutions: 1,
  patterns: 8,
  hidden: 0,
  digits: 1000,
  rounds: 5,
  wrong: 0,
};

const BATCH = 32;
const RATE = 0.003;

export function planOf(chosen: Chosen, seed: number): Plan {
  return {
    architecture: {
      convolutions: chosen.convolutions,
      filters: chosen.patterns,
      hidden: chosen.hidden,
    },
    examples: chosen.digits,
    epochs: chosen.rounds,
    batchSize: BATCH,
    learningRate: RATE,
    wrong: chosen.wrong / 100,
    seed,
  };
}

/** What was chosen, changed by settings of the prose or the address; what is not an option is not. */
export function changed(chosen: Chosen, settings: Settings): Chosen {
  const next = { ...chosen };
  for (const { name, options } of choices) {
    const value = Number(settings.get(name));
    if (settings.has(name) && (options as readonly number[]).includes(value)) next[name] = value;
  }
  const wrong = Number(settings.get("wrong"));
  if (settings.has("wrong") && wrong >= 0 && wrong <= 100) next.wrong = Math.round(wrong);
  return next;
}

/** The choices that are not the usual ones, for the address. */
export function unusual(chosen: Chosen): Settings {
  const names = [...choices.map(({ name }) => name), "wrong"] as ChoiceName[];
  return new Map(
    names
      .filter((name) => chosen[name] !== usual[name])
      .map((name) => [name, String(chosen[name])]),
  );
}

/** The same network and training in Keras. */
export function python(chosen: Chosen): string {
  const layers = ["Input(shape=(28, 28, 1))", "Rescaling(1 / 255)"];
  [5, 3].slice(0, chosen.convolutions).forEach((side, index) => {
    const filters = chosen.patterns * 2 ** index;
    layers.push(`Conv2D(${filters}, ${side}, activation="relu")`, "MaxPooling2D()");
  });
  layers.push("Flatten()");
  if (chosen.hidden > 0) layers.push(`Dense(${chosen.hidden}, activation="relu")`);
  layers.push('Dense(10, activation="softmax")');
  return `import keras
from keras import layers

(images, labels), _ = keras.datasets.mnist.load_data()
model = keras.Sequential([
${layers.map((layer) => `    layers.${layer},`).join("\n")}
])
model.compile(keras.optimizers.Adam(${RATE}), "sparse_categorical_crossentropy")
model.fit(images[:${chosen.digits}], labels[:${chosen.digits}], batch_size=${BATCH}, epochs=${chosen.rounds})
`;
}

/** 75 -> "about 75 seconds left", and so on; never more exact than it is. */
export function timeLeft(seconds: number): string {
  if (seconds < 1.5) return "about a second left";
  if (seconds < 10) return `about ${Math.round(seconds)} seconds left`;
  if (seconds < 90) return `about ${5 * Math.round(seconds / 5)} seconds left`;
  return `about ${Math.round(seconds / 60)} minutes left`;
}
