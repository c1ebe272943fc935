// A row of a table: a number for each column, or a word that stands for one.
import { button, element, plain } from "./elements.mjs";

export const HEADING = "Fill in a row";

/** Fills `host`; calls `ask` with the numbers of a row, and with null where one is missing. */
export function create(host, { fields, mean, std }, ask) {
  const inputs = fields.map(inputOf);
  const notes = fields.map(() => element("span", { className: "quiet" }));

  function changed() {
    const row = inputs.map(({ value }) => numberIn(value));
    fields.forEach((field, i) => {
      const problem = problemOf(field, inputs[i].value, row[i]);
      const span = field.low === undefined ? "" : `${plain(field.low)} to ${plain(field.high)}`;
      notes[i].textContent = problem ?? span;
      notes[i].classList.toggle("problem", problem !== null);
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
    empty: "Fill in every field with a number.",
    showExample(numbers) {
      inputs.forEach((input, i) => {
        const value = numbers[i] * std[i] + mean[i];
        input.value = fields[i].choices ? Math.round(value) : plain(value);
      });
      changed();
    },
  };
}

/** 4,500 is one number to some readers and another to others. */
const UNCLEAR = /^[+-]?\d+,\d{3}$/;

/** "0.5", "0,5" -> 0.5; NaN where there is no number, or more than one way to read it. */
function numberIn(text) {
  const trimmed = text.trim();
  if (trimmed === "" || UNCLEAR.test(trimmed)) return NaN;
  return Number(trimmed.replace(/^([^.,]*),([^.,]*)$/, "$1.$2"));
}

/** What is wrong with what stands in a field; null where nothing is. */
function problemOf({ low, high }, text, number) {
  const trimmed = text.trim();
  if (UNCLEAR.test(trimmed))
    return `Is it ${trimmed.replace(",", "")} or ${trimmed.replace(",", ".")}? Write it like that.`;
  if (Number.isNaN(number)) return trimmed === "" ? null : "This isn't a number, such as 1.5.";
  if (low === undefined || (number >= low && number <= high)) return null;
  return `outside of the examples: ${plain(low)} to ${plain(high)}`;
}

/** A number is text, since a number field takes away a comma, or hides what it can't read. */
function inputOf({ choices, usual }) {
  if (!choices) return element("input", { inputMode: "decimal", value: usual ?? "" });
  const options = choices.map((name, place) => element("option", { value: place }, name));
  const select = element("select", {}, ...options);
  select.value = usual ?? 0;
  return select;
}
