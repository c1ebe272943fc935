/** The reader's newest wish counts: what was begun before ends at its next step. */
export class NewestWish {
  /** Something is being done. */
  busy = false;

  private turn = 0;
  private latest: Promise<void> = Promise.resolve();

  constructor(private readonly fail: (error: unknown) => void) {}

  /** Ends what is being done at its next step, without another wish. */
  cancel(): void {
    this.turn++;
  }

  /** Does this next. The work asks now and then whether it is still wanted, and ends if not. */
  ask(work: (isWanted: () => boolean) => Promise<void>): Promise<void> {
    const turn = ++this.turn;
    const isWanted = (): boolean => turn === this.turn;
    this.latest = this.latest.then(async () => {
      if (!isWanted()) return;
      this.busy = true;
      try {
        await work(isWanted);
      } catch (error) {
        this.fail(error);
      } finally {
        this.busy = false;
      }
    });
    return this.latest;
  }
}
