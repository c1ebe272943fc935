import { css } from "lit";

export const ownStyles = css`
  .problem {
    margin-block-start: 16px;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 4px 20px;
    margin-block: 18px 14px;
    border-block-end: 1px solid var(--lbl-line);
  }
  .tabs button {
    min-block-size: 40px;
    margin-block-end: -1px;
    padding: 0 2px;
    border: 0;
    border-block-end: 3px solid transparent;
    background: none;
    font-weight: 600;
  }
  .tabs button[aria-selected="true"] {
    border-color: var(--lbl-accent);
    color: var(--lbl-accent);
  }
  .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 18px 28px;
    margin-block-start: 12px;
  }
  @container (min-width: 640px) {
    .with-close-up {
      grid-template-columns: 260px minmax(0, 1fr);
      align-items: start;
    }
    .with-close-up lbl-layer-list {
      max-block-size: 860px;
    }
    .with-close-up lbl-close-up {
      padding-block-start: 0;
      border-block-start: 0;
    }
  }
  @container (max-width: 639px) {
    .with-close-up lbl-layer-list {
      max-block-size: 340px;
    }
  }
  lbl-layer-list {
    max-block-size: 620px;
    overflow-y: auto;
    padding: 4px;
    scrollbar-width: thin;
  }
  lbl-close-up {
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
    outline: none;
  }
`;
