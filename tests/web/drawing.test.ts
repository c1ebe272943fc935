import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { fromText, toText } from "../../site_src/web/drawing/text.ts";
import { partly, sharedStrokes } from "../../site_src/web/drawing/unfold.ts";
import { rasterise } from "../../site_src/web/drawing/strokes.ts";
import { readSettings, readUrlState, withSettings } from "../../site_src/web/url-state.ts";

const circle = Array.from({ length: 80 }, (_, index) => ({
  x: 0.5 + 0.3 * Math.cos(index / 12),
  y: 0.5 + 0.3 * Math.sin(index / 12),
}));
const dot = [{ x: 0.25, y: 0.75 }];

describe("a drawing as a text", () => {
  test("comes back as the same picture", () => {
    const back = fromText(toText([circle, dot]));
    assert.ok(back);
    assert.equal(back.length, 2);
    const picture = (strokes: typeof back): Float32Array =>
      rasterise(strokes, 0.045, { scale: 28, x: 0, y: 0 }, 28, 28);
    const [one, other] = [picture([circle, dot]), picture(back)];
    const off = one.map((ink, index) => Math.abs(ink - (other[index] ?? 0)));
    assert.ok(Math.max(...off) < 0.3, `a pixel differs by ${Math.max(...off)}`);
  });

  test("is short: a straight line is its two ends", () => {
    const line = Array.from({ length: 50 }, (_, index) => ({ x: index / 99, y: index / 99 }));
    assert.equal(toText([line]), "00004949");
    assert.ok(toText([circle]).length < 160);
  });

  test("and a text that is none is said to be none", () => {
    for (const text of ["12", "1234-", "12a4", "1234--1234"]) assert.equal(fromText(text), null);
    assert.deepEqual(fromText(""), []);
  });
});

describe("drawing before the reader's eyes", () => {
  const [first, second] = [fromText("00009900")?.[0] ?? [], fromText("00000099")?.[0] ?? []];

  test("goes along the strokes at one speed", () => {
    assert.deepEqual(partly([first, second], 0, 0.25), [[first[0], { x: 0.5, y: 0 }]]);
    assert.deepEqual(partly([first, second], 0, 0.75)[1], [second[0], { x: 0, y: 0.5 }]);
    assert.deepEqual(partly([first, second], 0, 1), [first, second]);
  });

  test("leaves what is there already", () => {
    assert.equal(sharedStrokes([first], [first, second]), 1);
    assert.deepEqual(partly([first, second], 1, 0.5), [first, [second[0], { x: 0, y: 0.5 }]]);
    assert.equal(sharedStrokes([second], [first, second]), 0);
  });
});

describe("settings", () => {
  const demo = {
    id: "",
    localName: "draw-and-classify",
    getAttribute: () => "digits",
  } as unknown as Element;

  test("are written in a page as in CSS", () => {
    assert.deepEqual(
      [...readSettings("drawing: 1234-5678; centring:off;")],
      [
        ["drawing", "1234-5678"],
        ["centring", "off"],
      ],
    );
  });

  test("stand in the address with the demo's name; others and the anchor stay", () => {
    const address = "https://site.example/a/?letters.image=2&digits.centring=off&q=1#part";
    const changed = withSettings(address, demo, new Map([["drawing", "1234"]]));
    assert.equal(changed, "https://site.example/a/?letters.image=2&q=1&digits.drawing=1234#part");
    assert.deepEqual([...readUrlState(changed, demo)], [["drawing", "1234"]]);
  });
});
