/** Styles of `<see-backprop>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .passes {
    display: grid;
    gap: 8px 20px;
  }
  svg {
    display: block;
    inline-size: 100%;
    max-inline-size: 400px;
    margin-inline: auto;
  }
  text {
    fill: var(--lbl-ink);
    stroke: var(--lbl-card);
    stroke-width: 5px;
    stroke-linejoin: round;
    paint-order: stroke;
    font: 600 12.5px var(--lbl-font);
    font-variant-numeric: tabular-nums;
  }
  .slope {
    fill: var(--lbl-accent);
  }
  .now {
    font-weight: 800;
    text-decoration: underline;
    text-decoration-thickness: 2px;
  }
  .edge {
    stroke: var(--lbl-line-strong);
    stroke-width: 1.5px;
  }
  .lit {
    stroke: var(--lbl-accent-2);
    stroke-width: 4px;
  }
  .box {
    fill: var(--lbl-card);
    stroke: var(--lbl-line-strong);
    stroke-width: 1.5px;
  }
  .ledger {
    display: grid;
    grid-template-columns: repeat(3, minmax(0, 1fr));
    align-content: start;
    gap: 4px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .ledger button {
    display: flex;
    align-items: center;
    justify-content: space-between;
    inline-size: 100%;
    min-block-size: 28px;
    padding: 0 7px;
    border: 1px solid var(--lbl-line);
    border-radius: 7px;
    background: var(--lbl-sheet);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .ledger button:hover:not([aria-disabled="true"]) {
    border-color: var(--lbl-accent);
  }
  .ledger button[aria-disabled="true"] {
    color: var(--lbl-muted);
    cursor: default;
  }
  .ledger .back b {
    color: var(--lbl-accent);
  }
  .ledger [aria-current="step"] {
    border-color: var(--lbl-ink);
    box-shadow: inset 0 0 0 1px var(--lbl-ink);
  }
  .ledger .head {
    grid-column: 1 / -1;
    color: var(--lbl-muted);
    font-size: 0.8125em;
  }
  .actions {
    margin-block-start: 10px;
  }
  .solved {
    color: var(--lbl-accent-2);
  }
  .result span {
    overflow-wrap: anywhere;
  }
  @container (min-width: 600px) {
    .passes {
      grid-template-columns: minmax(0, 1fr) minmax(0, 250px);
      align-items: center;
    }
    .ledger {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container (max-width: 599px) {
    .actions .button {
      padding: 0 0.7em;
      font-size: 0.875em;
    }
    .actions {
      gap: 5px;
      margin-block-start: 8px;
    }
    svg {
      max-inline-size: 320px;
    }
    .ledger button {
      min-block-size: 26px;
    }
  }
`;
