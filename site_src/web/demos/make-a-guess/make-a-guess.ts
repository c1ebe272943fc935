import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { UserFacingError } from "../../runtime/files.ts";
import type { Curve } from "./curve.ts";
import {
  sayPoints,
  isGuessAt,
  measured,
  position,
  powers,
  readQuestion,
  inWords,
  shown,
  ticks,
  valueAt,
  verdict,
  type ChoiceQuestion,
  type CurveQuestion,
  type Guess,
  type NumberQuestion,
  type Question,
} from "./question.ts";
import { onGuessSaved, saveGuess, savedGuess } from "../../article/saved-guesses.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import "./curve.ts";
import { ownStyles } from "./styles.ts";

/** Positions of the slider: fine enough for any finger. */
const SLIDER = 1000;

/** What the two places of a guess differ in. */
interface Place {
  /** The element that holds the question. */
  readonly source: () => Element | null;
  /** Whether the answer is shown here. */
  readonly reveals: () => boolean;
}

/** What `<make-a-guess>` and `<your-guess>` share: two places of one guess. */
class GuessElement extends LitElement {
  /** What the guess is called, once in a page. */
  @property({ type: String }) name = "";
  /** What the reader has entered but not committed; null before anything is. */
  @state() protected pending: Guess | null = null;
  @state() protected committed: Guess | null = null;

  private stopListening: (() => void) | undefined;

  constructor(private readonly place: Place) {
    super();
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.stopListening = onGuessSaved(this.name, () => this.look());
    this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.stopListening?.();
  }

  /** Looks up what has been committed, in this element or the other one. */
  private look(): void {
    const question = this.question;
    const guess = savedGuess(this.name);
    this.committed = question && isGuessAt(question, guess) ? guess : null;
  }

  private get question(): Question | null {
    try {
      return readQuestion((name) => this.place.source()?.getAttribute(name) ?? null);
    } catch {
      return null;
    }
  }

  private enter(guess: Guess): void {
    this.pending = guess;
  }

