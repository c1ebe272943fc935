import { UserFacingError } from "../../runtime/files.ts";
import { atSpeed, RATE } from "./sound.ts";

/** Browsers draw straight lines between the numbers of a slow sound, which can be heard: this many times more. */
const FINER = 3;

/** Plays one sound at a time. */
export class Player {
  /** The sound that is being played. */
  private source: AudioBufferSourceNode | undefined;
  private context: AudioContext | undefined;

  /** `changed` is called when it begins and when it ends. */
  constructor(private readonly changed: () => void) {}

  get playing(): boolean {
    return this.source !== undefined;
  }

  /** Plays a sound of {@link RATE}, from its beginning. Rejects with a {@link UserFacingError}. */
  async play(sound: Float32Array): Promise<void> {
    this.stop();
    try {
      const context = (this.context ??= new AudioContext());
      const buffer = context.createBuffer(1, FINER * sound.length, FINER * RATE);
      const { length } = buffer;
      buffer.getChannelData(0).set(atSpeed(sound, sound.length / 2, 1 / FINER, length));
      const source = new AudioBufferSourceNode(context, { buffer });
      source.connect(context.destination);
      source.onended = () => {
        if (this.source === source) this.forget();
      };
      this.source = source;
      await context.resume();
      // It may have been stopped meanwhile.
      if (this.source !== source) return;
      source.start();
      this.changed();
    } catch {
      this.forget();
      throw new UserFacingError("This browser does not play the sound.");
    }
  }

  stop(): void {
    const { source } = this;
    if (source === undefined) return;
    source.disconnect();
    this.forget();
  }

  /** Stops, and gives the loudspeaker back. */
  close(): void {
    this.stop();
    void this.context?.close();
    this.context = undefined;
  }

  private forget(): void {
    this.source = undefined;
    this.changed();
  }
}
