import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { ModelController } from "../../controllers/model.ts";
import { NewestWish } from "../../controllers/newest-wish.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { used } from "../../events.ts";
import { property, state } from "../../properties.ts";
import { tempered } from "../../runtime/letter-reader.ts";
import { random } from "../../runtime/training/random.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { percent, ranking } from "../../words/format.ts";
import { fetchLists, places, type NameLists, type Place } from "./lists.ts";
import { ownStyles } from "./styles.ts";
import { asName, END, LETTERS, lettersOf, Writer } from "./writer.ts";

/** Letters that the reader may begin with: those of the longest real name. */
const MOST = 12;
const COLDEST = 0.2;
const HOTTEST = 2;
/** Milliseconds from letter to letter, where motion is welcome. */
const PACE = 220;
/** Names that stay in sight. */
const SHOWN = 10;

interface Invented {
  readonly name: string;
  readonly place: Place;
}

/**
 * `<invent-names model="inventor" list="name-lists.json">`: a network goes on with the reader's
 * beginning, letter by letter, and each name is looked up. `list` is a file with the real names, from
 * the page (see lists.ts).
 *
 * The network and the list come at the first touch. Prose and address set `begin` and `temperature`.
 */
export class InventNames extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @property({ type: String }) list = "";
  @state() private begin = "";
  @state() private temperature = 1;
  @state() private writer: Writer | null = null;
  @state() private invented: readonly Invented[] = [];
  @state() private sentence = "Type a beginning, or let it begin by itself.";

  private lists: NameLists | undefined;
  private dice = random(1);
  private readonly wish = new NewestWish((error) => this.network.fail(error));
  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    // After a failure; what is being waited for goes on by itself.
    ready: () => {
      if (!this.wish.busy) void this.restart();
    },
  });

  override connectedCallback(): void {
    super.connectedCallback();
    this.applySettings(readUrlState(location.href, this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.wish.cancel();
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  applySettings(settings: Settings): void {
    const temperature = Number(settings.get("temperature") ?? this.temperature);
    if (temperature >= COLDEST && temperature <= HOTTEST) this.heat(temperature);
    const begin = settings.get("begin");
    if (begin !== undefined) this.type(begin);
  }

  // ---- What the reader does --------------------------------------------------------------------

  private heat(temperature: number): void {
    this.temperature = Math.round(10 * temperature) / 10;
    this.remember();
  }

  private type(typed: string): void {
    this.begin = lettersOf(typed).slice(0, MOST);
    this.remember();
    void this.restart();
  }

  private remember(): void {
    const settings = new Map<string, string>();
    if (this.begin !== "") settings.set("begin", this.begin);
    if (this.temperature !== 1) settings.set("temperature", String(this.temperature));
    writeUrlState(this, settings);
  }

  /** Has the beginning read, and shows what may come next. */
  private async restart(): Promise<void> {
    await this.wish.ask(async (isWanted) => {
      const writer = await this.fresh();
      if (!isWanted()) return;
      this.writer = writer;
      this.sentence = this.next(writer);
    });
  }

  private async fresh(): Promise<Writer> {
    const network = await this.network.loaded();
    return Writer.after(this.begin, (...inputs) => network.predict(...inputs), network.card);
  }

  private async letter(): Promise<void> {
    await this.wish.ask(async (isWanted) => {
      const writer = await this.atWork();
      const said = await this.write(writer, isWanted);
      if (!isWanted()) return;
      this.sentence = writer.ended
        ? await this.finished(writer.text)
        : `It wrote ${said}. ${this.next(writer)}`;
    });
  }

  private async names(count: number): Promise<void> {
    const calm = count > 1 || matchMedia("(prefers-reduced-motion: reduce)").matches;
    await this.wish.ask(async (isWanted) => {
      const found: Place[] = [];
      for (let name = 0; name < count; name++) {
        const writer = name === 0 ? await this.atWork() : await this.fresh();
        for (let letter = 0; !writer.ended; letter++) {
          if (!calm && letter > 0) await new Promise((resolve) => setTimeout(resolve, PACE));
          if (!isWanted()) return;
          await this.write(writer, isWanted);
        }
        if (!isWanted()) return;
        this.sentence = await this.finished(writer.text);
        found.push(this.invented[0]?.place ?? "nowhere");
      }
      if (count > 1) this.sentence = tally(found);
    });
  }

  /** The name that is being written, or the next one. */
  private async atWork(): Promise<Writer> {
    return this.writer === null || this.writer.ended ? this.fresh() : this.writer;
  }

  /** One letter; says which, and how likely it was. */
  private async write(writer: Writer, isWanted: () => boolean): Promise<string> {
    const shares = tempered(writer.shares, this.temperature);
    const letter = await writer.write(this.temperature, this.dice);
    if (isWanted()) {
      this.writer = writer;
      this.requestUpdate();
    }
    return `${letter === END ? "the end" : (LETTERS[letter] ?? "")}, with ${percent(shares[letter] ?? 0)}`;
  }

  /** Looks a name up, and adds it to those in sight. */
  private async finished(name: string): Promise<string> {
    if (this.lists === undefined) {
      this.lists = await fetchLists(this.list);
      this.dispatchEvent(used([new URL(this.list, document.baseURI).href]));
    }
    const place = this.lists.where(name);
    this.invented = [{ name, place }, ...this.invented].slice(0, SHOWN);
    return name === "" ? "It ended before it began." : `${asName(name)}: ${places[place]}.`;
  }

  private startOver(): void {
    this.dice = random(1);
    this.invented = [];
    void this.restart();
  }

  // ---- Words -------------------------------------------------------------------------------------

  private get shares(): Float32Array | null {
    const { writer } = this;
    return writer === null || writer.ended ? null : tempered(writer.shares, this.temperature);
  }

  /** "After mar: i 31.0%, k 12.1%, c 9.0%." */
  private next(writer: Writer): string {
    const after = writer.text === "" ? "At the beginning" : `After ${asName(writer.text)}`;
    return `${after}: ${likeliest(tempered(writer.shares, this.temperature))}.`;
  }

  // ---- Rendering -----------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" role="group" aria-label="A network that invents names">
        ${this.network.renderStatus()} ${this.renderControls()}
        ${
          this.network.state === "error"
            ? this.network.renderProblem()
            : [this.renderName(), this.renderLetters()]
        }
        <p class="sentence" role="status">${this.sentence}</p>
        ${this.invented.length > 0 ? this.renderInvented() : nothing}
      </div>
    `;
  }

  private renderControls(): TemplateResult {
    const { temperature } = this;
    return html`
      <div class="row">
        <label>
          It begins with
          <input
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            maxlength=${MOST}
            .value=${live(this.begin)}
            @input=${(event: Event) => this.type((event.target as HTMLInputElement).value)}
          />
        </label>
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
        <button class="button strong" type="button" @click=${() => this.letter()}>
          One letter
        </button>
        <button class="button" type="button" @click=${() => this.names(1)}>A whole name</button>
        <button class="button" type="button" @click=${() => this.names(10)}>Ten names</button>
      </div>
    `;
  }

  private renderName(): TemplateResult {
    const { writer, begin } = this;
    const text = asName(writer?.text ?? begin);
    const given = text.slice(0, begin.length);
    return html`<p class="name" aria-hidden="true">
      <span class="given">${given}</span>${text.slice(begin.length)}${writer?.ended ? "." : "…"}
    </p>`;
  }

  private renderLetters(): TemplateResult {
    const { shares } = this;
    const name = shares === null ? "none asked for" : likeliest(shares);
    const likely = shares === null ? -1 : ranking(shares)[0];
    const highest = Math.max(...(shares ?? [1]));
    return html`
      <div class="letters" role="img" aria-label="Shares of the next letter: ${name}">
        ${LETTERS.map((letter, place) => {
          const blockSize = `${(100 * (shares?.[place] ?? 0)) / highest}%`;
          return html`
            <span class=${place === likely ? "likely" : ""} aria-hidden="true">
              <span class="room"><span class="bar" style=${styleMap({ blockSize })}></span></span>
              ${letter}
            </span>
          `;
        })}
      </div>
    `;
  }

  private renderInvented(): TemplateResult {
    return html`
      <ol aria-label="Names, the newest first">
        ${this.invented.map(
          ({ name, place }) => html`
            <li><b>${asName(name)}</b><span class="muted">${places[place]}</span></li>
          `,
        )}
      </ol>
      <button class="button" type="button" @click=${this.startOver}>Start over</button>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

/** "a 31.0%, the end 12.1%, c 9.0%": the five likeliest. */
function likeliest(shares: Float32Array): string {
  return ranking(shares)
    .slice(0, 5)
    .map((at) => `${at === END ? "the end" : (LETTERS[at] ?? "")} ${percent(shares[at] ?? 0)}`)
    .join(", ");
}

/** "Ten names: 2 in the training set, ...". */
function tally(found: readonly Place[]): string {
  const parts = (Object.keys(places) as Place[]).map(
    (place) => `${found.filter((other) => other === place).length} ${places[place]}`,
  );
  return `${found.length} names: ${parts.join("; ")}.`;
}

customElements.define("invent-names", InventNames);