  private submit(event: Event): void {
    event.preventDefault();
    if (this.pending === null) return;
    saveGuess(this.name, this.pending);
    // Focus was on a button that is gone: what was said takes its place.
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(".said")?.focus(),
    );
  }

  private startOver(): void {
    this.pending = null;
    saveGuess(this.name, undefined);
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult | typeof nothing {
    const source = this.place.source();
    if (source === null) return nothing;
    let question: Question;
    try {
      question = readQuestion((name) => source.getAttribute(name));
    } catch (error) {
      if (!(error instanceof UserFacingError)) throw error;
      return html`<p class="card" role="alert">
        The guess “${this.name}” is not written as it should be: ${error.message}
      </p>`;
    }
    const text = source.getAttribute("question") ?? "";
    return html`
      <div class="card" role="group" aria-labelledby="text">
        <p class="kicker" aria-hidden="true">
          ${this.committed === null ? "Your guess" : "You guessed"}
        </p>
        <p class="question" id="text">${text}</p>
        ${
          this.committed === null
            ? this.renderForm(question, text)
            : this.place.reveals()
              ? this.renderAnswer(question, this.committed, text)
              : this.renderNoted(question, this.committed)
        }
      </div>
    `;
  }

  private renderForm(question: Question, text: string): TemplateResult {
    return html`
      <form @submit=${this.submit}>
        ${
          question.kind === "number"
            ? this.renderNumber(question)
            : question.kind === "choice"
              ? this.renderChoice(question)
              : this.renderCurve(question, text)
        }
        <div class="commit">
          <button class="button strong" aria-disabled=${this.pending === null}>
            ${this.place.reveals() ? "My guess. Show me." : "This is my guess."}
          </button>
          <span class="muted">It stays in your browser.</span>
        </div>
      </form>
    `;
  }

  private renderNumber(question: NumberQuestion): TemplateResult {
    const { min, max, step, log, unit } = question;
    const pending = this.pending as number | null;
    const share = pending === null ? 0.5 : position(pending, min, max, log);
    const slide = (event: Event): void =>
      this.enter(valueAt(Number((event.target as HTMLInputElement).value) / SLIDER, question));
    const type = (event: Event): void => {
      const { value, valueAsNumber } = event.target as HTMLInputElement;
      if (value === "" || Number.isNaN(valueAsNumber)) this.pending = null;
      else this.enter(Math.min(max, Math.max(min, valueAsNumber)));
    };
    return html`
      <div class="number">
        <div class="slider">
          <input
            type="range"
            class=${pending === null ? "untouched" : ""}
            min="0"
            max=${SLIDER}
            aria-labelledby="text"
            aria-valuetext=${pending === null ? "not set" : measured(pending, unit)}
            .value=${live(String(Math.round(share * SLIDER)))}
            @input=${slide}
            @pointerdown=${slide}
          />
          ${scale(question)}
        </div>
        <label class="field">
          <span class="only-read">Your guess, from ${shown(min)} to ${shown(max)}</span>
          <input
            type="number"
            inputmode="decimal"
            min=${min}
            max=${max}
            step=${log ? "any" : step}
            placeholder="?"
            .value=${live(pending === null ? "" : String(pending))}
            @change=${type}
          />
          <span>${unit}</span>
        </label>
      </div>
    `;
  }

  private renderChoice({ options }: ChoiceQuestion): TemplateResult {
    return html`
      <div class="options" role="radiogroup" aria-labelledby="text">
        ${options.map(
          (option) => html`
            <label>
              <input
                type="radio"
                name="option"
                .checked=${live(this.pending === option)}
                @change=${() => this.enter(option)}
              />
              ${option}
            </label>
          `,
        )}
      </div>
    `;
  }

  private renderCurve(question: CurveQuestion, text: string): TemplateResult {
    const changed = (event: Event): void => {
      const { values } = event.target as Curve;
      this.pending = values.every((value) => value !== null) ? values : null;
    };
    return html`
      <p class="muted">Draw a line from the left edge to the right one.</p>
      <lbl-curve .question=${question} label=${text} @lbl-curve=${changed}></lbl-curve>
    `;
  }

  private renderNoted(question: Question, guess: Guess): TemplateResult {
    return html`
      ${
        question.kind === "curve"
          ? html`<lbl-curve
              .question=${{ ...question }}
              .values=${guess}
              .answer=${[]}
              label="The curve that you drew. ${sayPoints(question, guess as readonly number[])}"
            ></lbl-curve>`
          : nothing
      }
      <p class="said" tabindex="-1">
        Noted: <strong>${inWords(question, guess)}</strong>. Now read on: the answer comes below.
      </p>
      ${this.renderStartOver()}
    `;
  }

  private renderAnswer(question: Question, guess: Guess, text: string): TemplateResult {
    return html`
      ${
        question.kind === "number"
          ? numberLine(question, guess as number)
          : question.kind === "curve"
            ? html`<lbl-curve
                .question=${question}
                .values=${guess}
                .answer=${question.answer}
                label="${text} Your curve, and over it that of ${question.by}. ${sayPoints(question, guess as readonly number[], question.answer)}"
              ></lbl-curve>`
            : options(question, guess as string)
      }
      ${
        question.kind === "curve"
          ? html`<p class="legend" aria-hidden="true">
              <span class="yours">you</span> <span class="theirs">${question.by}</span>
            </p>`
          : nothing
      }
      <p class="said" tabindex="-1">${verdict(question, guess)}</p>
      ${this.renderStartOver()}
    `;
  }

  private renderStartOver(): TemplateResult {
    return html`<button class="quiet" type="button" @click=${this.startOver}>
      Take the guess back
    </button>`;
  }

  static override styles = [sharedStyles, ownStyles];
}

/** How much of the narrowest line one letter takes. */
const SHARE_OF_A_LETTER = 0.03;

