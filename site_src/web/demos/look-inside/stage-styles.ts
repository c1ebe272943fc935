import { css } from "lit";

/** A picture with things laid over it: heat, and a pad to draw or paint on. */
export const stageStyles = css`
  .stage {
    position: relative;
    inline-size: min(100%, 280px);
    aspect-ratio: 1;
    overflow: hidden;
    border-radius: var(--lbl-radius);
    background: var(--lbl-sheet);
  }
  .stage > * {
    position: absolute;
    inset: 0;
  }
  .stage > lbl-map {
    block-size: 100%;
  }
  .stage > .heat {
    opacity: 0.75;
  }
  .stage > lbl-pad {
    --lbl-sheet: transparent;
  }
  .two {
    display: grid;
    gap: 16px 28px;
    grid-template-columns: minmax(0, 1fr);
  }
  .side {
    display: grid;
    align-content: start;
    justify-items: start;
    gap: 12px;
  }
  .row-of-buttons {
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  @container (min-width: 640px) {
    .two {
      grid-template-columns: 280px minmax(0, 1fr);
    }
  }
`;
