import { css } from "lit";

export const ownStyles = css`
  .card {
    display: grid;
    gap: 12px;
    border-inline-start: 4px solid var(--lbl-accent-2);
  }
  .kicker {
    color: var(--lbl-accent-2);
    font-size: 0.8125em;
    font-weight: 700;
  }
  fieldset {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    margin: 0;
    padding: 0;
    border: 0;
  }
  legend,
  .question {
    display: block;
    max-inline-size: 60ch;
    margin-block-end: 10px;
    padding: 0;
    font-weight: 600;
  }
  .option {
    display: flex;
    gap: 0.7em;
    align-items: baseline;
    min-block-size: 36px;
    padding-block: 4px;
    cursor: pointer;
  }
  input[type="radio"] {
    accent-color: var(--lbl-accent);
  }
  input[type="text"] {
    inline-size: 9em;
    min-block-size: 40px;
    padding: 0 0.7em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
  }
  form,
  .row {
    display: grid;
    gap: 12px;
  }
  .row {
    grid-auto-flow: column;
    grid-auto-columns: max-content;
    align-items: center;
    gap: 8px;
  }
  @container (max-width: 26rem) {
    .row {
      grid-auto-flow: row;
      justify-items: start;
    }
  }
  [role="status"]:empty {
    display: none;
  }
  .verdict {
    font-weight: 600;
  }
  .right {
    color: var(--lbl-accent-2);
  }
  /* A sheet to write on; the page's key has a sheet of its own. */
  @media print {
    :host {
      break-inside: avoid;
    }
    .row:has(button),
    [role="status"] {
      display: none;
    }
    .option {
      min-block-size: 28px;
    }
    input[type="text"] {
      inline-size: 14em;
      border-width: 0 0 1.5px;
      border-radius: 0;
    }
  }
`;
