/** The same network on the same letters in the same order, in PyTorch. */
import { orderOf } from "./letters.ts";
import { RATE } from "./pupil.ts";
import { LETTERS, type BirdValues } from "./settings.ts";

/** Numbers in lines that fit a page. */
function wrapped(numbers: readonly number[]): string {
  const lines = [];
  for (let start = 0; start < numbers.length; start += 15)
    lines.push(`    ${numbers.slice(start, start + 15).join(", ")},`);
  return lines.join("\n");
}

export function torchScript({ pair, order, hidden, looks, memory }: BirdValues): string {
  const layers =
    hidden === 0
      ? "nn.Linear(28 * 28, 1)"
      : `nn.Linear(28 * 28, ${hidden}), nn.ReLU(), nn.Linear(${hidden}, 1)`;
  const first = memory === "all" ? "0" : "at";
  return `# Save ${pair}.png, the sheet with the letters, beside this script.
import numpy as np
import torch
from PIL import Image
from torch import nn

ORDER = [
${wrapped(orderOf(order))}
]
sheet = np.asarray(Image.open("${pair}.png"), dtype="float32") / 255
rows = sheet.reshape(8, 28, 10, 28).swapaxes(1, 2)  # (font, letter, row, column)
letters = torch.from_numpy(rows.reshape(80, 28 * 28)[ORDER])
truth = torch.tensor([[float(at >= 40)] for at in ORDER])  # 1 is the right family

for seed in range(5):
    torch.manual_seed(seed)
    model = nn.Sequential(${layers})
    for layer in model:
        if isinstance(layer, nn.Linear):
            nn.init.xavier_uniform_(layer.weight)
            nn.init.zeros_(layer.bias)
    optimizer = torch.optim.Adam(model.parameters(), lr=${RATE})
    hits = []
    for at in range(${LETTERS}):
        guess = model(letters[at : at + 1])
        hits.append(bool((guess > 0) == truth[at]))  # before it is told
        for _ in range(${looks}):
            logits = model(letters[${first} : at + 1])
            loss = nn.functional.binary_cross_entropy_with_logits(
                logits, truth[${first} : at + 1]
            )
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    tens = [sum(hits[start : start + 10]) for start in range(0, ${LETTERS}, 10)]
    print(f"seed {seed}: {tens}, {sum(hits)} of {len(hits)}")
`;
}
