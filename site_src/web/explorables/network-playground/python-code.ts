/** The reader's network and data as scripts of Python. */
import { pointAt, type Points } from "../plane/data.ts";
import { inNumPy } from "./training/features.ts";
import type { Activation } from "../learning/network.ts";
import { dataOf, type PlaygroundValues } from "./settings.ts";

/** Numbers of a point to a line, so that lines keep to 88 characters. */
const TO_A_LINE = 4;

/** Everything up to the model: the same in both. */
function beginning(values: PlaygroundValues, imports: string): string {
  const { train, test } = dataOf(values);
  const columns = values.features.map((name) => inNumPy[name]).join(", ");
  return `"""A network from the playground, with its points: x, y and a class for each."""

${imports}

LEARN_FROM = """
${rows(train)}
"""
TEST = """
${rows(test)}
"""


def read(text: str) -> tuple[np.ndarray, np.ndarray]:
    x, y, label = np.array(text.split(), dtype="float32").reshape(-1, 3).T
    inputs = np.stack([${columns}], axis=1)
    return inputs, label[:, None]


inputs, labels = read(LEARN_FROM)  # (points, ${values.features.length}), (points, 1)
test_inputs, test_labels = read(TEST)
`;
}

function rows(points: Points): string {
  const written = Array.from(points.labels, (_, index) => {
    const [x, y, label] = pointAt(points, index);
    return `${x.toFixed(3)} ${y.toFixed(3)} ${label}`;
  });
  const lines: string[] = [];
  for (let start = 0; start < written.length; start += TO_A_LINE)
    lines.push(written.slice(start, start + TO_A_LINE).join("   "));
  return lines.join("\n");
}

/** A number as Python writes it: 0.01, not 1e-2. */
const number = (value: number): string => String(value);

/** The network in Keras, trained for so many epochs. */
export function kerasScript(values: PlaygroundValues, epochs: number): string {
  const { hidden, activation, rate, decay, batch } = values;
  const penalty = decay === 0 ? "" : ", kernel_regularizer=penalty";
  const defined = decay === 0 ? "" : `penalty = keras.regularizers.L2(${number(decay)})\n`;
  const bend = activation === "linear" ? "" : `, activation="${activation}"`;
  const optimizer = {
    sgd: `SGD(${number(rate)})`,
    momentum: `SGD(${number(rate)}, momentum=0.9)`,
    rmsprop: `RMSprop(${number(rate)})`,
    adam: `Adam(${number(rate)})`,
  }[values.optimizer];
  const layers = [
    `keras.Input(shape=(${values.features.length},))`,
    ...hidden.map((count) => `layers.Dense(${count}${bend}${penalty})`),
    `layers.Dense(1, activation="sigmoid"${penalty})`,
  ];
  return `${beginning(values, "import keras\nimport numpy as np\nfrom keras import layers")}
keras.utils.set_random_seed(1)
${defined}model = keras.Sequential(
    [
${layers.map((layer) => `        ${layer},`).join("\n")}
    ]
)
model.compile(keras.optimizers.${optimizer}, "binary_crossentropy")
model.fit(inputs, labels, batch_size=${batch}, epochs=${epochs}, verbose=0)

probabilities = model.predict(test_inputs, verbose=0)
loss = keras.losses.binary_crossentropy(test_labels, probabilities).numpy().mean()
right = ((probabilities > 0.5) == test_labels).mean()
print(f"Test loss {loss:.3f}, {right:.1%} right")
`;
}

const modules: Readonly<Record<Activation, string | null>> = {
  tanh: "nn.Tanh()",
  relu: "nn.ReLU()",
  sigmoid: "nn.Sigmoid()",
  linear: null,
};

/** The network in PyTorch, trained for so many epochs. */
export function torchScript(values: PlaygroundValues, epochs: number): string {
  const { hidden, rate, decay, batch, features } = values;
  const bend = modules[values.activation];
  const sizes = [features.length, ...hidden];
  const layers = [
    ...hidden.flatMap((count, index) => [
      `nn.Linear(${sizes[index] ?? 0}, ${count})`,
      ...(bend === null ? [] : [bend]),
    ]),
    `nn.Linear(${sizes.at(-1) ?? 0}, 1)`,
  ];
  const optimizer = {
    sgd: `SGD(model.parameters(), lr=${number(rate)})`,
    momentum: `SGD(model.parameters(), lr=${number(rate)}, momentum=0.9)`,
    rmsprop: `RMSprop(model.parameters(), lr=${number(rate)}, alpha=0.9, eps=1e-7)`,
    adam: `Adam(model.parameters(), lr=${number(rate)}, eps=1e-7)`,
  }[values.optimizer];
  const penalty =
    decay === 0
      ? ""
      : `        for layer in linear:\n            loss = loss + ${number(decay)} * layer.weight.square().sum()\n`;
  return `${beginning(values, "import numpy as np\nimport torch\nfrom torch import nn\nfrom torch.utils.data import DataLoader, TensorDataset")}
torch.manual_seed(1)
model = nn.Sequential(
${layers.map((layer) => `    ${layer},`).join("\n")}
)
linear = [layer for layer in model if isinstance(layer, nn.Linear)]
for layer in linear:
    nn.init.xavier_uniform_(layer.weight)
    nn.init.zeros_(layer.bias)

points = TensorDataset(torch.from_numpy(inputs), torch.from_numpy(labels))
cross_entropy = nn.BCEWithLogitsLoss()
optimizer = torch.optim.${optimizer}
for epoch in range(${epochs}):
    for batch, wanted in DataLoader(points, batch_size=${batch}, shuffle=True):
        loss = cross_entropy(model(batch), wanted)
${penalty}        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

with torch.no_grad():
    logits = model(torch.from_numpy(test_inputs))
    wanted = torch.from_numpy(test_labels)
    loss = cross_entropy(logits, wanted).item()
    right = ((logits > 0) == (wanted > 0.5)).float().mean().item()
print(f"Test loss {loss:.3f}, {right:.1%} right")
`;
}
