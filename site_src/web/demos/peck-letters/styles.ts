import { css } from "lit";

export const ownStyles = css`
  .card {
    display: grid;
    gap: 12px;
  }
  .now {
    display: flex;
    flex-wrap: wrap;
    gap: 20px;
    align-items: center;
  }
  .letter {
    display: block;
    inline-size: 128px;
    block-size: 128px;
    border-radius: var(--lbl-radius);
    background-color: #fff;
    background-repeat: no-repeat;
    image-rendering: pixelated;
  }
  .buttons {
    display: flex;
    gap: 12px;
  }
  .buttons .button {
    min-inline-size: 64px;
    min-block-size: 56px;
    font-size: 1.25em;
  }
  ol {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    padding-block-end: 2px;
    border-block-end: 3px solid transparent;
    font-weight: 600;
    text-align: center;
  }
  li .letter {
    inline-size: 36px;
    block-size: 36px;
    border-radius: 6px;
  }
  .hit {
    border-color: var(--lbl-accent-2);
  }
  .miss {
    border-color: var(--lbl-accent);
    border-block-end-style: dashed;
  }
`;
