import { nextMacrotask } from "../macrotask.ts";

/** Taking turns: one piece of work at a time, in the order in which it was asked for. */
export class TaskQueue {
  private last: Promise<unknown> = Promise.resolve();

  /**
   * Runs `work` when all that was asked for before has ended or pauses. `work` may pause, too: it
   * is given a function that lets everything else that waits go first.
   */
  run<Result>(work: (pause: () => Promise<void>) => Promise<Result>): Promise<Result> {
    const wait = this.last;
    let leave = (): void => {};
    this.last = new Promise<void>((resolve) => (leave = resolve));
    const pause = async (): Promise<void> => {
      leave();
      // Messages are macrotasks: whoever asks meanwhile stands before us in the queue.
      await nextMacrotask();
      const before = this.last;
      this.last = new Promise<void>((resolve) => (leave = resolve));
      await before;
    };
    return wait.then(() => work(pause)).finally(() => leave());
  }
}
