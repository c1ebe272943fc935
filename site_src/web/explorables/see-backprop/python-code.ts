/** The same network in PyTorch, which finds the slopes by itself, and in NumPy, by hand. */
import { readWeights, WEIGHTS, type BackpropValues, type Bend } from "./settings.ts";

function beginning(values: BackpropValues): { numbers: string; inputs: string } {
  const weights = readWeights(values.weights);
  return {
    numbers: WEIGHTS.map((name) => weights[name]).join(", "),
    inputs: `x1, x2, t = ${values.x1}, ${values.x2}, ${values.target}`,
  };
}

const NAMES = WEIGHTS.join(", ");

const torchBends: Readonly<Record<Bend, string>> = {
  tanh: "torch.tanh",
  relu: "torch.relu",
  linear: "",
};

export function torchScript(values: BackpropValues): string {
  const { numbers, inputs } = beginning(values);
  const bend = torchBends[values.bend];
  return `import torch

weights = torch.tensor([${numbers}], requires_grad=True)
${NAMES} = weights
${inputs}

# Forward
h1 = ${bend}(w11 * x1 + w12 * x2 + b1)
h2 = ${bend}(w21 * x1 + w22 * x2 + b2)
y = v1 * h1 + v2 * h2 + c
loss = (y - t) ** 2 / 2

# Backward: PyTorch has written down what was done, and goes back through it.
loss.backward()
print(f"loss {loss.item():.4f}")
for name, slope in zip("${WEIGHTS.join(" ")}".split(), weights.grad):
    print(f"d{name} {slope.item():.4f}")
`;
}

const bends: Readonly<
  Record<Bend, [forward: (a: string) => string, slope: (n: number) => string]>
> = {
  tanh: [(a) => `np.tanh(${a})`, (n) => `(1 - h${n}**2)`],
  relu: [(a) => `np.maximum(0, ${a})`, (n) => `(h${n} > 0)`],
  linear: [(a) => a, () => "1"],
};

export function numpyScript(values: BackpropValues): string {
  const { numbers, inputs } = beginning(values);
  const [forward, slope] = bends[values.bend];
  return `import numpy as np

${NAMES} = [${numbers}]
${inputs}

# Forward
a1 = w11 * x1 + w12 * x2 + b1
h1 = ${forward("a1")}
a2 = w21 * x1 + w22 * x2 + b2
h2 = ${forward("a2")}
y = v1 * h1 + v2 * h2 + c
loss = (y - t) ** 2 / 2

# Backward
dy = y - t
dv1, dv2, dc = dy * h1, dy * h2, dy
dh1, dh2 = dy * v1, dy * v2
da1 = dh1 * ${slope(1)}
da2 = dh2 * ${slope(2)}
dw11, dw12, db1 = da1 * x1, da1 * x2, da1
dw21, dw22, db2 = da2 * x1, da2 * x2, da2

print(f"loss {loss:.4f}")
for name in "${WEIGHTS.join(" ")}".split():
    print(f"d{name} {globals()['d' + name]:.4f}")
`;
}
