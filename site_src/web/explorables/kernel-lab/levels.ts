/** Build an edge detector: what a kernel has to answer, and what it has to be silent about. */
import { convolve, drawn, total, type Picture } from "./convolve.ts";
import { presets, readKernel, type KernelValues } from "./settings.ts";

/** What a task sets when it is chosen: a kernel that sees nothing. */
export function setUp(): Partial<KernelValues> {
  return {
    kernel: presets.nothing.kernel,
    picture: "frame",
    relu: false,
    pool: "none",
    twice: false,
  };
}

/** What a task still lacks; null when it is solved, undefined where there is none. */
export function missing({ level, kernel }: KernelValues): string | null | undefined {
  if (level === "free") return undefined;
  const weights = readKernel(kernel);
  if (total(weights) !== 0) return "it answers to plain ink, where there is no edge";
  const bars = drawn("bars");
  const [upright, lying] = [answers(bars, weights), answers(turned(bars), weights)];
  if (!upright) return "it overlooks upright edges";
  if (level === "edges") return lying ? null : "it overlooks level edges";
  return lying ? "it answers to level edges, too" : null;
}

function answers(picture: Picture, weights: readonly number[]): boolean {
  return convolve(picture, weights).values.some((value) => Math.abs(value) > 1e-6);
}

/** The picture on its side. */
function turned({ side, values }: Picture): Picture {
  const made = values.map((_, at) => values[(at % side) * side + Math.floor(at / side)] ?? 0);
  return { side, values: made };
}
