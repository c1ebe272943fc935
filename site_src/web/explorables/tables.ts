/**
 * The tables of settings of all explorables, by their tags. As a command it prints what
 * docs/play/settings.md says of them: `npx tsx site_src/web/explorables/tables.ts`.
 */
import { describeSettings, type Table } from "./frame/settings.ts";
import { table as attention } from "./attention-lab/settings.ts";
import { table as birds } from "./beat-it-with-birds/settings.ts";
import { table as kernel } from "./kernel-lab/settings.ts";
import { table as playground } from "./network-playground/settings.ts";
import { table as neuron } from "./one-neuron/neuron.ts";
import { table as downhill } from "./race-downhill/race.ts";
import { table as backprop } from "./see-backprop/settings.ts";
import { table as softmax } from "./softmax-and-loss/settings.ts";
import { table as layers } from "./stack-layers/settings.ts";
import { table as tree } from "./tree-and-split/settings.ts";
import { table as players } from "./two-players/settings.ts";

export const tables: Readonly<Record<string, Table>> = {
  "attention-lab": attention,
  "beat-it-with-birds": birds,
  "kernel-lab": kernel,
  "network-playground": playground,
  "one-neuron": neuron,
  "race-downhill": downhill,
  "see-backprop": backprop,
  "softmax-and-loss": softmax,
  "stack-layers": layers,
  "tree-and-split": tree,
  "two-players": players,
};

/** The page of all settings. */
export function settingsPage(): string {
  const parts = Object.entries(tables).map(
    ([tag, table]) => `## ${tag}\n\n${describeSettings(table)}\n`,
  );
  return `---
title: All settings of the explorables
description: What can stand in an address or behind a phrase that sets an explorable, and the keys.
---

# All settings of the explorables

An address carries what isn't as usual: \`?network-playground.data=spiral&network-playground.hidden=8\`. A
phrase of the prose is written as \`<try-it set="data: spiral; hidden: 8">\`. A key takes the next
value while the focus is in the explorable, and with Shift the one before. This page is printed by
\`npx tsx site_src/web/explorables/tables.ts\` from the tables that the controls are made of.

${parts.join("\n")}`;
}

// In a browser there is no such thing.
const command = (globalThis as { process?: { argv: string[] } }).process?.argv[1];
if (command?.endsWith("explorables/tables.ts")) console.log(settingsPage().trimEnd());
