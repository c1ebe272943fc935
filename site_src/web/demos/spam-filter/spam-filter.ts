import { html, LitElement, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { FileController } from "../../controllers/file.ts";
import { LatestWinsController } from "../../controllers/latest-wins.ts";
import { ModelController } from "../../controllers/model.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { property, state } from "../../properties.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { percent } from "../../words/format.ts";
import { fetchFilters, FILTERS, isFilter, TITLES } from "./filters.ts";
import type { FilterName, Filters, Sample } from "./filters.ts";
import { plotStyles } from "./plot.ts";
import { BUTTONS, PRESETS } from "./presets.ts";
import { judged, NO_ANSWERS, strongest, task, weighed, type Answers } from "./spoken.ts";
import { ownStyles } from "./styles.ts";
import { areaUnderCurve, describe, outcome, rangeOf } from "./threshold.ts";
import { thresholdView } from "./threshold-view.ts";
import { probability, tokens } from "./words.ts";

/** Letters of a message that are looked at; the filters read its first words. */
const MOST = 20_000;

/**
 * `<spam-filter model="spam-cnn" other="spam-transformer" file="spam-filter.json">`: what four filters
 * say of a message that the reader writes. With `threshold`, also what they say of the messages of the
 * test, and a threshold to move.
 *
 * `file` is a file of the page (see filters.ts). It and the networks come at the first touch. Prose and
 * address set `message`, a name of presets.ts, `filter` and `threshold`. What the reader writes is never
 * put into the address.
 */
export class SpamFilter extends LitElement implements UrlStateful {
  /** The convolution and the Transformer: names of exported models. */
  @property({ type: String }) model = "";
  @property({ type: String }) other = "";
  @property({ type: String }) file = "";
  @property({ type: Boolean }) threshold = false;
  @state() private text = PRESETS["advert"]?.text ?? "";
  /** The preset that stands there unchanged. */
  @state() private preset = "advert";
  @state() private sample: Sample | null = null;
  @state() private answers: Answers = NO_ANSWERS;
  @state() private filter: FilterName = "logistic";
  @state() private cut = 0;
  /** Whether the threshold was what the reader changed last. */
  @state() private moved = false;

  private begun = false;
  private sampled = 0;
  private readonly filters: FileController<Filters> = new FileController<Filters>(this, {
    file: () => this.file,
    what: "the filters",
    fetch: fetchFilters,
    ready: () => this.judge(),
  });
  private readonly cnn: ModelController = new ModelController(this, {
    name: () => this.model,
    ready: () => this.networks.request(),
  });
  private readonly transformer: ModelController = new ModelController(this, {
    name: () => this.other,
    ready: () => this.networks.request(),
  });
  private readonly networks: LatestWinsController = new LatestWinsController(this, {
    run: () => this.ask(),
    onIdle: () => {},
    onComplete: () => {},
  });

  override connectedCallback(): void {
    super.connectedCallback();
    if (this.begun) return;
    this.begun = true;
    this.applySettings(readUrlState(location.href, this));
  }

  applySettings(settings: Settings): void {
    const filter = settings.get("filter") ?? "";
    if (isFilter(filter)) this.filter = filter;
    const cut = Number(settings.get("threshold") ?? NaN);
    if (Number.isFinite(cut)) [this.cut, this.moved] = [cut, true];
    const message = settings.get("message") ?? "";
    if (message in PRESETS) this.put(message);
    else if (settings.size > 0) this.judge();
    if (settings.size > 0) this.remember();
  }

  // ---- What the reader does --------------------------------------------------------------------

  private put(name: string): void {
    this.text = PRESETS[name]?.text ?? "";
    this.preset = name;
    this.moved = false;
    this.sample = null;
    this.remember();
    this.judge();
  }

  private typed(text: string): void {
    this.text = text.slice(0, MOST);
    this.preset = "";
    this.moved = false;
    this.sample = null;
    this.remember();
    this.judge();
  }

  /** The next message of the test, once the file is there. */
  private next(): void {
    const samples = this.filters.content?.samples ?? [];
    this.sample = samples[this.sampled++ % Math.max(1, samples.length)] ?? null;
    if (this.sample === null) {
      this.sampled = 0;
      this.wantsSample = true;
      this.filters.touch();
      return;
    }
    this.text = this.sample.text;
    this.preset = "";
    this.moved = false;
    this.remember();
    this.judge();
  }

  private wantsSample = false;

  private move(cut: number): void {
    this.cut = cut;
    this.moved = true;
    this.remember();
    this.judge();
  }

  /** Only names and numbers: the reader's own text stays out of the address. */
  private remember(): void {
    const settings = new Map<string, string>();
    if (this.preset !== "" && this.preset !== "advert") settings.set("message", this.preset);
    if (this.filter !== "logistic") settings.set("filter", this.filter);
    if (this.cut !== 0) settings.set("threshold", String(this.cut));
    writeUrlState(this, settings);
  }

  // ---- The filters -------------------------------------------------------------------------------

  /** The sums at once; the networks as soon as they are here. */
  private judge(): void {
    const { content } = this.filters;
    if (content === null) {
      this.filters.touch();
      return;
    }
    if (this.wantsSample) {
      this.wantsSample = false;
      this.next();
      return;
    }
    const [low, high] = rangeOf(content.scores[this.filter]);
    this.cut = Math.min(high, Math.max(low, this.cut));
    const found = tokens(this.text);
    if (found.length === 0) {
      this.answers = NO_ANSWERS;
      return;
    }
    this.answers = {
      ...this.answers,
      bayes: content.vocabulary.score(found, content.linear.bayes),
      logistic: content.vocabulary.score(found, content.linear.logistic),
    };
    this.cnn.touch();
    this.transformer.touch();
    this.networks.request();
  }

  private async ask(): Promise<void> {
    const { content } = this.filters;
    const found = tokens(this.text);
    if (content === null || found.length === 0) return;
    const input = content.vocabulary.numbers(found);
    for (const name of ["cnn", "transformer"] as const) {
      const network = this[name];
      if (network.remote === null) continue;
      try {
        const [logOdds] = await network.remote.predict(input);
        this.answers = { ...this.answers, [name]: logOdds?.[0] ?? null };
      } catch (error) {
        network.fail(error);
      }
    }
  }

  // ---- Rendering -----------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" role="group" aria-label="Four spam filters">
        ${this.filters.renderStatus()} ${this.cnn.renderStatus()}
        <label class="message">
          <span>Your message, which stays in this browser</span>
          <textarea
            rows="5"
            maxlength=${MOST}
            spellcheck="false"
            autocomplete="off"
            .value=${live(this.text)}
            @input=${(event: Event) => this.typed((event.target as HTMLTextAreaElement).value)}
          ></textarea>
        </label>
        <div class="row">
          <button class="button strong" type="button" @click=${() => this.judge()}>
            Ask the filters
          </button>
          ${BUTTONS.map(
            (name) => html`
              <button class="button" type="button" @click=${() => this.put(name)}>
                ${PRESETS[name]?.title}
              </button>
            `,
          )}
          <button class="button" type="button" @click=${() => this.next()}>A real message</button>
        </div>
        ${this.filters.renderProblem()}
        ${[this.cnn, this.transformer].map((one) =>
          one.state === "error" ? one.renderProblem() : nothing,
        )}
        ${this.renderVerdicts()}
        <p class="sentence">${this.sentence}</p>
        ${this.renderRead()} ${this.threshold ? this.renderThreshold() : nothing}
        <p class="only-read" role="status">${this.moved ? this.outcome : this.sentence}</p>
      </div>
    `;
  }

  private get sentence(): string {
    const { content, state } = this.filters;
    if (state === "loading") return "The filters are on their way.";
    if (content === null) return "Nobody has read it yet.";
    const found = tokens(this.text);
    if (found.length === 0) return "There is no word in it.";
    const parts = [judged(this.answers, this.cut)];
    if (this.sample !== null)
      parts.push(`It's from the test, and really ${this.sample.isSpam ? "spam" : "good"}.`);
    else if (this.preset === "" || this.preset === "padded" || this.preset === "advert")
      parts.push(task(found, this.answers, this.cut));
    if (found.length > content.vocabulary.length)
      parts.push(`Only its first ${content.vocabulary.length} words are read.`);
    return parts.join(" ");
  }

  /** What the threshold does to the messages of the test. */
  private get outcome(): string {
    const { content } = this.filters;
    if (content === null) return "";
    const scores = content.scores[this.filter];
    const area = (100 * areaUnderCurve(scores, content.tested)).toFixed(1);
    return `${describe(outcome(scores, content.tested, this.cut), this.cut)} AUC ${area}%.`;
  }

  private renderVerdicts(): TemplateResult {
    return html`
      <ul class="verdicts" role="list" aria-label="What each filter says">
        ${FILTERS.map((name) => {
          const answer = this.answers[name];
          const share = answer === null ? 0 : probability(answer);
          const stops = answer !== null && answer > this.cut;
          return html`
            <li
              class=${stops ? "stops" : ""}
              data-filter=${name}
              data-log-odds=${answer ?? nothing}
            >
              <span class="name">${TITLES[name]}</span>
              <span class="track" aria-hidden="true">
                <span class="fill" style=${styleMap({ inlineSize: `${100 * share}%` })}></span>
              </span>
              <span class="number">${answer === null ? "" : percent(share)}</span>
              <span class="said">${answer === null ? "–" : stops ? "stopped" : "passes"}</span>
            </li>
          `;
        })}
      </ul>
    `;
  }

  /** The text with the weights of its words. */
  private renderRead(): TemplateResult | typeof nothing {
    const { content } = this.filters;
    const found = tokens(this.text);
    if (content === null || found.length === 0) return nothing;
    const name = this.filter === "bayes" ? "bayes" : "logistic";
    const words = weighed(found, content.vocabulary, content.linear[name]);
    const parts: (TemplateResult | string)[] = [];
    let end = 0;
    for (const word of words) {
      const text = this.text.slice(word.start, word.end);
      parts.push(this.text.slice(end, word.start));
      end = word.end;
      const share = `${Math.min(55, Math.round(30 * Math.abs(word.weight)))}%`;
      parts.push(
        Math.abs(word.weight) < 0.1
          ? text
          : html`<mark
              class=${word.weight < 0 ? "good" : ""}
              style=${styleMap({ "--share": share })}
              >${text}</mark
            >`,
      );
    }
    return html`
      <div>
        <p class="muted">
          What each word weighs for ${name === "bayes" ? "naive Bayes" : "logistic regression"}:
          underlined for spam, dotted for good.
        </p>
        <!-- prettier-ignore -->
        <p class="read" tabindex="0" role="group" aria-label="The message with its weights">${parts}${this.text.slice(end)}</p>
        <p class="muted strongest">${strongest(words)}</p>
      </div>
    `;
  }

  private renderThreshold(): TemplateResult {
    return thresholdView(
      {
        filters: this.filters.content,
        filter: this.filter,
        threshold: this.cut,
        own: this.answers[this.filter],
        said: this.outcome,
      },
      {
        begin: () => this.judge(),
        move: (cut) => this.move(cut),
        choose: (filter) => {
          this.filter = filter;
          this.move(this.cut);
        },
      },
    );
  }

  static override styles = [sharedStyles, plotStyles, ownStyles];
}

customElements.define("spam-filter", SpamFilter);
