/** The places of the `top` largest numbers, the largest first. */
export function winners(outputs: Float32Array, top: number): number[] {
  return Array.from(outputs, (_, index) => index)
    .sort((a, b) => (outputs[b] ?? 0) - (outputs[a] ?? 0))
    .slice(0, top);
}
