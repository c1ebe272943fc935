import { css } from "lit";

export const layerListStyles = css`
  ol {
    display: grid;
    gap: 12px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  /* All layers together are several screens long: from each one sees the way to the others. */
  /* Room for the page's header and for the jumps. */
  li {
    scroll-margin-block-start: 110px;
  }
  .jumps {
    position: sticky;
    z-index: 1;
    inset-block-start: 0;
    display: flex;
    gap: 14px;
    margin-block-end: 10px;
    padding-block: 4px;
    overflow-x: auto;
    background: var(--lbl-card);
  }
  .jumps button {
    flex: none;
    min-block-size: 36px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--lbl-accent);
    font: inherit;
    font-size: 0.875em;
    text-decoration: underline;
    cursor: pointer;
  }
  li {
    display: grid;
    gap: 5px;
    padding-block-start: 10px;
    border-block-start: 1px solid var(--lbl-line);
  }
  li:first-child {
    border-block-start: 0;
    padding-block-start: 0;
  }
  .title {
    display: flex;
    flex-wrap: wrap;
    align-items: baseline;
    gap: 0 10px;
  }
  .maps {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(44px, 1fr));
    gap: 4px;
  }
  .maps.vector,
  .maps:has(> :only-child) {
    display: block;
  }
  .map {
    display: block;
    inline-size: 100%;
    padding: 2px;
    border: 1.5px solid var(--lbl-line);
    border-radius: 4px;
    background: var(--lbl-sheet);
  }
  .maps:has(> :only-child) .map {
    inline-size: 72px;
  }
  .maps.vector .map {
    inline-size: min(100%, 340px);
  }
  .map:hover {
    border-color: var(--lbl-line-strong);
  }
  .map[aria-pressed="true"] {
    border-color: var(--lbl-accent);
    box-shadow: inset 0 0 0 1.5px var(--lbl-accent);
  }
  .more {
    justify-self: start;
    min-block-size: 32px;
    padding: 0;
    border: 0;
    background: none;
    color: var(--lbl-accent);
    font-size: 0.875em;
    text-decoration: underline;
  }
`;
