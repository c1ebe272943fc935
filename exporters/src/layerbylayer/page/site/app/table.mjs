// A row of a table: a number for each column, or a word that stands for one.
import { button, element, plain } from "./elements.mjs";

export const HEADING = "Fill in a row";

/** Fills `host`; calls `ask` with the numbers of a row, and with null where one is missing. */
export function create(host, { fields, mean, std }, ask) {
  const inputs = fields.map(inputOf);
  const notes = fields.map(() => element("span", { className: "quiet" }));
  const values = () => inputs.map(({ value }) => (value === "" ? NaN : Number(value)));

  function changed() {
    const row = values();
    fields.forEach(({ low, high }, i) => {
      if (low === undefined) return;
      const strange = row[i] < low || row[i] > high;
      const span = `${plain(low)} to ${plain(high)}`;
      notes[i].textContent = strange ? `outside of the examples: ${span}` : span;
      notes[i].classList.toggle("problem", strange);
    });
    ask(row.some(Number.isNaN) ? null : Float32Array.from(row, (x, i) => (x - mean[i]) / std[i]));
  }

  const reset = button("Start again", () => {
    fields.forEach(({ usual }, i) => (inputs[i].value = usual ?? ""));
    changed();
  });
  const rows = fields.map(({ name }, i) => {
    inputs[i].addEventListener("input", changed);
    return element("label", { className: "field" }, element("span", {}, name), inputs[i], notes[i]);
  });
  host.append(element("div", { className: "fields" }, ...rows));
  host.append(element("div", { className: "row" }, reset));
  queueMicrotask(changed);
  return {
    empty: "Fill in every field.",
    showExample(numbers) {
      inputs.forEach((input, i) => {
        const value = numbers[i] * std[i] + mean[i];
        input.value = fields[i].choices ? Math.round(value) : plain(value);
      });
      changed();
    },
  };
}

function inputOf({ choices, usual }) {
  if (!choices) return element("input", { type: "number", step: "any", value: usual ?? "" });
  const options = choices.map((name, place) => element("option", { value: place }, name));
  const select = element("select", {}, ...options);
  select.value = usual ?? 0;
  return select;
}
