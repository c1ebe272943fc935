/** The tower in Keras and in PyTorch, up to the brick that doesn't fit, which says so itself. */
import { build, type Brick, type Laid, type Shape } from "./bricks.ts";
import { bricksOf, inputOf, type StackValues } from "./settings.ts";

/** What fits, and the first brick that doesn't. */
function tried(values: StackValues): { parts: readonly Laid[]; refused: boolean } {
  const bricks = bricksOf(values);
  const { laid, refusal, output } = build(inputOf(values), bricks);
  const next = bricks[laid.length];
  if (refusal === null || next === undefined) return { parts: laid, refused: false };
  return { parts: [...laid, { brick: next, input: output, output, parameters: 0 }], refused: true };
}

/** All but the last one bend their sums; what comes out of the last are logits. */
const bends = (place: number, count: number): boolean => place < count - 1;

export function kerasScript(values: StackValues): string {
  const { parts, refused } = tried(values);
  const lines = parts.map(({ brick }, place) => {
    const mark = refused && place === parts.length - 1 ? "  # doesn't fit" : "";
    return `        layers.${kerasLayer(brick, bends(place, parts.length))},${mark}\n`;
  });
  const shape = inputOf(values);
  return `import keras
from keras import layers

model = keras.Sequential(
    [
        keras.Input(shape=(${shape.join(", ")}${shape.length === 1 ? "," : ""})),
${lines.join("")}    ]
)
print(f"{model.output_shape[1:]}, {model.count_params()} parameters")
`;
}

function kerasLayer(brick: Brick, bent: boolean): string {
  const relu = bent ? ', activation="relu"' : "";
  switch (brick.kind) {
    case "conv":
      return `Conv2D(${brick.filters}, ${brick.kernel}${brick.same ? ', padding="same"' : ""}${relu})`;
    case "dense":
      return `Dense(${brick.units}${relu})`;
    case "pool":
      return `MaxPooling2D(${brick.size})`;
    case "global":
      return "GlobalAveragePooling2D()";
    case "flatten":
      return "Flatten()";
    case "dropout":
      return "Dropout(0.5)";
  }
}

export function torchScript(values: StackValues): string {
  const { parts, refused } = tried(values);
  const lines = parts.flatMap((part, place) => {
    const mark = refused && place === parts.length - 1 ? "  # doesn't fit" : "";
    return torchModules(part, bends(place, parts.length)).map((line) => `    nn.${line}${mark}\n`);
  });
  return `import torch
from torch import nn

model = nn.Sequential(
${lines.join("")})
made = model(torch.zeros(${batch(inputOf(values))}))
parameters = sum(weights.numel() for weights in model.parameters())
print(f"{tuple(made.shape[1:])}, {parameters} parameters")
`;
}

/** PyTorch has the channels before rows and columns. */
function batch(shape: Shape): string {
  const [rows, columns, channels] = shape;
  return shape.length === 1 ? `1, ${rows}` : `1, ${channels}, ${rows}, ${columns}`;
}

function torchModules({ brick, input }: Laid, bent: boolean): readonly string[] {
  const channels = input.at(-1) ?? 1;
  const relu = bent ? ["ReLU(),"] : [];
  switch (brick.kind) {
    case "conv": {
      const { filters, kernel } = brick;
      return [
        `Conv2d(${channels}, ${filters}, ${kernel}${brick.same ? ', padding="same"' : ""}),`,
        ...relu,
      ];
    }
    case "dense":
      return input.length === 3
        ? [`Conv2d(${channels}, ${brick.units}, 1),  # Dense at every pixel`, ...relu]
        : [`Linear(${channels}, ${brick.units}),`, ...relu];
    case "pool":
      return [`MaxPool2d(${brick.size}),`];
    case "global":
      return ["AdaptiveAvgPool2d(1),", "Flatten(),"];
    case "flatten":
      return ["Flatten(),"];
    case "dropout":
      return ["Dropout(0.5),"];
  }
}
