// A text: words or characters, as places in a vocabulary or as counts.
import { button, element } from "./elements.mjs";

export const HEADING = "Write";
const PUNCTUATION = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;

/**
 * The numbers of a text, and the pieces of it that are not in the vocabulary. Words are made as
 * Keras's TextVectorization makes them: lower case, without punctuation, parted by white space.
 */
export function encoded(text, { vocabulary, tokens, length, counts }) {
  const places = new Map(vocabulary.map((token, place) => [token, place]));
  const pieces =
    tokens === "characters"
      ? Array.from(text)
      : text.toLowerCase().replace(PUNCTUATION, "").split(/\s+/).filter(Boolean);
  const unknown = pieces.filter((piece) => !places.has(piece));
  const stranger = places.get("[UNK]");
  const found = pieces
    .map((piece) => places.get(piece) ?? stranger)
    .filter((place) => place !== undefined);
  const numbers = (counts ? Float32Array : Int32Array).from({ length }, () => 0);
  if (counts) for (const place of found) numbers[place] += 1;
  else numbers.fill(places.get("") ?? 0).set(found.slice(0, length));
  return { numbers, unknown, found: found.length };
}

/** Fills `host`; calls `ask` with the numbers of each text, and with null for an empty one. */
export function create(host, settings, ask) {
  const area = element("textarea", { rows: 5, spellcheck: false });
  const note = element("p", { className: "quiet" });
  function changed() {
    const { numbers, unknown, found } = encoded(area.value, settings);
    const long = !settings.counts && found > settings.length;
    const parts = [
      unknown.length > 0
        ? `Not in its vocabulary: ${[...new Set(unknown)].slice(0, 8).join(", ")}.`
        : "",
      long ? `It reads the first ${settings.length} ${settings.tokens} of ${found}.` : "",
    ];
    note.textContent = parts.filter(Boolean).join(" ");
    ask(found === 0 ? null : numbers);
  }
  area.addEventListener("input", changed);
  const clear = button("Clear", () => {
    area.value = "";
    changed();
  });
  host.append(element("label", { className: "text" }, "A text", area), note);
  host.append(element("div", { className: "row" }, clear));
  return {
    empty: "Write something that it has words for.",
    showExample(numbers) {
      const { vocabulary, tokens, counts } = settings;
      const places = counts
        ? Array.from(numbers).flatMap((count, place) => Array(Math.round(count)).fill(place))
        : Array.from(numbers);
      const pieces = places.map((place) => vocabulary[place] ?? "").filter(Boolean);
      area.value = pieces.join(tokens === "characters" ? "" : " ");
      changed();
    },
  };
}
