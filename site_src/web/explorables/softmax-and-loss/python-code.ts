/** The same numbers in Keras and in PyTorch. */
import { NAMES, type SoftmaxValues } from "./settings.ts";
import { outcomeOf } from "./softmax.ts";

const listed = (numbers: readonly number[]): string => `[[${numbers.map(String).join(", ")}]]`;

function given(values: SoftmaxValues): { logits: string; targets: string } {
  const targets = outcomeOf(values).targets.map((target) => Number(target.toFixed(4)));
  return { logits: listed(NAMES.map((name) => values[name])), targets: listed(targets) };
}

export function kerasScript(values: SoftmaxValues): string {
  const { logits, targets } = given(values);
  return `import keras
import numpy as np

logits = np.array(${logits}) / ${values.temperature}  # ${NAMES.join(", ")}; over the temperature
targets = np.array(${targets})

probabilities = keras.ops.softmax(logits)
loss = keras.losses.categorical_crossentropy(targets, logits, from_logits=True)
print("probabilities", np.round(keras.ops.convert_to_numpy(probabilities), 3))
print(f"cross-entropy {float(loss[0]):.3f}")
`;
}

export function torchScript(values: SoftmaxValues): string {
  const { logits, targets } = given(values);
  return `import torch
from torch.nn import functional as F

logits = torch.tensor(${logits}) / ${values.temperature}  # ${NAMES.join(", ")}; over the temperature
targets = torch.tensor(${targets})

print("probabilities", F.softmax(logits, dim=1).numpy().round(3))
print(f"cross-entropy {F.cross_entropy(logits, targets).item():.3f}")
`;
}
