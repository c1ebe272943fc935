import { css } from "lit";

export const ownStyles = css`
  .card > * + * {
    margin-block-start: 12px;
  }
  .game {
    display: grid;
    gap: 16px;
    align-items: start;
  }
  .picture {
    inline-size: 100%;
    max-inline-size: 240px;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: 8px;
  }
  label {
    display: block;
    margin-block-end: 14px;
    font-weight: 600;
    font-variant-numeric: tabular-nums;
  }
  input {
    display: block;
    inline-size: 100%;
    block-size: 32px;
    margin: 6px 0 0;
    accent-color: var(--lbl-accent);
  }
  .names {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(104px, 1fr));
    gap: 8px;
  }
  .names .button {
    padding: 0 0.4em;
    font-size: 0.9em;
  }
  .verdict {
    margin-block-end: 12px;
    font-weight: 600;
  }
  .verdict::first-letter {
    text-transform: uppercase;
  }
  ul {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(64px, 1fr));
    gap: 10px;
    padding: 0;
    list-style: none;
  }
  li lbl-map {
    display: block;
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: 6px;
  }
  li span {
    color: var(--lbl-muted);
    font-size: 0.8em;
  }
  @container (min-width: 34rem) {
    .game {
      grid-template-columns: 240px 1fr;
      gap: 24px;
    }
  }
`;
