/** Numbers as a calculation shows them. */

/** A number in few characters: 3 digits that count, "−" for a minus. */
export function short(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return "0";
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 3;
  const text = size < 0.0005 ? value.toExponential(0) : value.toFixed(digits);
  return text.replaceAll("-", "−");
}

export function signed(value: number): string {
  return value < 0 ? short(value) : `+${short(value)}`;
}
