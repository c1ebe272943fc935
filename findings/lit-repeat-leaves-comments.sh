#!/usr/bin/env bash
# A list of Lit's repeat() grows by a comment with each element that it takes away.
#
# Guess: with keys, repeat() moves, adds and removes elements; a list that was long for a
#   moment has as many nodes afterwards as before.
# Seen (lit-html 3.3.3, in jsdom 26.1.0): of the two comments around each element, the second
#   stays when the element goes. A list that is 3 and 16 long by turns has 13 nodes more
#   after each turn; with map() it has none. Known there as lit/lit#5298.
# Here: the parts of a sum, shown few or all, kept 81 nodes where 18 were needed.
# So: use map() where no element's state has to move along, or where lists shrink often.
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init --yes >/dev/null
npm install --silent --no-audit --no-fund --ignore-scripts lit-html@3.3.3 jsdom@26.1.0

cat >finding.mjs <<'END'
import { readFileSync } from "node:fs";
import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html><body></body>");
globalThis.window = window;
globalThis.document = window.document;
const { html, render } = await import("lit-html");
const { repeat } = await import("lit-html/directives/repeat.js");
const { version } = JSON.parse(readFileSync("node_modules/lit-html/package.json", "utf8"));

const item = (name) => html`<li>${name}</li>`;
const ways = {
  repeat: (names) => repeat(names, (name) => name, item),
  map: (names) => names.map(item),
};
const turns = 4;

/** Nodes of a list when it is short, at first and after each turn of being long. */
function grown(way) {
  const list = document.createElement("ul");
  const names = Array.from({ length: 16 }, (_, at) => `part ${at}`);
  const nodes = [];
  for (let turn = 0; turn <= turns; turn++) {
    render(ways[way](names.slice(0, 3)), list);
    nodes.push(list.childNodes.length);
    render(ways[way](names), list);
  }
  return nodes;
}

console.log("lit-html", version);
console.log("guess: a list that is short again has the nodes that it had");
const found = Object.fromEntries(Object.keys(ways).map((way) => [way, grown(way)]));
for (const [way, nodes] of Object.entries(found))
  console.log(`seen:  ${way}: ${nodes.join(", ")} nodes`);
const more = ({ length }, nodes) => nodes.every((n, at) => n === nodes[0] + at * length);
if (!more({ length: 13 }, found.repeat) || !more({ length: 0 }, found.map)) {
  console.error("changed: repeat() leaves another number of nodes behind.");
  process.exit(1);
}
END
node finding.mjs
