/** A row of small pictures to choose from. */
import { css, html, nothing, type TemplateResult } from "lit";

export interface Choice {
  /** What a screen reader calls it. */
  readonly name: string;
  /** An `<lbl-picture>`, an `<img>`: it fills its square. */
  readonly picture: TemplateResult;
  /** A word below the picture. */
  readonly caption?: string;
}

/** The row; `choose` is called with the place of the picture that was chosen. */
export function chooser(
  label: string,
  choices: readonly Choice[],
  chosen: number | null,
  choose: (index: number) => void,
): TemplateResult {
  return html`
    <div class="row" role="group" aria-label=${label}>
      ${choices.map(
        ({ name, picture, caption }, index) => html`
          <button
            type="button"
            aria-pressed=${chosen === index}
            aria-label=${name}
            @click=${() => choose(index)}
          >
            <span class="square">${picture}</span>
            ${caption === undefined ? nothing : html`<span class="caption">${caption}</span>`}
          </button>
        `,
      )}
    </div>
  `;
}

/** In place of a row whose pictures could not be fetched. */
export function lostRow(again: () => unknown): TemplateResult {
  return html`
    <p class="muted" role="alert">
      The pictures to choose from could not be fetched.
      <button class="button" type="button" @click=${again}>Retry</button>
    </p>
  `;
}

export const chooserStyles = css`
  .row {
    display: grid;
    grid-auto-columns: 48px;
    grid-auto-flow: column;
    align-items: start;
    gap: 6px;
    /* Room for the focus ring, which scrolling would cut off. */
    margin: 2px -6px 0;
    padding: 6px;
    overflow-x: auto;
    scrollbar-width: thin;
  }
  .row button {
    min-inline-size: 0;
    padding: 0;
    border: 0;
    border-radius: 6px;
    background: none;
  }
  .row .square {
    display: block;
    aspect-ratio: 1;
    padding: 3px;
    overflow: hidden;
    border: 1.5px solid var(--lbl-line);
    border-radius: 6px;
    background: var(--lbl-sheet);
  }
  .row .square > * {
    display: block;
    inline-size: 100%;
    block-size: 100%;
    object-fit: cover;
  }
  .row .caption {
    display: block;
    overflow: hidden;
    color: var(--lbl-muted);
    font-size: 0.75em;
    line-height: 1.5;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .row button:hover .square {
    border-color: var(--lbl-line-strong);
  }
  .row button[aria-pressed="true"] .square {
    border-color: var(--lbl-accent);
    box-shadow: inset 0 0 0 1.5px var(--lbl-accent);
  }
  @media (forced-colors: active) {
    .row button[aria-pressed="true"] .square {
      outline: 3px solid Highlight;
    }
  }
  @container (min-width: 640px) {
    .row {
      grid-auto-columns: minmax(40px, 1fr);
      gap: 8px;
    }
  }
`;
