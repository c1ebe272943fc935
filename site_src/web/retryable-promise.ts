/**
 * Remembers what an asynchronous function gave, and forgets it when that failed: whoever asks next
 * begins anew, and all who ask meanwhile wait for the same attempt.
 */
export class RetryablePromise<Value> {
  private pending: Promise<Value> | undefined;

  /** Whether there is a value, or one is on its way. */
  get started(): boolean {
    return this.pending !== undefined;
  }

  /** The value; `begin` is called where there is none yet, or the last attempt has failed. */
  get(begin: () => Promise<Value>): Promise<Value> {
    if (this.pending === undefined) {
      const attempt = (this.pending = begin());
      attempt.catch(() => {
        if (this.pending === attempt) this.pending = undefined;
      });
    }
    return this.pending;
  }

  /** Forgets the value: the next one who asks begins anew. */
  forget(): void {
    this.pending = undefined;
  }
}
