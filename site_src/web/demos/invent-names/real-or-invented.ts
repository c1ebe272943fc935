import { html, LitElement, nothing, type TemplateResult } from "lit";
import { ModelController } from "../../controllers/model.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { used } from "../../events.ts";
import { property, state } from "../../properties.ts";
import { random } from "../../runtime/training/random.ts";
import { deal, result, ROUND, rightOf, verdict, type Answered, type Dealt } from "./game.ts";
import { fetchLists, type NameLists } from "./lists.ts";
import { ownStyles } from "./styles.ts";
import { asName, wholeName } from "./writer.ts";

/**
 * `<real-or-invented model="inventor" list="name-lists.json">`: ten names, and of each the question
 * whether anybody has it. Throws of a seed decide which are real, and what the network writes: the
 * first round is the same for everybody, the next one has the next seed.
 *
 * The network and the list come when the round begins.
 */
export class RealOrInvented extends LitElement {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  /** A file with the real names, from the page (see lists.ts). */
  @property({ type: String }) list = "";
  @state() private names: readonly Dealt[] = [];
  @state() private answers: readonly Answered[] = [];
  @state() private busy = false;

  private seed = 0;
  private lists: NameLists | undefined;
  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    // After a failure, another try begins the round.
    ready: () => {
      if (!this.busy && this.names.length === 0) void this.start();
    },
  });

  private async start(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      const network = await this.network.loaded();
      if (this.lists === undefined) {
        this.lists = await fetchLists(this.list);
        this.dispatchEvent(used([new URL(this.list, document.baseURI).href]));
      }
      const dice = random(this.seed + 1);
      const step = (...inputs: Float32Array[]) => network.predict(...inputs);
      const names = await deal(this.lists, () => wholeName(step, network.card, 1, dice), dice);
      this.seed++;
      [this.names, this.answers] = [names, []];
    } catch (error) {
      this.network.fail(error);
    } finally {
      this.busy = false;
    }
    await this.updateComplete;
    this.focusOn(".answer");
  }

  private async answer(said: boolean): Promise<void> {
    const name = this.names[this.answers.length];
    if (name === undefined) return;
    this.answers = [...this.answers, { ...name, said }];
    await this.updateComplete;
    if (this.answers.length === ROUND) this.focusOn(".again");
  }

  /** The control that the reader used is gone: the focus goes on to the next one. */
  private focusOn(control: string): void {
    this.renderRoot.querySelector<HTMLElement>(control)?.focus();
  }

  // ---- Rendering -----------------------------------------------------------------------------------

  override render(): TemplateResult {
    return html`
      <div class="card" role="group" aria-label="Real or invented?">
        ${this.network.renderStatus()} ${this.renderStage()}
        <p class="sentence" role="status" data-right=${this.isRight}>${this.message}</p>
        ${this.answers.length > 0 ? this.renderAnswers() : nothing}
      </div>
    `;
  }

  private renderStage(): TemplateResult {
    if (this.network.state === "error") return this.network.renderProblem();
    const name = this.names[this.answers.length];
    if (this.names.length === 0 || name === undefined) {
      const again = this.names.length > 0;
      return html`
        ${again ? nothing : html`<p>${ROUND} names. Which of them does nobody have?</p>`}
        <button
          class="button strong again"
          type="button"
          aria-disabled=${this.busy}
          @click=${this.start}
        >
          ${this.busy ? "The network is writing …" : again ? "Ten others" : "Begin"}
        </button>
      `;
    }
    return html`
      <p class="muted">Name ${this.answers.length + 1} of ${ROUND}</p>
      <p class="game-name" aria-live="polite">${asName(name.name)}</p>
      <div class="row">
        <button class="button strong answer" type="button" @click=${() => this.answer(true)}>
          Real
        </button>
        <button class="button strong" type="button" @click=${() => this.answer(false)}>
          Invented
        </button>
      </div>
    `;
  }

  private get isRight(): boolean {
    const last = this.answers.at(-1);
    return last === undefined || last.real === last.said;
  }

  private get message(): string {
    const last = this.answers.at(-1);
    if (last === undefined) return "";
    if (this.answers.length === ROUND) return `${verdict(last)} ${result(this.answers)}`;
    return `${verdict(last)} ${rightOf(this.answers)} right so far.`;
  }

  private renderAnswers(): TemplateResult {
    return html`
      <ol aria-label="Your answers, the newest first">
        ${[...this.answers].reverse().map(
          ({ name, real, said }) => html`
            <li>
              <b>${asName(name)}</b>
              <span class="muted">
                ${real ? "real" : "invented"}${real === said ? "" : ", and you said otherwise"}
              </span>
            </li>
          `,
        )}
      </ol>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

customElements.define("real-or-invented", RealOrInvented);
