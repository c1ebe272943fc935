// Puts the page together: what it asks for, what the network answers, and what is known of it.
import load from "../model/model.mjs";
import { tell } from "./answer.mjs";
import { button, element, plain } from "./elements.mjs";
import { showCard } from "./model-card.mjs";
import { keepOffline } from "./offline.mjs";
import { frameworkName, readExample, verdict } from "./parity.mjs";

const root = new URL("../", import.meta.url);
const $ = (id) => document.getElementById(id);
const TOOLS = {
  drawing: () => import("./drawing.mjs"),
  photo: () => import("./photo.mjs"),
  sound: () => import("./sound/sound.mjs"),
  table: () => import("./table.mjs"),
  text: () => import("./text.mjs"),
};
const MOST_EXAMPLES = 8;

async function read(path) {
  const response = await fetch(new URL(path, root));
  if (!response.ok)
    throw new Error(`${path} is missing (${response.status}). Copy the whole folder again.`);
  return response;
}
const json = async (path) => (await read(path)).json();

async function start() {
  const [settings, card] = await Promise.all([json("layerbylayer.json"), json("model/card.json")]);
  $("what").textContent = introduction(card);
  showFacts(card);
  const about = read("model-card.md").then((response) => response.text());
  const [network, tool] = await Promise.all([load(), TOOLS[settings.input]()]);

  const ask = (numbers, live = false) => {
    // Nobody wants to hear every look of the camera.
    $("verdict").setAttribute("aria-live", live ? "off" : "polite");
    if (numbers === null) {
      $("verdict").textContent = made?.empty ?? "";
      $("bars").replaceChildren();
      return;
    }
    const [values] = network.predict(numbers);
    tell(Array.from(values), card.labels, settings.threshold, $("verdict"), $("bars"));
  };
  $("input-heading").textContent = tool.HEADING;
  // A tool may ask while it is made.
  let made;
  $("work").hidden = false;
  made = tool.create($("tool"), settings, ask, $("given"));
  ask(null);

  showCard(await about, $("about"));
  $("about").hidden = false;
  await check(network, card, settings, made, ask);
}

function introduction({ labels, metrics }) {
  const words =
    labels === null || labels.length < 2
      ? ""
      : `It chooses among ${labels.length} answers: ${listed(labels)}.`;
  const { test_accuracy: accuracy } = metrics;
  const right =
    accuracy === undefined
      ? ""
      : `In its test, ${(100 * accuracy).toFixed(1)}% of its answers were right.`;
  return [words, right].filter(Boolean).join(" ");
}

function listed(labels) {
  return labels.length <= 12
    ? labels.join(", ")
    : `${labels.slice(0, 10).join(", ")} and ${labels.length - 10} more`;
}

function showFacts(card) {
  const bytes = card.files["model.wasm"].bytes + card.files["weights.bin"].bytes;
  const facts = {
    Parameters: card.parameters.toLocaleString("en"),
    Size: `${(bytes / 1000).toFixed(1)} kB, compiled to WebAssembly`,
    "Trained with": `${frameworkName(card)} ${card.framework.version}`,
    ...Object.fromEntries(
      Object.entries(card.metrics).map(([name, value]) => [
        name.replaceAll("_", " "),
        plain(value),
      ]),
    ),
  };
  for (const [name, value] of Object.entries(facts))
    $("facts")
      .querySelector("dl")
      .append(element("dt", {}, name), element("dd", {}, value));
  $("facts").hidden = false;
}

/** Compares with Python's answers; then offers the same examples to look at. */
async function check(network, card, settings, made, ask) {
  $("parity").hidden = false;
  if (card.example === null) {
    $("badge").textContent =
      "It was exported without an example, so there is nothing to compare with.";
    return;
  }
  const example = await readExample(card, async (file) =>
    (await read(`model/${file}`)).arrayBuffer(),
  );
  const { passed, text } = verdict(network, card, example);
  $("badge").textContent = text;
  $("badge").dataset.parity = { true: "passed", false: "failed" }[passed] ?? "unknown";
  if (!settings.examples) return;
  const [all] = example.inputs;
  const size = all.length / example.count;
  for (let i = 0; i < Math.min(example.count, MOST_EXAMPLES); i++) {
    const label = card.labels?.[example.targets?.[i]];
    const text = label === undefined ? `Example ${i + 1}` : `Example ${i + 1}: ${label}`;
    const numbers = all.subarray(i * size, (i + 1) * size);
    const show = () => {
      made.showExample(numbers);
      ask(numbers);
    };
    $("example-buttons").append(button(text, show));
  }
  $("examples").hidden = false;
}

start()
  .then(() => keepOffline(root, $("offline")))
  .catch((error) => {
    console.error(error);
    $("problem").textContent = `The network does not run here: ${error.message}`;
    $("problem").hidden = false;
  });
