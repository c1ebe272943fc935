import { html, LitElement, nothing, type TemplateResult } from "lit";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { bars, barStyles } from "../../elements/bars.ts";
import { fileStyles } from "../../elements/styles/file.ts";
import { problemBox } from "../../elements/problem.ts";
import { progressBar } from "../../elements/progress-bar.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { sliderStyles } from "../../elements/styles/slider.ts";
import { property, state } from "../../properties.ts";
import { RetryablePromise } from "../../retryable-promise.ts";
import type { Card } from "../../runtime/card.ts";
import { fetchExamples, type Example } from "../../runtime/examples.ts";
import { userMessage, UserFacingError } from "../../runtime/files.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { Microphone } from "./microphone.ts";
import { Player } from "./player.ts";
import { atSpeed, decode, isSilent, loudest } from "./sound.ts";
import { ownStyles } from "./styles.ts";
import { controls, pictures, recordings, SPEEDS } from "./view.ts";
import { bandsOf, sentence } from "./words.ts";

/** Milliseconds after which a recording ends by itself. */
const LONGEST = 2500;
/** Bytes of a sound file that are read at most. */
const LARGEST = 20e6;
/** Recordings in the row. */
const ROW = 12;

/** The reader's own sound, and what it is called. */
interface Own {
  readonly sound: Float32Array;
  readonly name: "your recording" | "your file";
}

/**
 * `<hear-digit model="spoken">`: the reader says a digit, and a network tells which one. It takes in one
 * second of sound, and gives a probability for each label, and the spectrogram that it looks at: rows of
 * numbers from 0 to 1, the lowest frequencies first.
 *
 * `hertz` are the middles of its rows, a list in JSON; without it they go evenly from 0 to 4000. The card is
 * fetched when the element comes near the window, the network and the recordings of the card at the first
 * touch. Prose and address set its state: `recording` (the place of a recording, from 1) and `speed`.
 */
