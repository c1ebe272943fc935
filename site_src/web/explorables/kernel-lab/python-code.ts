/** The same picture, kernel and layer in Keras and in PyTorch. */
import type { Drawn } from "./convolve.ts";
import { readKernel, SIDE, type KernelValues } from "./settings.ts";

const middle = (SIDE - 1) / 2;
const pictures: Readonly<Record<Drawn, string>> = {
  disc: `(x - ${middle}) ** 2 + (y - ${middle}) ** 2 < 169`,
  bars: "x // 5 % 2",
  frame: "(far < 14) & (far > 9)",
  ramp: `x / ${SIDE - 1}`,
};

function beginning({ picture, kernel }: KernelValues): string {
  const weights = readKernel(kernel);
  const rows = [0, 3, 6].map((start) => `        [${weights.slice(start, start + 3).join(", ")}],`);
  const far =
    picture === "frame" ? `far = np.maximum(abs(x - ${middle}), abs(y - ${middle}))\n` : "";
  return `y, x = np.mgrid[:${SIDE}, :${SIDE}]
${far}picture = (${pictures[picture as Drawn]}).astype("float32")
kernel = np.array(
    [
${rows.join("\n")}
    ],
    dtype="float32",
)
`;
}

const ENDING = `print(f"{side} x {side}, from {lowest:.2f} to {highest:.2f}")\n`;

export function kerasScript(values: KernelValues): string {
  const layers = [
    `layers.Conv2D(1, 3, use_bias=False${values.relu ? ', activation="relu"' : ""})`,
    ...(values.pool === "none"
      ? []
      : [`layers.${values.pool === "max" ? "Max" : "Average"}Pooling2D(2)`]),
  ];
  const all = values.twice ? [...layers, ...layers] : layers;
  return `import keras
import numpy as np
from keras import layers

${beginning(values)}
model = keras.Sequential(
    [
        keras.Input(shape=(${SIDE}, ${SIDE}, 1)),
${all.map((layer) => `        ${layer},`).join("\n")}
    ]
)
model.set_weights([kernel[:, :, None, None]${values.twice ? " for _ in range(2)" : ""}])
made = model.predict(picture[None, :, :, None], verbose=0)[0, :, :, 0]
side, lowest, highest = len(made), made.min(), made.max()
${ENDING}`;
}

export function torchScript(values: KernelValues): string {
  const steps = [
    "    made = F.conv2d(made, weights)",
    ...(values.relu ? ["    made = F.relu(made)"] : []),
    ...(values.pool === "none"
      ? []
      : [`    made = F.${values.pool === "max" ? "max" : "avg"}_pool2d(made, 2)`]),
  ];
  return `import numpy as np
import torch
from torch.nn import functional as F

${beginning(values)}
made = torch.from_numpy(picture)[None, None]  # (pictures, channels, rows, columns)
weights = torch.from_numpy(kernel)[None, None]
for _ in range(${values.twice ? 2 : 1}):
${steps.join("\n")}
side, lowest, highest = made.shape[-1], made.min().item(), made.max().item()
${ENDING}`;
}
