import { UserFacingError } from "../../runtime/files.ts";

const INSTEAD = "Take a sound file or one of the recordings below instead.";

/** What a reader is told of the error of a microphone that was asked for. */
function reason(error: unknown): string {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError")
    return `The browser does not let this page use the microphone. Allow it in the address bar, and press Record again. Or: ${INSTEAD.toLowerCase()}`;
  if (name === "NotFoundError") return `No microphone was found. ${INSTEAD}`;
  return `The microphone does not answer: another program may be using it. ${INSTEAD}`;
}

/** The device's microphone: on while something is recorded, and not a moment longer. */
export class Microphone {
  state: "off" | "asking" | "on" = "off";
  private recorder: MediaRecorder | undefined;
  /** Counts what was begun: who was stopped while the reader was asked goes no further. */
  private begun = 0;

  /** `changed` is called with each new {@link state}. */
  constructor(private readonly changed: () => void) {}

  /**
   * Records until {@link stop}, at most for `most` milliseconds; null where it was stopped before the
   * reader had said yes. Rejects with a {@link UserFacingError}.
   */
  async record(most: number): Promise<ArrayBuffer | null> {
    const mine = ++this.begun;
    this.turn("asking");
    let stream: MediaStream | undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    try {
      stream = await this.open();
      if (mine !== this.begun) return null;
      const recorder = new MediaRecorder(stream);
      this.recorder = recorder;
      const parts: Blob[] = [];
      recorder.ondataavailable = ({ data }) => parts.push(data);
      const ended = new Promise((resolve, reject) => {
        recorder.onstop = resolve;
        recorder.onerror = () => reject(new UserFacingError(reason(undefined)));
      });
      recorder.start();
      this.turn("on");
      timer = setTimeout(() => this.stop(), most);
      await ended;
      return await new Blob(parts).arrayBuffer();
    } finally {
      clearTimeout(timer);
      for (const track of stream?.getTracks() ?? []) track.stop();
      if (mine === this.begun) this.end();
    }
  }

  /** Ends a recording; whoever waits for it gets it. */
  stop(): void {
    if (this.recorder?.state === "recording") this.recorder.stop();
    else this.end();
  }

  private end(): void {
    this.begun++;
    this.recorder = undefined;
    if (this.state !== "off") this.turn("off");
  }

  private async open(): Promise<MediaStream> {
    // Over plain HTTP there are no devices.
    const devices = navigator.mediaDevices as MediaDevices | undefined;
    if (!isSecureContext)
      throw new UserFacingError(`Browsers give a microphone to pages over https only. ${INSTEAD}`);
    if (devices === undefined || typeof MediaRecorder === "undefined")
      throw new UserFacingError(`This browser cannot record. ${INSTEAD}`);
    try {
      // What is made for calls takes a drawn-out sound for noise. Loud enough it should be.
      return await devices.getUserMedia({
        audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: true },
      });
    } catch (error) {
      throw new UserFacingError(reason(error));
    }
  }

  private turn(state: Microphone["state"]): void {
    this.state = state;
    this.changed();
  }
}
