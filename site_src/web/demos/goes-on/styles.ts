import { css } from "lit";

export const ownStyles = css`
  .card > * + * {
    margin-block-start: 14px;
  }
  .row {
    display: flex;
    flex-wrap: wrap;
    align-items: end;
    gap: 10px 16px;
  }
  label {
    display: grid;
    gap: 4px;
    min-inline-size: 0;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  input[type="text"],
  select {
    inline-size: 100%;
    min-block-size: 40px;
    padding: 0 0.6em;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    color: inherit;
    font: inherit;
    font-weight: 400;
  }
  .unseen {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  select:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .temperature {
    flex: 1 1 12em;
  }
  .temperature input {
    inline-size: 100%;
    min-block-size: 40px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  .text {
    min-block-size: 13.6em;
    padding: 12px 14px;
    border-radius: 10px;
    background: var(--lbl-sheet);
    font-size: 1.06em;
    line-height: 1.7;
    overflow-wrap: anywhere;
  }
  .text span {
    padding-block: 0.22em;
    white-space: pre-wrap;
  }
  .text .waiting {
    color: var(--lbl-muted);
  }
  .legend {
    display: flex;
    align-items: center;
    justify-content: end;
    gap: 8px;
    margin-block-start: 6px;
  }
  .scale {
    inline-size: 8em;
    block-size: 0.8em;
    border-radius: 4px;
    background: linear-gradient(
      to right,
      color-mix(in srgb, var(--lbl-accent-2) 48%, transparent),
      transparent,
      color-mix(in srgb, var(--lbl-accent) 48%, transparent)
    );
  }
  @media (forced-colors: active) {
    .text .up {
      border-block-end: 2px solid;
    }
    .text .down {
      border-block-end: 2px dotted;
    }
    .legend {
      display: none;
    }
  }
`;
