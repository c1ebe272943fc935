/** The board: nine squares to press, with what the network thought of each. */
import { arrowWay } from "../../arrow-keys.ts";
import { html, nothing, svg, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { lineOf, NAMES, type Board, type Side } from "./rules.ts";

export interface BoardView {
  readonly board: Board;
  /** Shares of the network's last move, if they are to be seen. */
  readonly shares: ArrayLike<number> | null;
  /** Whether the reader may press. */
  readonly open: boolean;
  /** The square that the Tab key comes to. */
  readonly at: number;
  readonly press: (square: number) => void;
  readonly move: (square: number) => void;
}

export function renderBoard(view: BoardView): TemplateResult {
  const line = lineOf(view.board) ?? [];
  return html`
    <div
      class="board"
      role="group"
      aria-label="The board"
      @keydown=${(event: KeyboardEvent) => typed(event, view)}
    >
      ${view.board.map((stone, square) => renderSquare(view, stone, square, line.includes(square)))}
    </div>
  `;
}

function renderSquare(
  { board, shares, open, at, press, move }: BoardView,
  stone: Side | null,
  square: number,
  inLine: boolean,
): TemplateResult {
  const share = shares?.[square] ?? 0;
  const percent = Math.round(100 * share);
  const free = stone === null && open && board.includes(null);
  const thought = shares !== null && percent > 0 ? `, it thought ${percent}%` : "";
  return html`
    <button
      type="button"
      class="square ${inLine ? "line" : ""}"
      tabindex=${square === at ? 0 : -1}
      aria-disabled=${!free}
      aria-label="${square + 1}, ${NAMES[square]}: ${stone ?? "free"}${thought}"
      style=${styleMap({ "--share": `${Math.round(55 * share)}%` })}
      @focus=${() => move(square)}
      @click=${() => free && press(square)}
    >
      ${stone === null ? nothing : renderStone(stone)}
      ${percent > 0 ? html`<span class="share">${percent}%</span>` : nothing}
    </button>
  `;
}

export function renderStone(stone: Side): TemplateResult {
  return html`<svg class="stone" viewBox="0 0 40 40" aria-hidden="true">
    ${
      stone === "×"
        ? svg`<path class="cross" d="M9 9 31 31M31 9 9 31" />`
        : svg`<circle class="nought" cx="20" cy="20" r="12.5" />`
    }
  </svg>`;
}

/** Arrow keys go from square to square, the keys 1 to 9 take one. */
function typed(event: KeyboardEvent, { at, move, press, board, open }: BoardView): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const way = arrowWay(event);
  let next = at;
  if (way !== undefined) {
    const within = (value: number): number => Math.max(0, Math.min(2, value));
    next = 3 * within(Math.floor(at / 3) + way[1]) + within((at % 3) + way[0]);
  } else if (/^[1-9]$/.test(event.key)) {
    next = Number(event.key) - 1;
    if (open && board[next] === null) press(next);
  } else return;
  event.preventDefault();
  move(next);
  const squares = (event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>(".square");
  squares[next]?.focus();
}

/** A small board of shares alone, as a picture. */
export function renderShares(shares: ArrayLike<number>, name: string): TemplateResult {
  const told = NAMES.map((square, at) => `${square} ${Math.round(100 * (shares[at] ?? 0))}%`);
  return html`
    <div class="opening" role="img" aria-label="${name}: ${told.join(", ")}">
      ${NAMES.map((_, square) => {
        const share = shares[square] ?? 0;
        return html`<span style=${styleMap({ "--share": `${Math.round(45 * share)}%` })}
          >${Math.round(100 * share)}%</span
        >`;
      })}
    </div>
  `;
}
