import { html, LitElement, nothing, type TemplateResult } from "lit";
import { ModelController } from "../../controllers/model.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { used } from "../../events.ts";
import { property, state } from "../../properties.ts";
import { siteUrl } from "../../site.ts";
import { readUrlState, writeUrlState, type Settings, type UrlStateful } from "../../url-state.ts";
import { renderBoard, renderShares } from "./board.ts";
import { renderCurve } from "./curve.ts";
import {
  EMPTY,
  inputOf,
  isOver,
  likeliest,
  lineOf,
  NAMES,
  put,
  toMove,
  type Board,
} from "./rules.ts";
import { ownStyles } from "./styles.ts";
import { YoursController } from "./yours.ts";

const PLAYERS = ["before", "early", "after", "yours"] as const;
type Player = (typeof PLAYERS)[number];
type Beginner = "you" | "it";
/** What a defeat may cost a player of the reader's own. */
const PRICES = [0, 1, 3] as const;
/** Milliseconds between two squares of a game that is played from settings. */
const PACE = 600;

/**
 * `<three-in-a-row model="three-in-a-row" games="0 12800 256000">`: the reader plays against a network
 * at three moments of its training, after so many games, or against one that is trained in the page.
 * The network takes its likeliest square. Its policies come at the first move.
 *
 * Prose and address set `player`, `begin` (`you` or `it`) and `moves`, the reader's squares from 1 to 9.
 */
export class ThreeInARow extends LitElement implements UrlStateful {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  /** Games that the exported players had played, with spaces between. */
  @property({ type: String }) games = "";
  @state() private player: Player = "before";
  @state() private begin: Beginner = "you";
  @state() private board: Board = EMPTY;
  /** The reader's squares of this game. */
  @state() private moves: readonly number[] = [];
  /** Shares of the network's last move; null where it has made none. */
  @state() private shares: ArrayLike<number> | null = null;
  @state() private thinking = true;
  @state() private at = 4;
  @state() private busy = false;
  @state() private sentence = "You are ×. Take a square.";

  /** Games won, drawn and lost by the reader, against each player. */
  private readonly score: Record<Player, [number, number, number]> = {
    before: [0, 0, 0],
    early: [0, 0, 0],
    after: [0, 0, 0],
    yours: [0, 0, 0],
  };
  /** Counts up when what is being played is no longer wanted. */
  private turn = 0;
  /** What was being done when the network didn't come. */
  private again: () => Promise<void> = () => this.start();
  private readonly network: ModelController = new ModelController(this, {
    name: () => this.model,
    ready: () => {
      if (!this.busy) void this.again();
    },
  });
  private readonly yours = new YoursController(
    this,
    () => (this.sentence = `It has played ${count(this.yours.games)} games. Your turn.`),
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.applySettings(readUrlState(location.href, this));
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.turn++;
    this.busy = false;
  }

  prepared(): Promise<void> {
    return this.network.prepared();
  }

  applySettings(settings: Settings): void {
    const player = PLAYERS.find((one) => one === settings.get("player"));
    const begin = settings.get("begin");
    const moves = settings.get("moves");
    if (player !== undefined) this.player = player;
    if (begin === "you" || begin === "it") this.begin = begin;
    const squares = Array.from(moves ?? "", (digit) => Number(digit) - 1);
    if (moves !== undefined && squares.every((square) => square in NAMES))
      void this.replay(squares);
    else if (player !== undefined || begin !== undefined) void this.start();
  }

  // ---- The game ----------------------------------------------------------------------------------

  private get own(): "×" | "○" {
    return this.begin === "you" ? "×" : "○";
  }

  /** A new game; the network moves if it begins. */
  private async start(): Promise<void> {
    const turn = this.clear();
    this.again = () => this.start();
    if (this.begin === "you") this.sentence = "You are ×. Take a square.";
    else await this.answer(turn);
  }

  private clear(): number {
    this.board = EMPTY;
    this.moves = [];
    this.shares = null;
    this.busy = false;
    this.remember();
    return ++this.turn;
  }

  /** A game with these squares of the reader's, one by one. */
  private async replay(squares: readonly number[]): Promise<void> {
    const turn = this.clear();
    this.again = () => this.replay(squares);
    if (this.begin === "it" && !(await this.answer(turn))) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    for (const square of squares) {
      if (!calm) await new Promise((resolve) => setTimeout(resolve, PACE));
      if (turn !== this.turn || this.board[square] !== null || isOver(this.board)) return;
      if (!(await this.take(square, turn))) return;
    }
  }

  private async press(square: number): Promise<void> {
    if (this.busy || this.board[square] !== null || isOver(this.board)) return;
    await this.take(square, ++this.turn);
  }

  /** Puts the reader's stone, and has the network answer; false if that is no longer wanted. */
  private async take(square: number, turn: number): Promise<boolean> {
    this.board = put(this.board, square, this.own);
    this.moves = [...this.moves, square];
    this.remember();
    if (this.end("You took", square)) return true;
    return this.answer(turn);
  }

  /** The network's move. */
  private async answer(turn: number): Promise<boolean> {
    const { board } = this;
    this.busy = true;
    try {
      const shares = await this.think(board);
      if (turn !== this.turn) return false;
      const square = likeliest(shares, board);
      this.shares = shares;
      this.board = put(board, square, toMove(board));
      this.again = () => this.start();
      if (!this.end("It took", square)) {
        const share = Math.round(100 * (shares[square] ?? 0));
        this.sentence = `It took ${square + 1}, ${NAMES[square]}, with ${share}%. You are ${this.own}.`;
      }
      return true;
    } catch (error) {
      if (turn !== this.turn) return false;
      // A Retry goes on where it failed.
      this.again = async () => {
        await this.answer(this.turn);
      };
      this.network.fail(error);
      return false;
    } finally {
      if (turn === this.turn) this.busy = false;
    }
  }