export class HearDigit extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @property({ type: String }) hertz = "";
  /** Which of the recordings, or the reader's own one, is listened to. */
  @state() private chosen: number | "own" | null = null;
  @state() private own: Own | null = null;
  @state() private speed = 1;
  /** One second at this speed: exactly what the network is given. */
  @state() private second: Float32Array | null = null;
  @state() private answer: readonly Float32Array[] = [];
  /** Share of the longest recording that is over. */
  @state() private recorded = 0;
  /** What went wrong with a sound, in words. */
  @state() private problem = "";
  /** The recording that could not be fetched. */
  @state() private lost: number | null = null;
  /** What screen readers are told; changes only when the slider rests. */
  @state() private spoken = "";

  private sound: Float32Array | null = null;
  /** Where the middle of the loudest second is. */
  private middle = 0;
  /** Counts what the reader has asked for: what comes late is passed over. */
  private asked = 0;
  private base = "";
  private readonly stored = new RetryablePromise<readonly Example[]>();
  private readonly microphone = new Microphone(() => this.requestUpdate());
  private readonly player = new Player(() => this.requestUpdate());

  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    near: (base, card) => this.prepare(base, card),
    ready: () => {
      this.spoken = "";
      this.latest.request();
    },
  });
  private readonly latest: LatestWinsController = new LatestWinsController(this, {
    run: () => this.listen(),
    onIdle: () => {
      if (this.network.card !== null) writeUrlState(this, this.settings);
      this.announce();
    },
    onComplete: () => this.announce(),
  });

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.asked++;
    this.microphone.stop();
    this.player.close();
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  private prepare(base: string, card: Card): Promise<void> {
    const [bands, columns] = card.outputs[1]?.shape ?? [];
    if (card.inputs[0].shape.length !== 1 || bands === undefined || columns === undefined) {
      throw new UserFacingError(
        `hear-digit wants a model that gives the spectrogram of a sound, and “${this.model}” is none.`,
      );
    }
    this.base = base;
    this.requestUpdate();
    this.applySettings(readUrlState(location.href, this));
    return Promise.resolve();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private async record(): Promise<void> {
    if (this.microphone.state === "on") this.microphone.stop();
    if (this.microphone.state !== "off") return;
    this.begin();
    const asked = this.asked;
    const began = { at: 0 };
    const clock = setInterval(() => {
      if (this.microphone.state !== "on") return;
      began.at ||= performance.now();
      this.recorded = (performance.now() - began.at) / LONGEST;
    }, 100);
    try {
      const bytes = await this.microphone.record(LONGEST);
      if (bytes === null || asked !== this.asked) return;
      await this.bring(bytes, "your recording");
    } catch (error) {
      if (asked === this.asked) this.problem = userMessage(error);
    } finally {
      clearInterval(clock);
      this.recorded = 0;
    }
  }

  private async choseFile(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const file = input.files?.[0];
    // The same file may be chosen again.
    input.value = "";
    if (file === undefined) return;
    this.begin();
    if (file.size > LARGEST) {
      this.problem = "That file is larger than 20 megabytes. Take a shorter sound.";
      return;
    }
    const asked = this.asked;
    const bytes = await file.arrayBuffer();
    if (asked === this.asked) await this.bring(bytes, "your file");
  }

  /** Takes over what was recorded, or what is in a file. */
  private async bring(bytes: ArrayBuffer, name: Own["name"]): Promise<void> {
    const asked = this.asked;
    const isFile = name === "your file";
    const sound = await decode(bytes).catch(() => null);
    if (asked !== this.asked) return;
    if (sound === null) {
      this.problem = isFile
        ? "That is no sound that this browser can read. Try WAV or MP3."
        : "That was too short to hear anything. Press Record, and say a digit.";
    } else if (isSilent(sound)) {
      this.problem = isFile
        ? "There is only silence in that file."
        : "Only silence was recorded. Is the right microphone on? Say the digit a little louder.";
    } else {
      this.own = { sound, name };
      this.take(sound, "own");
    }
  }

  private async choose(index: number, fresh = false): Promise<void> {
    this.begin();
    const asked = this.asked;
    try {
      const { card } = this.network;
      if (card === null) return;
      const examples = await this.stored.get(() => fetchExamples(this.base, card, ROW, fresh));
      const example = examples[index];
      if (asked === this.asked && example !== undefined) this.take(example.input, index);
    } catch {
      if (asked !== this.asked) return;
      this.lost = index;
      // The speed may have come with it.
      this.settle();
    }
  }

  private readonly select = (which: number | "own"): void => {
    if (which !== "own") {
      void this.choose(which);
    } else if (this.own !== null) {
      this.begin();
      this.take(this.own.sound, which);
    }
  };

  private readonly slide = (speed: number): void => {
    this.player.stop();
    this.speed = speed;
    this.cut();
    this.network.touch();
    this.latest.changed();
    this.latest.request();
  };

  private readonly play = (): void => {
    if (this.player.playing) {
      this.player.stop();
    } else if (this.second !== null) {
      this.problem = "";
      this.player.play(this.second).catch((error: unknown) => (this.problem = userMessage(error)));
    }
  };

  /** Something else is to be listened to: what was on the way to here is not wanted any more. */
  private begin(): void {
    this.asked++;
    this.microphone.stop();
    this.player.stop();
    this.problem = "";
    this.lost = null;
    this.network.touch();
  }

  private take(sound: Float32Array, chosen: number | "own"): void {
    this.sound = sound;
    this.chosen = chosen;
    this.middle = loudest(sound, this.length);
    this.settle();
  }

  /** Sound and speed have come at one blow. */
  private settle(): void {
    this.cut();
    this.latest.isIdle = true;
    this.latest.request();
    this.latest.idle();
  }

  private cut(): void {
    if (this.sound === null) return;
    this.second = atSpeed(this.sound, this.middle, this.speed, this.length);
  }

  // ---- Set from outside ------------------------------------------------------------------------

  applySettings(settings: Settings): void {
    const speed = Number(settings.get("speed") ?? NaN);
    const isSpeed = speed >= SPEEDS.least && speed <= SPEEDS.most;
    if (isSpeed) {
      this.player.stop();
      this.speed = speed;
    }
    const place = Number(settings.get("recording") ?? 0);
    if (place >= 1 && place <= this.names.length) void this.choose(Math.floor(place) - 1);
    else if (isSpeed) this.settle();
  }

  /** What stands in the address; the reader's own recording does not. */
  private get settings(): Settings {
    const settings = new Map<string, string>();
    if (typeof this.chosen === "number") settings.set("recording", String(this.chosen + 1));
    if (this.speed !== 1) settings.set("speed", String(this.speed));
    return settings;
  }

  // ---- The network -----------------------------------------------------------------------------

  /** Numbers in what the network takes in. */
  private get length(): number {
    return this.network.shape[0] ?? 0;
  }

  private async listen(): Promise<void> {
    const { remote } = this.network;
    if (remote === null || this.second === null) return;
    try {
      this.answer = await remote.predict(this.second);
    } catch (error) {
      this.network.fail(error);
    }
  }

  private announce(): void {
    const isSettled = this.latest.isIdle && !this.latest.busy;
    if (isSettled && this.network.state === "ready") this.spoken = this.sentence;
  }

  // ---- Words -----------------------------------------------------------------------------------

  /** What is said in the recordings of the card. */
  private get names(): readonly string[] {
    const example = this.network.card?.example;
    const count = Math.min(ROW, example?.count ?? 0);
    return Array.from({ length: count }, (_, index) => {
      const target = example?.targets?.[index];
      return target === undefined ? "" : (this.network.labels[target] ?? "");
    });
  }

  private get sentence(): string {
    const { state, progress, labels } = this.network;
    if (this.microphone.state === "asking") return "Let this page use the microphone.";
    if (this.microphone.state === "on") return "Say a digit now.";
    if (state === "loading") return `Loading the network: ${Math.round(100 * progress)}%`;
    const [probabilities] = this.answer;
    if (probabilities === undefined) return "Press Record and say a digit, or take a recording.";
    const { speed, chosen } = this;
    const label = typeof chosen === "number" ? this.names[chosen] || null : null;
    return sentence({ probabilities, labels, speed, label });
  }

  /** What screen readers are told. */
  private get told(): string {
    if (this.microphone.state === "on") return this.sentence;
    return this.network.state === "ready" ? this.spoken : "";
  }

  // ---- Rendering -------------------------------------------------------------------------------

  override render(): TemplateResult {
    const { state } = this.network;
    return html`
      <div class="card">
        ${this.network.renderStatus()}
        ${this.microphone.state === "on" ? progressBar("Recording", this.recorded) : nothing}
        <div class="buttons">
          <button
            class="button strong"
            type="button"
            aria-disabled=${this.microphone.state === "asking"}
            @click=${this.record}
          >
            ${this.microphone.state === "on" ? "Stop recording" : "Record"}
          </button>
          <label class="button file">
            Choose a file
            <input type="file" accept="audio/*" @change=${this.choseFile} />
          </label>
        </div>
        ${this.problem === "" ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
        ${this.renderLost()}
        ${
          this.names.length + Number(this.own !== null) > 0
            ? recordings(this.names, this.own?.name ?? null, this.chosen, this.select)
            : nothing
        }
        <div class="parts">
          <div class="seen">${this.renderSeen()}</div>
          ${
            state === "error"
              ? this.network.renderProblem()
              : html`
                  <p class="sentence" aria-hidden="true">${this.sentence}</p>
                  ${bars(this.network.labels, this.answer[0] ?? null)}
                `
          }
        </div>
        <p class="muted private">
          What you record stays in this page: nothing is sent, and nothing is kept.
        </p>
        <p class="only-read" role="status" aria-live="polite">${this.told}</p>
      </div>
    `;
  }

  private renderLost(): TemplateResult | typeof nothing {
    const { lost } = this;
    if (lost === null) return nothing;
    const again = (): unknown => this.choose(lost, true);
    return problemBox("The recordings could not be fetched.", "Are you offline?", again);
  }

  private renderSeen(): TemplateResult {
    const { speed, second } = this;
    const { playing } = this.player;
    const [bands = 1, columns = 1] = this.network.card?.outputs[1]?.shape ?? [];
    const hertz = bandsOf(this.hertz, bands);
    return html`
      ${pictures({
        sound: second ?? new Float32Array(),
        spectrogram: this.answer[1] ?? new Float32Array(),
        hertz,
        columns,
        playing,
      })}
      ${controls({ speed, playing, ready: second !== null }, this.play, this.slide)}
    `;
  }

  static override styles = [sharedStyles, barStyles, fileStyles, sliderStyles, ownStyles];
}

customElements.define("hear-digit", HearDigit);
