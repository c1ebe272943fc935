import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { ModelController } from "../../controllers/model.ts";
import { NewestWish } from "../../controllers/newest-wish.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { LetterReader } from "../../runtime/letter-reader.ts";
import { random } from "../../runtime/training/random.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { ownStyles } from "./styles.ts";
import { above, known, readNamed, tint, type Read } from "./words.ts";

const BEGIN = '"Call me Ishmael," said I.';
/** Letters that the reader may begin with, that one press of the button writes, and that are kept. */
const [MOST, PORTION, KEPT] = [200, 240, 1500];
const [COLDEST, HOTTEST, WARM] = [0.2, 1.5, 0.7];
/** Milliseconds from letter to letter, where motion is welcome. */
const PACE = 25;

/**
 * `<goes-on model="moby" units="17: speech; 4: …" moments="moby-early: 49,152 letters; …">`: a network goes
 * on with the reader's beginning, letter by letter, and behind each letter is the value of a unit of its
 * state, as a colour.
 *
 * Models take a letter and a state, and give shares and a state; the card's labels are the alphabet.
 * `moments` names models of the same network at several moments of its training, each of which is fetched when it is
 * chosen. Prose and address set `begin`, `temperature`, `unit`, `moment` and `seed`.
 */
export class GoesOn extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @property({ type: String }) units = "";
  @property({ type: String }) moments = "";
  @state() private begin = BEGIN;
  @state() private temperature = WARM;
  /** The unit whose value is the colour; none until one is chosen means the first of `units`. */
  @state() private chosenUnit: number | null = null;
  /** The model of the chosen moment; empty means {@link model}. */
  @state() private moment = "";
  @state() private seed = 1;
  @state() private letters: readonly Read[] = [];
  @state() private running = false;
  /** What it wrote last, for those who don't see the letters come. */
  @state() private wrote = "";
  @state() private sentence = "Press “Go on”, and it reads the beginning and writes.";

  private reader: LetterReader | null = null;
  private dice = random(1);
  private readonly networks = new Map<string, ModelController>();
  private readonly wish = new NewestWish((error) => this.network.fail(error));

  override connectedCallback(): void {
    super.connectedCallback();
    // Put back, it has its text still.
    if (!this.hasUpdated) this.applySettings(readUrlState(location.href, this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stop();
  }

  override updated(): void {
    // Each controller writes its own state there; the chosen moment's counts.
    this.dataset["state"] = this.network.state;
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  applySettings(settings: Settings): void {
    const temperature = Number(settings.get("temperature") ?? this.temperature);
    if (temperature >= COLDEST && temperature <= HOTTEST) this.temperature = temperature;
    const unit = Number(settings.get("unit") ?? NaN);
    if (Number.isInteger(unit) && unit >= 0) this.chosenUnit = unit;
    const seed = Number(settings.get("seed") ?? this.seed);
    if (Number.isInteger(seed) && seed >= 1) this.seed = seed;
    const moment = settings.get("moment") ?? this.moment;
    if (readNamed(this.moments).some(({ key }) => key === moment)) this.moment = moment;
    const begin = settings.get("begin");
    if (begin !== undefined) this.begin = begin.slice(0, MOST);
    if (["seed", "moment", "begin"].some((name) => settings.has(name))) void this.restart();
    this.remember();
  }

  private remember(): void {
    const settings = new Map<string, string>();
    if (this.begin !== BEGIN) settings.set("begin", this.begin);
    if (this.temperature !== WARM) settings.set("temperature", String(this.temperature));
    if (this.chosenUnit !== null) settings.set("unit", String(this.chosenUnit));
    if (this.moment !== "") settings.set("moment", this.moment);
    if (this.seed !== 1) settings.set("seed", String(this.seed));
    writeUrlState(this, settings);
  }

  /** The network of the chosen moment; each is made once, and fetched when it is wanted. */
  private get network(): ModelController {
    const name = this.moment === "" ? this.model : this.moment;
    const made = this.networks.get(name) ?? new ModelController(this, this.optionsOf(name));
    this.networks.set(name, made);
    return made;
  }

  private optionsOf(name: string): ConstructorParameters<typeof ModelController>[1] {
    return {
      name: () => name,
      // After a failure; what is being waited for goes on by itself.
      ready: () => {
        if (!this.wish.busy) void this.restart();
      },
    };
  }

  private get unit(): number {
    return this.chosenUnit ?? Number(readNamed(this.units)[0]?.key ?? 0);
  }

  private get unitName(): string {
    const name = readNamed(this.units).find(({ key }) => Number(key) === this.unit)?.name;
    return name === undefined ? `unit ${this.unit}` : `unit ${this.unit} (${name})`;
  }

  // ---- What the reader does --------------------------------------------------------------------

  private type(typed: string): void {
    this.begin = typed.slice(0, MOST);
    this.remember();
    void this.restart();
  }

  private choose(what: { unit?: string; moment?: string }): void {
    if (what.unit !== undefined) {
      this.chosenUnit = Number(what.unit);
      if (this.letters.length > 0) this.say(this.summary());
    }
    if (what.moment !== undefined) {
      this.moment = what.moment === this.model ? "" : what.moment;
      void this.restart();
    }
    this.remember();
  }

  private heat(temperature: number): void {
    this.temperature = Math.round(10 * temperature) / 10;
    this.remember();
  }

  /** Has the beginning read, with the dice of the seed. */
  private restart(): Promise<void> {
    return this.wish.ask(async (isWanted) => {
      await this.readBeginning(isWanted);
      if (isWanted()) this.say(`It has read the beginning. ${this.summary()}`);
    });
  }

  private async readBeginning(isWanted: () => boolean): Promise<void> {
    const network = await this.network.loaded();
    const alphabet = this.network.labels;
    const reader = new LetterReader((...inputs) => network.predict(...inputs), network.card);
    const letters: Read[] = [];
    // It foretells nothing before it has read something: a new paragraph begins.
    await reader.read(Math.max(0, alphabet.indexOf("\n")));
    for (const letter of known(this.begin, alphabet)) {
      await reader.read(alphabet.indexOf(letter));
      letters.push({ letter, state: reader.state });
      if (!isWanted()) return;
    }
    [this.reader, this.letters, this.dice] = [reader, letters, random(this.seed)];
  }

  private async write(count: number): Promise<void> {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.running = true;
    await this.wish.ask(async (isWanted) => {
      if (this.reader === null) await this.readBeginning(isWanted);
      const wrote: string[] = [];
      while (isWanted() && wrote.length < count) {
        if (!calm && count > 1) await new Promise((resolve) => setTimeout(resolve, PACE));
        const { reader } = this;
        if (reader === null || !isWanted()) return;
        const letter = reader.draw(this.temperature, this.dice);
        await reader.read(letter);
        wrote.push(this.network.labels[letter] ?? "");
        const read = { letter: wrote.at(-1) ?? "", state: reader.state };
        this.letters = [...this.letters, read].slice(-KEPT);
      }
      if (isWanted()) this.say(this.summary(), `It wrote: ${spoken(wrote)} `);
    });
    if (!this.wish.busy) this.running = false;
  }

  private stop(): void {
    this.wish.cancel();
    if (this.running) this.say(`Stopped. ${this.summary()}`);
    this.running = false;
  }

  private otherDice(): void {
    this.seed++;
    this.reader = null;
    this.remember();
    void this.write(PORTION);
  }

  // ---- Words and rendering ---------------------------------------------------------------------

  private say(sentence: string, wrote = ""): void {
    [this.wrote, this.sentence] = [wrote, sentence];
  }

  private summary(): string {
    const high = above(this.letters, this.unit);
    return `After ${high}% of the letters, ${this.unitName} is above zero.`;
  }

  override render(): TemplateResult {
    const { network } = this;
    return html`
      <div class="card" role="group" aria-label="A network that goes on writing">
        ${network.renderStatus()} ${this.renderControls()}
        ${network.state === "error" ? network.renderProblem() : this.renderText()}
        <p class="sentence" role="status">${this.renderSentence()}</p>
      </div>
    `;
  }

  private renderControls(): TemplateResult {
    const { running, temperature } = this;
    return html`
      <label class="begin">
        It begins with
        <input
          type="text"
          autocomplete="off"
          spellcheck="false"
          maxlength=${MOST}
          .value=${live(this.begin)}
          @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)}
        />
      </label>
      <div class="row">
        <label>
          The colour is
          <select
            .value=${live(String(this.unit))}
            @change=${(event: Event) =>
              this.choose({ unit: (event.target as HTMLSelectElement).value })}
          >
            ${this.renderUnits()}
          </select>
        </label>
        ${this.renderMoments()}
        <label class="temperature">
          <span>Temperature ${temperature.toFixed(1)}</span>
          <input
            type="range"
            min=${COLDEST}
            max=${HOTTEST}
            step="0.1"
            .value=${live(String(temperature))}
            @input=${(event: Event) => this.heat(Number((event.target as HTMLInputElement).value))}
          />
        </label>
      </div>
      <div class="row">
        <button
          class="button strong"
          type="button"
          @click=${() => (running ? this.stop() : this.write(PORTION))}
        >
          ${running ? "Stop" : "Go on"}
        </button>
        <button class="button" type="button" @click=${() => this.write(1)}>One letter</button>
        <button class="button" type="button" @click=${this.otherDice}>Other dice</button>
      </div>
    `;
  }

  private renderUnits(): TemplateResult[] {
    const named = readNamed(this.units);
    const width = this.network.card?.inputs[1]?.shape.at(-1) ?? 0;
    const others = Array.from({ length: Math.max(width, this.unit + 1) }, (_, unit) => unit)
      .map(String)
      .filter((unit) => !named.some(({ key }) => key === unit))
      .map((key) => ({ key, name: "" }));
    return [...named, ...others].map(
      ({ key, name }) => html`
        <option value=${key} ?selected=${Number(key) === this.unit}>
          unit ${key}${name === "" ? "" : `: ${name}`}
        </option>
      `,
    );
  }

  private renderMoments(): TemplateResult | typeof nothing {
    const moments = readNamed(this.moments);
    if (moments.length < 2) return nothing;
    const chosen = this.moment === "" ? this.model : this.moment;
    return html`
      <label>
        It has read
        <select
          @change=${(event: Event) =>
            this.choose({ moment: (event.target as HTMLSelectElement).value })}
        >
          ${moments.map(
            ({ key, name }) =>
              html`<option value=${key} ?selected=${key === chosen}>${name}</option>`,
          )}
        </select>
      </label>
    `;
  }

  private renderSentence(): TemplateResult {
    return html`<span class="unseen">${this.wrote}</span>${this.sentence}`;
  }

  private renderText(): TemplateResult {
    const { letters, unit } = this;
    const label =
      letters.length === 0
        ? "No text yet"
        : `A text of ${letters.length} letters, coloured by ${this.unitName}`;
    return html`
      <p class="text" role="img" aria-label=${label}>
        ${
          letters.length === 0
            ? html`<span class="waiting">${this.begin}</span>`
            : letters.map(({ letter, state }) => renderLetter(letter, state[unit] ?? 0))
        }
      </p>
      <p class="legend muted" aria-hidden="true">
        <span class="low">−1</span><span class="scale"></span><span class="high">+1</span>
      </p>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

/** A letter, with the value of the unit after it has been read. */
function renderLetter(letter: string, value: number): TemplateResult {
  const colour = value > 0 ? "var(--lbl-accent)" : "var(--lbl-accent-2)";
  const background = `color-mix(in srgb, ${colour} ${tint(value)}%, transparent)`;
  return html`<span class=${value > 0 ? "up" : "down"} style=${styleMap({ background })}
    >${letter}</span
  >`;
}

/** What was written, in one line. */
function spoken(letters: readonly string[]): string {
  return letters.length === 1
    ? `“${letters[0]}”.`
    : `${letters.join("").replaceAll(/\s+/g, " ")} …`;
}

customElements.define("goes-on", GoesOn);
