/** The lower half of the element: the messages of the test, a threshold, and what it does. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { FILTERS, isFilter, TITLES, type FilterName, type Filters } from "./filters.ts";
import { columns, plot } from "./plot.ts";
import { mistakes, rangeOf } from "./threshold.ts";

/** Mistakes of each kind that are shown. */
const SHOWN = 3;

export interface ThresholdState {
  readonly filters: Filters | null;
  readonly filter: FilterName;
  readonly threshold: number;
  /** Log-odds of the reader's message. */
  readonly own: number | null;
  /** What the threshold does, in words. */
  readonly said: string;
}

export interface ThresholdActions {
  readonly begin: () => void;
  readonly move: (threshold: number) => void;
  readonly choose: (filter: FilterName) => void;
}

export function thresholdView(state: ThresholdState, actions: ThresholdActions): TemplateResult {
  const { filters, filter, threshold, own, said } = state;
  if (filters === null)
    return html`
      <div class="threshold">
        <p class="muted">The messages of the test will stand here, in two heaps.</p>
        <div class="row">
          <button class="button strong" type="button" @click=${actions.begin}>
            Show the messages
          </button>
        </div>
      </div>
    `;
  const { tested } = filters;
  const scores = filters.scores[filter];
  const range = rangeOf(scores);
  const label =
    `${tested.length} messages of the test along their log-odds, spam above the line, good ones below. ` +
    `Threshold at ${threshold.toFixed(1)}.`;
  return html`
    <div class="threshold">
      <div class="controls">
        <label>
          <span>Filter</span>
          <select
            @change=${({ target }: Event) => {
              const { value } = target as HTMLSelectElement;
              if (isFilter(value)) actions.choose(value);
            }}
          >
            ${FILTERS.map(
              (name) =>
                html`<option value=${name} .selected=${name === filter}>${TITLES[name]}</option>`,
            )}
          </select>
        </label>
        <label>
          <span>Threshold, in log-odds: ${threshold.toFixed(1).replace("-", "−")}</span>
          <input
            type="range"
            min=${range[0]}
            max=${range[1]}
            step="0.1"
            .value=${live(String(threshold))}
            @input=${({ target }: Event) =>
              actions.move(Number((target as HTMLInputElement).value))}
          />
        </label>
      </div>
      <div>
        ${plot({ columns: columns(scores, tested, range), range, threshold, own, label })}
        <p class="ends muted" aria-hidden="true">
          <span>good, it says</span><span>${own === null ? "" : "◆ your message"}</span>
          <span>spam, it says</span>
        </p>
        <p class="muted">
          Above the line spam, below it good messages. A column's height grows with the square root
          of its number, so that a single message can be seen.
        </p>
      </div>
      <p class="sentence outcome">${said}</p>
      <div class="mistakes">
        ${list("Good messages that are lost", mistakes(scores, tested, threshold, "lost"))}
        ${list("Spam that comes through", mistakes(scores, tested, threshold, "missed"))}
      </div>
    </div>
  `;
}

function list(title: string, texts: readonly string[]): TemplateResult {
  return html`
    <div>
      <p class="title" aria-hidden="true">${title}</p>
      ${
        texts.length === 0
          ? html`<p class="muted">None that we'd show.</p>`
          : html`<ul role="list" aria-label=${title}>
              ${texts.slice(0, SHOWN).map((text) => html`<li>${text} …</li>`)}
            </ul>`
      }
      ${texts.length > SHOWN ? html`<p class="muted">and ${texts.length - SHOWN} more</p>` : nothing}
    </div>
  `;
}
