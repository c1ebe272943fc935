/** Two planes beside each other, each with a line of text below. */
import { css } from "lit";

export const pairStyles = css`
  .pair {
    display: grid;
    grid-template-columns: repeat(2, minmax(0, 1fr));
    gap: 10px 16px;
  }
  .pair lbl-plane,
  .alone {
    inline-size: 100%;
    max-inline-size: 330px;
    margin-inline: auto;
  }
  .pair p,
  .alone p {
    margin-block-start: 4px;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    line-height: 1.35;
    text-wrap: balance;
  }
`;
