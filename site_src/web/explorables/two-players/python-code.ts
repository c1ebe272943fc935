/** The same game in PyTorch. */
import { planOf, tuningOf, type PlayersValues } from "./settings.ts";
import { BATCH, HIDDEN, KEPT, NOISE, SHOWN } from "./training/players.ts";
import { NEAR } from "./shapes.ts";

/** Real points on a line of the script. */
const PER_LINE = 6;

/** Two networks that play against each other for so many rounds. */
export function torchScript(values: PlayersValues, rounds: number): string {
  const { data, noise } = planOf(values, 1);
  const { generatorRate, discriminatorRate } = tuningOf(values);
  const adam = (of: string, rate: number): string =>
    `torch.optim.Adam(${of}.parameters(), lr=${rate}, betas=(${KEPT}, 0.999))`;
  return `"""Two players: one makes points out of noise, the other tells them from real ones."""

import torch
from torch import nn
from torch.nn import functional

REAL = """
${written(data)}
"""
real = torch.tensor([float(n) for n in REAL.split()]).reshape(-1, 2)


def network(inputs: int, outputs: int) -> nn.Sequential:
    net = nn.Sequential(
        *(nn.Linear(inputs, ${HIDDEN}), nn.ReLU(), nn.Linear(${HIDDEN}, ${HIDDEN}), nn.ReLU()),
        nn.Linear(${HIDDEN}, outputs),
    )
    for layer in net[::2]:
        nn.init.xavier_uniform_(layer.weight)
        nn.init.zeros_(layer.bias)
    return net


def noise(count: int) -> torch.Tensor:
    return torch.${noise ? "randn" : "zeros"}(count, ${NOISE})


torch.manual_seed(1)
generator, discriminator = network(${NOISE}, 2), network(2, 1)
maker = ${adam("generator", generatorRate)}
judge = ${adam("discriminator", discriminatorRate)}
for _ in range(${rounds}):
    some = real[torch.randint(len(real), (${BATCH},))]
    made = generator(noise(${BATCH})).detach()
    yes, no = discriminator(some), discriminator(made)
    loss = (functional.softplus(-yes).mean() + functional.softplus(no).mean()) / 2
    judge.zero_grad()
    loss.backward()
    judge.step()

    made = generator(noise(${BATCH}))
    loss = functional.softplus(-discriminator(made)).mean()
    maker.zero_grad()
    loss.backward()
    maker.step()

with torch.no_grad():
    far = torch.cdist(generator(noise(${SHOWN})), real)
on_real = (far.min(dim=1).values < ${NEAR}).float().mean()
reached = (far.min(dim=0).values < ${NEAR}).float().mean()
print(f"{on_real:.0%} of its points lie on real ones, {reached:.0%} are reached")
`;
}

/** The points, rounded, a few on a line. */
function written(places: Float32Array): string {
  const points = Array.from(
    { length: places.length / 2 },
    (_, at) => `${(places[2 * at] ?? 0).toFixed(2)} ${(places[2 * at + 1] ?? 0).toFixed(2)}`,
  );
  const lines = Array.from({ length: Math.ceil(points.length / PER_LINE) }, (_, line) =>
    points.slice(PER_LINE * line, PER_LINE * (line + 1)).join("  "),
  );
  return lines.join("\n");
}
