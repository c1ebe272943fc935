// The stored examples, run through the network here and compared with what Python computed.

const STORED = { uint8: Uint8Array, int32: Int32Array, float32: Float32Array };
const RELATIVE = 1e-4;
const FLOOR = 1e-3;

/** The arrays of the example: inputs and outputs, flat, in the order of the card. */
export async function readExample({ example }, read) {
  const arrays = async ({ file, dtype }) => new STORED[dtype](await read(file));
  const [inputs, outputs] = await Promise.all(
    [example.inputs, example.outputs].map((stored) => Promise.all(stored.map(arrays))),
  );
  return { count: example.count, inputs, outputs, targets: example.targets };
}

/** The largest difference, what is allowed where it occurs, and whether all outputs pass. */
export function compare(actual, expected, change = 0) {
  let worst = { difference: 0, allowed: 0, passed: true };
  expected.forEach((values, i) => {
    let [difference, largest] = [actual[i].length === values.length ? 0 : Infinity, 0];
    values.forEach((value, k) => {
      const apart = value === actual[i][k] ? 0 : Math.abs(value - actual[i][k]);
      difference = Math.max(difference, Number.isNaN(apart) ? Infinity : apart);
      if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value));
    });
    const allowed = RELATIVE * Math.max(FLOOR, largest) + change;
    const passed = worst.passed && difference <= allowed;
    if (difference / allowed >= (worst.difference / worst.allowed || 0))
      worst = { difference, allowed, passed };
    worst.passed = passed;
  });
  return worst;
}

/** What a framework is called. */
export function frameworkName({ framework: { name } }) {
  return { keras: "Keras", torch: "PyTorch" }[name] ?? name;
}

/** A sentence on the comparison, and whether it is good news; null where nobody can tell. */
export function verdict(network, card, { count, inputs, outputs }) {
  const change = card.quantization?.max_abs_change;
  const { difference, allowed, passed } = compare(network.predict(...inputs), outputs, change);
  const examples = count === 1 ? "the stored example" : `${count} stored examples`;
  const found = `largest difference ${scientific(difference)}`;
  const numbers = `${found}, allowed ${scientific(allowed)}`;
  const python = `what ${frameworkName(card)} computed in Python`;
  if (card.quantization && change === undefined) {
    const text = `Its weights are stored in fewer bits, and what that changes was not measured. On ${examples}: ${found}.`;
    return { passed: null, text };
  }
  if (!passed) {
    const text = `No. On ${examples} your browser computes something else than ${python} (${numbers}). Don't trust its answers here.`;
    return { passed, text };
  }
  const fewer = card.quantization
    ? " That is allowed because its weights are stored in fewer bits."
    : "";
  const text = `Yes. Your browser has just run ${examples} and found ${python} (${numbers}).${fewer}`;
  return { passed, text };
}

/** A number as one writes it by hand: 0.5, or 2.4 × 10⁻⁷. */
function scientific(value) {
  if (value === 0) return "0";
  if (!Number.isFinite(value)) return "no number";
  if (value >= 0.01 && value < 1000) return String(Number(value.toPrecision(2)));
  const [digits, exponent] = value.toExponential(1).split("e");
  const raised = Array.from(String(Math.abs(exponent)), (digit) => "⁰¹²³⁴⁵⁶⁷⁸⁹"[digit]).join("");
  return `${digits.replace(/\.0$/, "")} × 10${exponent < 0 ? "⁻" : ""}${raised}`;
}
