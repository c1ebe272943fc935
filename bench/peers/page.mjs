/** One way on a page: loads at the first touch, predicts, and keeps both for the turns. */
const settings = new URLSearchParams(location.search);
const shape = settings.get("shape").split(",").map(Number);
const input = new Float32Array(shape.reduce((a, b) => a * b)).fill(0.5);

document.querySelector("button").addEventListener("pointerdown", async () => {
  const started = performance.now();
  try {
    const { default: load } = await import(`/${settings.get("way")}.js`);
    const folder = `/networks/${settings.get("network")}/`;
    const predict = await load(folder, shape, settings.get("format"));
    globalThis.first = Array.from(await predict(input));
    globalThis.took = performance.now() - started;
    globalThis.turn = async (times) => {
      const began = performance.now();
      for (let i = 0; i < times; i++) await predict(input);
      return (performance.now() - began) / times;
    };
    document.body.dataset.state = "predicted";
  } catch (error) {
    globalThis.failed = String(error?.stack ?? error);
    document.body.dataset.state = "failed";
  }
});
