/** The same attention in PyTorch and in NumPy, for all words at once. */
import { readArrows, WORDS, type AttentionValues } from "./settings.ts";

function beginning(given: AttentionValues, array: (text: string) => string): string {
  // One decimal always: PyTorch would take whole numbers for integers.
  const rows = (text: string): string => {
    const pairs = readArrows(text).map((arrow) => `[${arrow.map((n) => n.toFixed(1)).join(", ")}]`);
    return array(`\n    [${pairs.join(", ")}]\n`);
  };
  return `words = "${WORDS.join(" ")}".split()
queries = ${rows(given.queries)}
keys = ${rows(given.keys)}
values = ${rows(given.values)}
`;
}

const ending = (made: string, asking: string): string => `
asking = words.index("${asking}")
print("${asking} becomes", *[f"{number:.3f}" for number in ${made}[asking]])
`;

export function torchScript(given: AttentionValues): string {
  const options = [
    ...(given.causal ? ["is_causal=True"] : []),
    ...(given.scaled ? [] : ["scale=1.0"]),
  ];
  const call = ["queries, keys, values", ...options].join(", ");
  return `import torch
from torch.nn import functional as F

${beginning(given, (text) => `torch.tensor(${text})`)}
made = F.scaled_dot_product_attention(${call})${ending("made", given.asking)}`;
}

export function numpyScript(given: AttentionValues): string {
  const scale = given.scaled ? " / np.sqrt(2)" : "";
  const mask = given.causal
    ? "scores[np.triu_indices(len(words), 1)] = -np.inf  # nobody looks ahead\n"
    : "";
  return `import numpy as np

${beginning(given, (text) => `np.array(${text})`)}
scores = queries @ keys.T${scale}
${mask}shares = np.exp(scores - scores.max(axis=1, keepdims=True))
shares /= shares.sum(axis=1, keepdims=True)
made = shares @ values
for word, share in zip(words, shares[words.index("${given.asking}")]):
    print(f"{word}: {share:.3f}")${ending("made", given.asking)}`;
}
