// Runs a compiled network in Chromium, in a page and in a worker (by tsx).
//
// Arguments: the folder, and a JSON list of numbers for its one input. Prints what the page
// found, what the worker found, and which files they asked for, as JSON.
import { readFileSync } from "node:fs";
import { extname, join } from "node:path";
import { launch } from "../../web/support/launch.ts";

const [folder, numbers] = process.argv.slice(2);
/** localhost, so that the page may do what only safe origins may; nothing listens there. */
const ORIGIN = "http://localhost:1/";
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";
const TYPES = { ".mjs": "text/javascript", ".wasm": "application/wasm" };
const COMPUTE = `
  import load from "./model.mjs";
  const network = await load();
  const result = network.predict(${numbers}).map((output) => Array.from(output));`;
const OWN = {
  "/": '<!doctype html><script type="module" src="page.mjs"></script>',
  "/page.mjs": `${COMPUTE}
    const worker = new Worker("worker.mjs", { type: "module" });
    worker.onmessage = ({ data }) => {
      const found = document.body.appendChild(document.createElement("output"));
      found.textContent = JSON.stringify({ page: result, worker: data });
    };`,
  "/worker.mjs": `${COMPUTE} postMessage(result);`,
};

const browser = await launch();
const context = await browser.newContext();
const asked = new Set();
await context.route(`${ORIGIN}**`, (route) => {
  const path = new URL(route.request().url()).pathname;
  const headers = { "content-security-policy": POLICY };
  const contentType = path === "/" ? "text/html" : (TYPES[extname(path)] ?? "application/x-binary");
  if (path in OWN) return route.fulfill({ contentType, headers, body: OWN[path] });
  asked.add(path);
  return route.fulfill({ contentType, headers, body: readFileSync(join(folder, path)) });
});
const page = await context.newPage();
const problems = [];
page.on("pageerror", (error) => problems.push(String(error)));
page.on("console", (message) => problems.push(message.text()));
await page.goto(ORIGIN);
// The policy keeps tests from evaluating code in the page, too: what it found is its text.
const text = await page.textContent("output", { timeout: 20_000 }).catch((error) => {
  throw new Error([...problems, error.message].join("\n"));
});
console.log(JSON.stringify({ ...JSON.parse(text), asked: [...asked].sort() }));
await browser.close();
