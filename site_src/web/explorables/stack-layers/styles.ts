/** Styles of `<stack-layers>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .tower {
    display: grid;
    gap: 3px;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .tower li {
    position: relative;
  }
  .tower button,
  .tower .input {
    display: grid;
    grid-template-columns: minmax(0, 1fr) 7em 6.5em;
    align-items: center;
    gap: 8px;
    inline-size: 100%;
    min-block-size: 38px;
    padding: 0 12px;
    border: 1.5px solid var(--lbl-line-strong);
    border-radius: 8px;
    background: var(--lbl-sheet);
    font-size: 0.9375em;
    font-variant-numeric: tabular-nums;
    text-align: start;
  }
  .tower .input {
    border-style: dashed;
    background: none;
  }
  .tower .name {
    overflow: hidden;
    font-family: var(--lbl-mono);
    font-size: 0.9375em;
    font-weight: 600;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .tower .many {
    position: relative;
    color: var(--lbl-muted);
    font-size: 0.875em;
    text-align: end;
  }
  .share {
    position: absolute;
    inset-block-end: 3px;
    inset-inline-start: 10px;
    max-inline-size: calc(100% - 20px);
    block-size: 4px;
    border-radius: 2px;
    background: var(--lbl-accent-2);
  }
  .tower [aria-pressed="true"] {
    border-color: var(--lbl-ink);
    box-shadow: inset 0 0 0 1.5px var(--lbl-ink);
  }
  .tower .refused button {
    border-color: var(--lbl-accent);
    border-style: dashed;
    background: var(--lbl-track);
    margin-inline-start: 14px;
    inline-size: calc(100% - 14px);
    animation: refuse 240ms;
  }
  .tower .refused .name {
    color: var(--lbl-accent);
  }
  .tower .waiting button {
    border-style: dotted;
    background: none;
    color: var(--lbl-muted);
  }
  .tower .fits {
    animation: snap 180ms ease-out;
  }
  /* The studs by which a brick holds on to the next one. */
  .tower .fits::after,
  .tower .first::after {
    content: "";
    position: absolute;
    inset-block-end: -4px;
    inset-inline-start: 26px;
    inline-size: 34px;
    block-size: 5px;
    background: var(--lbl-line-strong);
    box-shadow: 46px 0 0 var(--lbl-line-strong);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 6px;
    margin-block-start: 10px;
  }
  .tools .button {
    min-block-size: 36px;
    padding: 0 0.75em;
    font-size: 0.875em;
  }
  .tools > span {
    color: var(--lbl-muted);
    font-size: 0.8125em;
  }
  .result q {
    color: var(--lbl-accent);
    font: 0.8125em/1.5 var(--lbl-mono);
    overflow-wrap: anywhere;
    quotes: none;
  }
  .result .solved {
    color: var(--lbl-accent-2);
  }
  @keyframes snap {
    from {
      translate: 0 -9px;
    }
  }
  @keyframes refuse {
    25% {
      translate: 7px 0;
    }
    60% {
      translate: -4px 0;
    }
  }
  @container (max-width: 599px) {
    .tower button,
    .tower .input {
      grid-template-columns: minmax(0, 1fr) auto 5.6em;
      gap: 6px;
      min-block-size: 34px;
      padding: 0 8px;
      font-size: 0.8125em;
    }
    .tools {
      gap: 4px;
      margin-block-start: 8px;
    }
    .tools .button {
      min-block-size: 32px;
      padding: 0 0.55em;
      font-size: 0.8125em;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .tower .fits,
    .tower .refused button {
      animation: none;
    }
  }
  @media (forced-colors: active) {
    .tower [aria-pressed="true"] {
      outline: 2px solid Highlight;
      outline-offset: -4px;
    }
    .share,
    .tower .fits::after,
    .tower .first::after {
      background: CanvasText;
      forced-color-adjust: none;
    }
  }
`;
