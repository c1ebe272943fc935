/** Writes the file that teach-me downloads: node --import tsx head-file.ts FILE. */
import { writeFileSync } from "node:fs";
import { toText } from "../../../site_src/web/demos/teach-me/model-file.ts";
import { applyHead, trainHead } from "../../../site_src/web/runtime/inside/head.ts";

const [file = "my-model.json"] = process.argv.slice(2);
const examples = Array.from({ length: 12 }, (_, index) =>
  Float32Array.from({ length: 6 }, (_, i) => Math.sin(7 * index + 3 * i) + Number(i === index % 3)),
);
const labels = examples.map((_, index) => index % 3);
const training = trainHead(examples, labels, 3, 50);
let step = training.next();
while (!step.done) step = training.next();
const head = step.value;
const features = examples[0] ?? new Float32Array(6);
const classes = ["a “thumb”", "nothing", "ß"];
const check = { features, probabilities: applyHead(head, features) };
writeFileSync(file, toText({ model: "imagenet", classes, head }, check));
const answers = examples.map((example) => [...applyHead(head, example)]);
console.log(JSON.stringify({ examples: examples.map((example) => [...example]), answers }));
