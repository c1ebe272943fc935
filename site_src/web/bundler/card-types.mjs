/**
 * Writes runtime/card-types.ts from the exporter's JSON Schema of card.json:
 * `node site_src/web/bundler/card-types.mjs`. A test says that it is current.
 */
import { writeFile } from "node:fs/promises";
import { fileURLToPath, pathToFileURL } from "node:url";
import { compileFromFile } from "json-schema-to-typescript";

const path = (/** @type {string} */ name) => fileURLToPath(new URL(name, import.meta.url));
const SCHEMA = path("../../../exporters/src/layerbylayer/artifact/card.schema.json");
export const TARGET = path("../runtime/card-types.ts");

/** @returns {Promise<string>} the text of the module */
export function cardTypes() {
  return compileFromFile(SCHEMA, {
    additionalProperties: false,
    bannerComment:
      "/* Generated from exporters/src/layerbylayer/artifact/card.schema.json by bundler/card-types.mjs. */",
    format: true,
    style: { printWidth: 100 },
  });
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  await writeFile(TARGET, await cardTypes());
}
