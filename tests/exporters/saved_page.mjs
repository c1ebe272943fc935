// Opens FOLDER/index.html in Chromium, chooses photographs, and prints what the page says first of
// each: node saved_page.mjs FOLDER PHOTO...
//
// Tests do not use the network, so the address of TensorFlow.js is answered with the packages that
// it is made of.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { extname, join } from "node:path";
import { launch } from "../web/support/launch.ts";

const [folder, ...photos] = process.argv.slice(2);
const require = createRequire(import.meta.url);
const parts = ["core", "backend-cpu", "backend-webgl", "layers", "converter"].map((name) =>
  readFileSync(require.resolve(`@tensorflow/tfjs-${name}/dist/tf-${name}.min.js`), "utf8"),
);
const { version } = require("@tensorflow/tfjs-core/package.json");
const TENSORFLOW = `https://cdn.jsdelivr.net/npm/@tensorflow/tfjs@${version}/dist/tf.min.js`;
const TYPES = { ".html": "text/html", ".json": "application/json" };
const ORIGIN = "http://localhost:1/";

const browser = await launch();
const page = await browser.newPage();
page.on("pageerror", (error) => console.error(String(error)));
await page.route("**", (route) => {
  const address = route.request().url();
  if (address === TENSORFLOW) {
    return route.fulfill({ contentType: "text/javascript", body: parts.join("\n") });
  }
  if (!address.startsWith(ORIGIN)) return route.abort();
  const name = address.slice(ORIGIN.length) || "index.html";
  if (name === "favicon.ico") return route.fulfill({ status: 404 });
  const contentType = TYPES[extname(name)] ?? "application/octet-stream";
  return route.fulfill({ contentType, body: readFileSync(join(folder, name)) });
});
await page.goto(ORIGIN);
const status = page.getByRole("status");
await status.filter({ hasText: "Choose a photograph" }).waitFor({ timeout: 60_000 });
let before = await status.textContent();
for (const photo of photos) {
  await page.getByLabel("A photograph").setInputFiles(join(folder, photo));
  await page.waitForFunction((text) => document.querySelector("pre").textContent !== text, before, {
    timeout: 60_000,
  });
  before = await status.textContent();
  console.log(before.split("\n")[0]);
}
await browser.close();
