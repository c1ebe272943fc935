/** Rounds of training in a worker, told of as often as the page can show them. */

/** Milliseconds of training after which messages are heard. */
const SLICE = 12;

export class PacedLoop {
  private training = false;
  private looping = false;
  /** Rounds between two moments; 0 for as many as it can. */
  private rounds = 1;
  /** Whether the page has shown the last moment. */
  private ready = true;
  private readonly turn = new MessageChannel();

  /** `round` is one piece of training, `tell` posts how it stands. */
  constructor(
    private readonly round: () => void,
    private readonly tell: () => void,
  ) {
    this.turn.port1.onmessage = () => this.loop();
  }

  get isTraining(): boolean {
    return this.training;
  }

  train(rounds: number): void {
    this.rounds = rounds;
    this.training = true;
    this.goOn();
  }

  pause(): void {
    this.training = false;
  }

  /** The page has shown the last moment, and is ready for the next one. */
  shown(): void {
    this.ready = true;
    this.goOn();
  }

  /** Tells of it now, asked or not. */
  report(): void {
    this.ready = false;
    this.tell();
  }

  goOn(): void {
    if (!this.looping) this.loop();
  }

  /** Trains for a moment, then lets messages through. */
  private loop(): void {
    this.looping = this.training && (this.rounds === 0 || this.ready);
    if (!this.looping) return;
    const end = performance.now() + SLICE;
    let remaining = this.rounds === 0 ? Infinity : this.rounds;
    while (remaining-- > 0 && performance.now() < end) this.round();
    if (this.ready) this.report();
    this.turn.port2.postMessage(null);
  }
}
