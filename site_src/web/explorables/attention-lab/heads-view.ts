/** How the heads of the trained GPT light up over the reader's tokens. */
import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { styleMap } from "lit/directives/style-map.js";
import { TOKENS } from "./sorter.ts";
import { headName, percent, type TrainedHeads } from "./trained-heads.ts";

/** Digits that fit: the network has 21 positions. */
const MOST = 10;
/** Rows before the network is there. */
const FOUR = [[], [], [], []];

export interface HeadsActions {
  readonly list: (digits: string) => void;
  readonly next: () => void;
}

export function renderHeads(heads: TrainedHeads, list: string, act: HeadsActions): TemplateResult {
  const { tokens, moment, model } = heads;
  // The list, the equals sign, the list again, the end; or more, where it does not stop.
  const places = Math.max(2 * list.length + 2, tokens.length);
  // The token that was read last, unless nothing is written yet.
  const read = moment === undefined ? -1 : tokens.length - 2;
  return html`
    <div class="controls digits">
      <label class="field">
        <span>Your digits</span>
        <input
          type="text"
          inputmode="numeric"
          autocomplete="off"
          placeholder="1 to ${MOST} digits"
          maxlength=${MOST}
          .value=${live(list)}
          @input=${(event: Event) => take(event.target as HTMLInputElement, act)}
        />
      </label>
      <button class="button strong" type="button" aria-disabled=${heads.ended} @click=${act.next}>
        Next token
      </button>
    </div>
    ${model.state === "error" ? model.renderProblem() : model.renderStatus()}
    <table class="heads">
      <caption class="only-read">
        Where each head looks
      </caption>
      <thead>
        <tr>
          <th scope="col"><span class="only-read">Head</span></th>
          ${Array.from({ length: places }, (_, at) => {
            const token = tokens[at];
            const name = at === read ? "read" : at > list.length ? "written" : "";
            return token === undefined
              ? html`<td class="to-come">·</td>`
              : html`<th scope="col" class=${name}>${TOKENS[token]}</th>`;
          })}
        </tr>
      </thead>
      <tbody>
        ${(moment?.shares ?? FOUR).map(
          (shares, head) => html`
            <tr>
              <th scope="row">${headName(head)}</th>
              ${Array.from({ length: places }, (_, at) => renderShare(shares[at]))}
            </tr>
          `,
        )}
      </tbody>
    </table>
  `;
}

function renderShare(share: number | undefined): TemplateResult {
  return html`<td>
    ${
      share === undefined
        ? nothing
        : html`<span class="bar" style=${styleMap({ blockSize: percent(share) })}></span>
            <span class="only-read">${percent(share)}</span>`
    }
  </td>`;
}

/** Digits alone are taken, and the caret stays where it was; an empty field waits. */
function take(input: HTMLInputElement, act: HeadsActions): void {
  const digitsOf = (text: string): string => text.replace(/\D/g, "");
  const digits = digitsOf(input.value).slice(0, MOST);
  if (digits !== input.value) {
    const before = digitsOf(input.value.slice(0, input.selectionStart ?? input.value.length));
    input.value = digits;
    input.setSelectionRange(before.length, before.length);
  }
  if (digits !== "") act.list(digits);
}
