/** How often a page is painted while something goes on in it, and what benchmarks do with numbers. */
import type { Page } from "playwright-core";

/** tsx marks functions in this way, also those that are handed to a page. */
export const NAMED = "globalThis.__name = (value) => value;";

export const median = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[values.length >> 1] ?? NaN;

export const rounded = (value: number, digits = 1): number =>
  Math.round(value * 10 ** digits) / 10 ** digits;

export interface Frames {
  readonly per_second: number;
  readonly longest_gap_ms: number;
}

interface Recorder {
  recorded?: number[];
}

/** Does something in a page, and counts the frames from its beginning to its end. */
export async function recordFrames(page: Page, act: () => Promise<unknown>): Promise<Frames> {
  await page.evaluate(() => {
    const recorder = globalThis as Recorder;
    const times: number[] = [];
    recorder.recorded = times;
    const tick = (time: number): void => {
      times.push(time);
      if (recorder.recorded === times) requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
  await act();
  const times = await page.evaluate(() => {
    const recorder = globalThis as Recorder;
    const { recorded = [] } = recorder;
    delete recorder.recorded;
    return recorded;
  });
  const gaps = times.slice(1).map((time, at) => time - (times[at] ?? 0));
  const seconds = ((times.at(-1) ?? 0) - (times[0] ?? 0)) / 1000;
  return {
    per_second: rounded(gaps.length / seconds),
    longest_gap_ms: rounded(Math.max(...gaps)),
  };
}
