/** Optimizers on hills: the ways they take, computed before they are shown. */
import { choice, range, several, toggle, type Values } from "../frame/settings.ts";
import { optimizer, optimizers, type OptimizerName } from "../learning/optimizers.ts";
import { REACH } from "../plane/data.ts";
import { gridPlaces, type Surface } from "../plane/paint.ts";

interface Hill {
  readonly name: string;
  height(x: number, y: number): number;
  /** Slope in x and in y. */
  slope(x: number, y: number): readonly [number, number];
  /** A height that is half-way between the colours. */
  readonly middle: number;
  /** What it would be in Python: x and y are given. */
  readonly python: string;
  /** Height of the lowest place. */
  readonly lowest: number;
}

const hills = {
  bowl: {
    name: "a bowl",
    height: (x, y) => 0.5 * (x * x + y * y),
    slope: (x, y) => [x, y],
    middle: 1.5,
    python: "0.5 * (x**2 + y**2)",
    lowest: 0,
  },
  ravine: {
    name: "a ravine",
    height: (x, y) => 0.05 * x * x + 2 * y * y,
    slope: (x, y) => [0.1 * x, 4 * y],
    middle: 0.8,
    python: "0.05 * x**2 + 2 * y**2",
    lowest: 0,
  },
  saddle: {
    name: "a saddle",
    height: (x, y) => 0.5 * x * x - 0.5 * y * y + 0.05 * y ** 4 + 1.25,
    slope: (x, y) => [x, -y + 0.2 * y ** 3],
    middle: 1.2,
    python: "0.5 * x**2 - 0.5 * y**2 + 0.05 * y**4 + 1.25",
    lowest: 0,
  },
  banana: {
    name: "a bent valley",
    height: (x, y) => 0.1 * ((1 - x) ** 2 + 5 * (y - x * x + 1) ** 2),
    slope: (x, y) => {
      const off = y - x * x + 1;
      return [0.1 * (-2 * (1 - x) - 20 * x * off), off];
    },
    middle: 1.2,
    python: "0.1 * ((1 - x) ** 2 + 5 * (y - x**2 + 1) ** 2)",
    lowest: 0,
  },
} as const satisfies Readonly<Record<string, Hill>>;

type HillName = keyof typeof hills;

const names = Object.fromEntries(
  Object.entries(hills).map(([name, hill]) => [name, hill.name]),
) as Readonly<Record<HillName, string>>;

const place = (label: string, usual: number) =>
  range({ label, min: -REACH, max: REACH, step: 0.1, usual });

export const table = {
  hill: choice({ label: "Hill", options: names, usual: "ravine", key: "h" }),
  racers: several({
    label: "Who races",
    options: optimizers,
    usual: ["sgd", "momentum", "rmsprop", "adam"],
    key: "o",
  }),
  rate: range({
    label: "Learning rate",
    stops: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 0.45, 0.6, 1],
    usual: 0.1,
    key: "l",
  }),
  steps: range({ label: "Steps", stops: [10, 30, 100, 300], usual: 100, key: "s" }),
  fog: toggle({ label: "Fog", usual: false, key: "f" }),
  x: place("Start, x", -2.6),
  y: place("Start, y", 1.4),
} as const;

export type RaceValues = Values<typeof table>;

export interface Run {
  readonly name: OptimizerName;
  /** x and y after 0, 1, 2 steps and so on. */
  readonly path: Float32Array;
  /** Height at the end. */
  readonly height: number;
  /** Whether it has left the map for good. */
  readonly lost: boolean;
}

/** Far outside of the map: who is there does not come back. */
const GONE = 1e3;

export function race({ hill, racers, rate, steps, x, y }: RaceValues): readonly Run[] {
  const { height, slope } = hills[hill];
  return racers.map((name) => {
    const step = optimizer(name, 2);
    const at = Float32Array.of(x, y);
    const path = new Float32Array(2 * steps + 2);
    path.set(at);
    for (let i = 1; i <= steps; i++) {
      if (Math.hypot(at[0] ?? 0, at[1] ?? 0) < GONE)
        step(at, Float32Array.from(slope(at[0] ?? 0, at[1] ?? 0)), rate);
      path.set(at, 2 * i);
    }
    const [endX = 0, endY = 0] = at;
    const lost = Math.max(Math.abs(endX), Math.abs(endY)) > 2 * REACH;
    return { name, path, height: height(endX, endY), lost };
  });
}

const SIDE = 64;
const PLACES = gridPlaces(SIDE);

/** The hill as a map, from -1 to 1 (lowest). */
export function mapOf(name: HillName): Surface {
  const { height, middle, lowest } = hills[name];
  const values = Float32Array.from({ length: SIDE * SIDE }, (_, index) => {
    const above = height(PLACES[2 * index] ?? 0, PLACES[2 * index + 1] ?? 0) - lowest;
    return 2 * Math.exp((-above * Math.LN2) / middle) - 1;
  });
  return { side: SIDE, values };
}

/** Who is where, as a sentence. */
export function verdict(runs: readonly Run[]): string {
  const home = [...runs].filter(({ lost }) => !lost).sort((a, b) => a.height - b.height);
  const gone = runs.filter(({ lost }) => lost).map(({ name }) => optimizers[name]);
  const [first, ...others] = home.map(
    ({ name, height }) => `${optimizers[name]} (${height < 0.0005 ? "0.000" : height.toFixed(3)})`,
  );
  const lost = gone.length === 0 ? "" : ` ${gone.join(" and ")} flew off the map.`;
  if (first === undefined) return `Nobody arrived.${lost}`;
  const rest = others.length === 0 ? "" : `, then ${others.join(", ")}`;
  return `Lowest: ${first}${rest}.${lost}`;
}

export function torchScript({ hill, racers, rate, steps, x, y }: RaceValues): string {
  const made: Readonly<Record<OptimizerName, string>> = {
    sgd: "torch.optim.SGD([place], lr=rate)",
    momentum: "torch.optim.SGD([place], lr=rate, momentum=0.9)",
    rmsprop: "torch.optim.RMSprop([place], lr=rate, alpha=0.9, eps=1e-7)",
    adam: "torch.optim.Adam([place], lr=rate, eps=1e-7)",
  };
  return `import torch

rate = ${rate}
racers = {
${racers.map((name) => `    "${optimizers[name]}": lambda place: ${made[name]},`).join("\n")}
}


def height(x: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    return ${hills[hill].python}


for name, make in racers.items():
    place = torch.tensor([${x}, ${y}], requires_grad=True)
    optimizer = make(place)
    for step in range(${steps}):
        optimizer.zero_grad()
        height(*place).backward()
        optimizer.step()
    print(f"{name}: height {height(*place).item():.3f}")
`;
}
