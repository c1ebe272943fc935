/** Styles of `<network-playground>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .top {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    justify-content: space-between;
    gap: 8px 16px;
    margin-block-end: 12px;
  }
  .top .button {
    padding: 0 0.85em;
  }
  .top .field {
    max-inline-size: 13.5em;
  }
  .counted {
    min-inline-size: 6.5em;
    color: var(--lbl-muted);
    font-size: 0.875em;
    font-variant-numeric: tabular-nums;
    line-height: 1.25;
  }
  .counted strong {
    display: block;
    color: var(--lbl-ink);
    font-size: 1.35em;
    line-height: 1.1;
  }
  .views {
    display: grid;
    gap: 10px 18px;
  }
  .history {
    margin-block-start: 10px;
  }
  .history input {
    block-size: 28px;
    inline-size: calc(100% - 30px);
    margin-inline-start: 30px;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 2px 14px;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    font-variant-numeric: tabular-nums;
  }
  .legend b::before {
    content: "";
    display: inline-block;
    inline-size: 14px;
    block-size: 3px;
    margin-inline-end: 5px;
    border-radius: 2px;
    background: currentColor;
    vertical-align: middle;
  }
  .learned {
    color: var(--lbl-accent-2);
  }
  .tested {
    color: var(--lbl-accent);
  }
  .under {
    color: var(--lbl-muted);
    font-size: 0.8125em;
    line-height: 1.35;
  }
  .own {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-start: 10px;
  }
  .own p {
    flex-basis: 100%;
  }
  .own .button[aria-pressed="true"] {
    border-color: var(--lbl-accent-2);
    background: var(--lbl-accent-2);
    color: var(--lbl-card);
  }
  @media (forced-colors: active) {
    .own .button[aria-pressed="true"] {
      background: Highlight;
      color: HighlightText;
      forced-color-adjust: none;
    }
  }
  .own input[type="file"] {
    position: absolute;
    inline-size: 1px;
    opacity: 0;
  }
  .own label.button {
    display: inline-grid;
    align-items: center;
    cursor: pointer;
  }
  .own label:focus-within {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .solved {
    color: var(--lbl-accent-2);
  }
  .tune > summary {
    min-block-size: 36px;
    padding-block: 6px;
    color: var(--lbl-accent-2);
    font-weight: 600;
    cursor: pointer;
  }
  .tune > summary:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  lbl-plane {
    inline-size: min(100%, 264px);
    margin-inline: auto;
  }
  @container (min-width: 600px) {
    .views {
      grid-template-columns: minmax(0, 1fr) minmax(0, 250px);
      align-items: end;
    }
    lbl-plane {
      inline-size: 100%;
    }
  }
  @container (max-width: 599px) {
    .top {
      margin-block-end: 8px;
    }
    .top .button {
      padding: 0 0.6em;
      font-size: 0.875em;
    }
    .output {
      order: -1;
    }
    .output .under {
      display: none;
    }
    lbl-loss-chart {
      block-size: 66px;
    }
    lbl-plane {
      inline-size: 188px;
    }
  }
`;