/** Numbers below a line; those that would touch the numbers at its ends are left out. */
function scale({ min, max, log }: NumberQuestion): TemplateResult {
  const marks = log ? powers(min, max) : ticks(min, max, 4);
  const inner = marks.filter((mark) => {
    const share = position(mark, min, max, log);
    const room = (end: number): number =>
      (shown(mark).length / 2 + shown(end).length) * SHARE_OF_A_LETTER;
    return share > room(min) && 1 - share > room(max);
  });
  return html`
    <div class="scale" aria-hidden="true">
      ${[min, ...inner, max].map(
        (mark) => html`
          <span style=${styleMap({ insetInlineStart: percentOf(position(mark, min, max, log)) })}>
            ${shown(mark)}
          </span>
        `,
      )}
    </div>
  `;
}

/** The guess and the answer on one line. */
function numberLine(question: NumberQuestion, guess: number): TemplateResult {
  const { min, max, log, unit, answer, by } = question;
  // An answer that lies beyond the ends of the question's line is shown, too.
  const low = Math.min(min, guess, answer > 0 || !log ? answer : min);
  const high = Math.max(max, guess, answer);
  const place = (value: number): number => position(Math.max(value, low), low, high, log);
  const [yours, theirs] = [place(guess), place(answer)];
  const between = { insetInlineStart: percentOf(Math.min(yours, theirs)) };
  return html`
    <div class="line" aria-hidden="true">
      <span class="rule"></span>
      <span
        class="gap"
        style=${styleMap({ ...between, inlineSize: percentOf(Math.abs(yours - theirs)) })}
      ></span>
      <span class="pin" style=${styleMap({ insetInlineStart: percentOf(yours) })}>
        <span style=${label(yours)}>you: ${measured(guess, unit)}</span>
      </span>
      <span
        class="pin theirs"
        style=${styleMap({ insetInlineStart: percentOf(theirs), "--from": percentOf(yours) })}
      >
        <span style=${label(theirs)}>${by}: ${measured(answer, unit)}</span>
      </span>
      ${scale({ ...question, min: low, max: high })}
    </div>
  `;
}

/** Keeps the text at a pin inside the line: it hangs to the side where there is room. */
function label(share: number): ReturnType<typeof styleMap> {
  return styleMap({ insetInlineStart: "7px", translate: `${-100 * share}%` });
}

function options(question: ChoiceQuestion, guess: string): TemplateResult {
  return html`
    <ul class="options">
      ${question.options.map((option) => {
        const tags = [
          option === guess ? "your guess" : "",
          question.answers.includes(option) ? question.by : "",
        ].filter(Boolean);
        return html`
          <li ?data-answer=${question.answers.includes(option)}>
            ${option}<span class="tag">${tags.join(", ")}</span>
          </li>
        `;
      })}
    </ul>
  `;
}

/** Both curves in words, for those who do not see them. */
function percentOf(share: number): string {
  return `${(100 * share).toFixed(2)}%`;
}

/**
 * `<make-a-guess>`: the reader commits to a number, a choice or a curve before the answer is shown.
 *
 * The attributes are in docs/contributing/demos.md. The answer is shown as soon as there is a guess;
 * where the page has a `<your-guess>` of the same name, it is shown there instead.
 */
export class MakeAGuess extends GuessElement {
  constructor() {
    const elsewhere = (): Element | null => elementOf("your-guess", this.name);
    super({ source: () => this, reveals: () => elsewhere() === null });
  }
}

/** `<your-guess name="...">`: where the answer is drawn over a guess that was made further up. */
export class YourGuess extends GuessElement {
  constructor() {
    super({ source: () => elementOf("make-a-guess", this.name), reveals: () => true });
  }
}

function elementOf(tag: string, name: string): Element | null {
  return document.querySelector(`${tag}[name="${CSS.escape(name)}"]`);
}

customElements.define("make-a-guess", MakeAGuess);
customElements.define("your-guess", YourGuess);
