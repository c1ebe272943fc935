/** The same attention in PyTorch and in NumPy, for all words at once. */
import { readArrows, WORDS, type AttentionValues } from "./settings.ts";

function beginning(settings: AttentionValues, array: (text: string) => string): string {
  // One decimal always: PyTorch would take whole numbers for integers.
  const rows = (text: string): string => {
    const pairs = readArrows(text).map((arrow) => `[${arrow.map((n) => n.toFixed(1)).join(", ")}]`);
    return array(`\n    [${pairs.join(", ")}]\n`);
  };
  return `words = "${WORDS.join(" ")}".split()
queries = ${rows(settings.queries)}
keys = ${rows(settings.keys)}
values = ${rows(settings.values)}
`;
}

const ending = (made: string, asking: string): string => `
asking = words.index("${asking}")
print("${asking} becomes", *[f"{number:.3f}" for number in ${made}[asking]])
`;

export function torchScript(settings: AttentionValues): string {
  const options = [
    ...(settings.causal ? ["is_causal=True"] : []),
    ...(settings.scaled ? [] : ["scale=1.0"]),
  ];
  const call = ["queries, keys, values", ...options].join(", ");
  return `import torch
from torch.nn import functional as F

${beginning(settings, (text) => `torch.tensor(${text})`)}
made = F.scaled_dot_product_attention(${call})${ending("made", settings.asking)}`;
}

export function numpyScript(settings: AttentionValues): string {
  const scale = settings.scaled ? " / np.sqrt(2)" : "";
  const mask = settings.causal
    ? "scores[np.triu_indices(len(words), 1)] = -np.inf  # nobody looks ahead\n"
    : "";
  return `import numpy as np

${beginning(settings, (text) => `np.array(${text})`)}
scores = queries @ keys.T${scale}
${mask}shares = np.exp(scores - scores.max(axis=1, keepdims=True))
shares /= shares.sum(axis=1, keepdims=True)
made = shares @ values
for word, share in zip(words, shares[words.index("${settings.asking}")]):
    print(f"{word}: {share:.3f}")${ending("made", settings.asking)}`;
}
