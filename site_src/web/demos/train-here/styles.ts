import { css } from "lit";
import { barStyles } from "../../elements/bars.ts";
import { paperStyles } from "../../elements/styles/paper.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";

const ownStyles = css`
  .card {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px;
  }
  .top {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 16px;
  }
  pre:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .run {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 10px 16px;
  }
  .far {
    flex: 1 1 14em;
    font-variant-numeric: tabular-nums;
  }
  .lines {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 10px;
  }
  pre {
    margin: 0;
    padding: 12px 14px;
    overflow-x: auto;
    border-radius: var(--lbl-radius);
    background: var(--lbl-track);
    font-family: var(--lbl-mono);
    font-size: 13px;
    line-height: 1.5;
  }
  @container (min-width: 640px) {
    .top {
      grid-template-columns: 280px minmax(0, 1fr);
      gap: 18px 28px;
    }
  }
`;

/** Of the short form; the long one has more. */
export const shortStyles = [sharedStyles, paperStyles, barStyles, ownStyles];
