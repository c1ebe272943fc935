import { html, LitElement, nothing, type TemplateResult } from "lit";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { answered } from "../../events.ts";
import { solveExercise } from "../../exercises.ts";
import { property, state } from "../../properties.ts";
import { judge, parts, readNumber, readWrong } from "./answer.ts";
import { ownStyles } from "./styles.ts";

/** Wrong answers after which the answer is offered. */
const PATIENCE = 2;

/**
 * `<check-yourself name="pixels" kind="number" question="…" answer="784" why="…">`: an exercise whose
 * answer is checked: a hint, then the answer, then why it is so.
 */
export class CheckYourself extends LitElement {
  /** What the exercise is called, once in a page. */
  @property({ type: String }) name = "";
  @property({ type: String }) kind: "number" | "choice" = "choice";
  @property({ type: String }) question = "";
  @property({ type: String }) answer = "";
  @property({ type: Number }) tolerance = 0;
  @property({ type: String }) unit = "";
  /** Of a choice, with `|` between them. */
  @property({ type: String }) options = "";
  @property({ type: String }) hint = "";
  @property({ type: String }) why = "";
  /** Common wrong answers: `26: You counted … | 28: …`. */
  @property({ type: String }) wrong = "";

  @state() private typed = "";
  @state() private verdict = "";
  @state() private outcome: "open" | "right" | "shown" = "open";
  @state() private tries = 0;
  @state() private hinted = false;

  private check(event: Event): void {
    event.preventDefault();
    if (this.kind === "number" && readNumber(this.typed) === undefined) {
      this.verdict = "Write a number, as 12 or 0.5.";
      return;
    }
    if (this.typed === "") {
      this.verdict = "Choose an answer first.";
      return;
    }
    const { kind, answer, tolerance } = this;
    const complaint = judge({ kind, answer, tolerance, wrong: readWrong(this.wrong) }, this.typed);
    this.tell(complaint === undefined && this.tries === 0 && !this.hinted);
    if (complaint === undefined) {
      this.outcome = "right";
      this.verdict = "Right!";
      solveExercise(this.name);
    } else {
      this.tries += 1;
      this.verdict = `Not yet. ${complaint}`.trim();
    }
  }

  private help(): void {
    this.hinted = true;
    this.tell(false);
  }

  private tell(known: boolean): void {
    this.dispatchEvent(answered({ name: this.name, known }));
  }

  private show(): void {
    this.outcome = "shown";
    this.verdict = `The answer is ${[this.answer, this.unit].join(" ").trim()}.`;
  }

  private give(typed: string): void {
    this.typed = typed;
    this.verdict = "";
  }

  private field(): TemplateResult {
    const closed = this.outcome !== "open";
    if (this.kind === "number") {
      return html`
        <div>
          <label class="question" for="answer">${this.question}</label>
          <div class="row">
            <input
              id="answer"
              type="text"
              inputmode="decimal"
              autocomplete="off"
              .value=${this.typed}
              ?disabled=${closed}
              @input=${({ target }: Event) => this.give((target as HTMLInputElement).value)}
            />
            <span>${this.unit}</span>
          </div>
        </div>
      `;
    }
    return html`
      <fieldset ?disabled=${closed}>
        <legend>${this.question}</legend>
        ${parts(this.options).map(
          (option) => html`
            <label class="option">
              <input type="radio" name="answer" @change=${() => this.give(option)} />
              <span>${option}</span>
            </label>
          `,
        )}
      </fieldset>
    `;
  }

  override render(): TemplateResult {
    const open = this.outcome === "open";
    return html`
      <div class="card">
        <p class="kicker">Exercise</p>
        <form @submit=${this.check}>
          ${this.field()}
          ${
            open
              ? html`<div class="row">
                  <button class="button strong">Check</button>
                  ${
                    this.hint === "" || this.hinted
                      ? nothing
                      : html`<button class="button" type="button" @click=${this.help}>
                          A hint
                        </button>`
                  }
                  ${
                    this.tries < PATIENCE
                      ? nothing
                      : html`<button class="button" type="button" @click=${this.show}>
                          Show the answer
                        </button>`
                  }
                </div>`
              : nothing
          }
        </form>
        <div role="status">
          ${this.hinted && open ? html`<p>${this.hint}</p>` : nothing}
          ${
            this.verdict === ""
              ? nothing
              : html`<p class="verdict ${this.outcome}">${this.verdict}</p>`
          }
          ${open ? nothing : html`<p>${this.why}</p>`}
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

customElements.define("check-yourself", CheckYourself);
