// What the network says: a sentence, and a bar for each of the likeliest answers.
import { element, plain } from "./elements.mjs";

const MOST = 5;
const percent = (share) => `${(100 * share).toFixed(1)}%`;

/** Shows the first output in `verdict` and `bars`; `labels` may be null. */
export function tell(values, labels, threshold, verdict, bars) {
  const name = (place) => labels?.[place] ?? (values.length > 1 ? `output ${place}` : "the output");
  const sum = values.reduce((total, value) => total + value, 0);
  const shares = values.every((value) => value >= -1e-6) && Math.abs(sum - 1) < 1e-3;
  const ranked = Array.from(values.keys()).sort((a, b) => values[b] - values[a]);
  const [best] = ranked;
  const written = (value) => (shares && values.length > 1 ? percent(value) : plain(value));
  const known = threshold === null || values[best] >= threshold;
  bars.replaceChildren();
  if (!values.every(Number.isFinite)) {
    verdict.textContent = "No answer: such large numbers are more than it can compute with.";
    return;
  }
  if (values.length === 1) {
    verdict.textContent = `${name(0)}: ${plain(values[0])}`;
    return;
  }
  verdict.textContent = known
    ? `${name(best)}, ${written(values[best])}`
    : `None of these, I'd say: the likeliest is ${name(best)}, with ${written(values[best])}.`;
  const least = Math.min(0, ...values);
  const span = shares ? 1 : values[best] - least || 1;
  for (const place of ranked.slice(0, MOST)) {
    const bar = element("span", { className: "bar", "aria-hidden": "true" });
    bar.style.setProperty("--share", String((values[place] - least) / span));
    const value = element("span", { className: "value" }, written(values[place]));
    const row = element(
      "li",
      { "data-label": name(place) },
      element("span", {}, name(place)),
      value,
      bar,
    );
    row.classList.toggle("best", place === best && known);
    bars.append(row);
  }
}