  /** The shares that the chosen player gives to the squares. */
  private async think(board: Board): Promise<ArrayLike<number>> {
    const input = inputOf(board, toMove(board));
    if (this.player === "yours") return this.yours.shares(input);
    const network = await this.network.loaded();
    const outputs = await network.predict(input);
    return outputs[PLAYERS.indexOf(this.player)] ?? [];
  }

  /** Whether the game is over after this square; if so, it's said and counted. */
  private end(who: string, square: number): boolean {
    if (!isOver(this.board)) return false;
    const line = lineOf(this.board);
    const winner = line?.[0] === undefined ? null : this.board[line[0]];
    const won = winner === null ? 1 : winner === this.own ? 0 : 2;
    this.score[this.player][won]++;
    const result = ["You win!", "A draw.", "It wins."][won] ?? "";
    this.sentence = `${who} ${square + 1}, ${NAMES[square]}. ${result}`;
    return true;
  }

  private choose(player: Player): void {
    this.player = player;
    void this.start();
  }

  private remember(): void {
    const settings = new Map<string, string>();
    if (this.player !== "before") settings.set("player", this.player);
    if (this.begin !== "you") settings.set("begin", this.begin);
    if (this.moves.length > 0)
      settings.set("moves", this.moves.map((square) => square + 1).join(""));
    writeUrlState(this, settings);
  }

  // ---- Training ----------------------------------------------------------------------------------

  private train(): void {
    this.dispatchEvent(used([siteUrl(`assets/${LBL_GAME_WORKER}`)]));
    this.yours.toggle();
    this.sentence = this.yours.training
      ? "It trains. You can play against it meanwhile."
      : `Paused after ${count(this.yours.games)} games.`;
  }

  private renew(price: number): void {
    this.yours.renew(price);
    this.score.yours = [0, 0, 0];
    void this.start();
  }

  // ---- Rendering ---------------------------------------------------------------------------------

  private name(player: Player): string {
    if (player === "yours") return "Yours";
    const games = Number(this.games.split(" ")[PLAYERS.indexOf(player)] ?? 0);
    return games === 0 ? "Untrained" : `After ${count(games)} games`;
  }

  override render(): TemplateResult {
    const { network, player } = this;
    const [won, drawn, lost] = this.score[player];
    const failed = network.state === "error" && player !== "yours";
    return html`
      <div class="card" role="group" aria-label="Three in a row against a network">
        ${network.renderStatus()} ${this.renderPlayers()}
        <div class="table">
          ${failed ? network.renderProblem() : this.renderBoard()}
          <div class="beside">
            <p class="sentence" role="status">${this.sentence}</p>
            <p class="muted">Against this one: ${won} won, ${drawn} drawn, ${lost} lost.</p>
            <div class="buttons">
              <button class="button strong" type="button" @click=${() => this.start()}>
                New game
              </button>
              <button
                class="button"
                type="button"
                @click=${() => {
                  this.begin = this.begin === "you" ? "it" : "you";
                  void this.start();
                }}
              >
                ${this.begin === "you" ? "Let it begin" : "Begin yourself"}
              </button>
            </div>
            <label class="switch">
              <input
                type="checkbox"
                .checked=${this.thinking}
                @change=${() => (this.thinking = !this.thinking)}
              />
              <span>Show what it thinks</span>
            </label>
          </div>
        </div>
        ${player === "yours" ? this.renderTraining() : nothing}
      </div>
    `;
  }

  private renderPlayers(): TemplateResult {
    return html`
      <div class="players" role="group" aria-label="Whom you play against">
        ${PLAYERS.map(
          (player) => html`
            <button
              type="button"
              aria-pressed=${this.player === player}
              @click=${() => this.choose(player)}
            >
              ${this.name(player)}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderBoard(): TemplateResult {
    return renderBoard({
      board: this.board,
      shares: this.thinking ? this.shares : null,
      open: !this.busy && !isOver(this.board),
      at: this.at,
      press: (square) => void this.press(square),
      move: (square) => (this.at = square),
    });
  }

  private renderTraining(): TemplateResult {
    const { yours } = this;
    return html`
      <div class="training">
        <div class="buttons">
          <button class="button strong" type="button" @click=${() => this.train()}>
            ${yours.training ? "Pause" : "Train"}
          </button>
          <button class="button" type="button" @click=${() => this.renew(yours.price)}>
            A new one
          </button>
          <label class="price">
            A defeat costs
            <select
              @change=${(event: Event) =>
                this.renew(Number((event.target as HTMLSelectElement).value))}
            >
              ${PRICES.map(
                (price) =>
                  html`<option value=${price} ?selected=${price === yours.price}>${price}</option>`,
              )}
            </select>
          </label>
          <span class="muted">${count(yours.games)} games</span>
        </div>
        ${
          yours.broken
            ? html`<p role="alert" class="problem">
                The code that trains could not be loaded, or has ended. Press Train to go on.
              </p>`
            : nothing
        }
        <div class="views">
          <figure>
            ${renderCurve(yours.points)}
            <figcaption class="muted">against a rival that plays by chance</figcaption>
          </figure>
          <figure>
            ${renderShares(yours.shares(new Float32Array(18)), "Its opening")}
            <figcaption class="muted">its opening</figcaption>
          </figure>
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

/** 12800 -> "12,800". */
function count(games: number): string {
  return games.toLocaleString("en");
}

customElements.define("three-in-a-row", ThreeInARow);
