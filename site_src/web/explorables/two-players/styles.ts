/** Styles of `<two-players>` alone. */
import { css } from "lit";

export const ownStyles = css`
  .stage > .actions {
    margin-block-end: 12px;
  }
  .field-and-key {
    display: grid;
    gap: 8px 18px;
  }
  lbl-plane {
    inline-size: min(100%, 340px);
    margin-inline: auto;
  }
  .key {
    display: flex;
    flex-wrap: wrap;
    justify-content: center;
    gap: 2px 14px;
    color: var(--lbl-muted);
    font-size: 0.8125em;
    line-height: 1.5;
  }
  .key span::before {
    content: "";
    display: inline-block;
    box-sizing: border-box;
    inline-size: 11px;
    block-size: 11px;
    margin-inline-end: 7px;
  }
  .key .real::before {
    inline-size: 9px;
    block-size: 9px;
    margin-inline: 1px 8px;
    border: 2px solid var(--lbl-accent-2);
    transform: rotate(45deg);
  }
  .key .made::before {
    border-radius: 50%;
    background: var(--lbl-accent);
  }
  .key .believed::before {
    border-radius: 3px;
    background: color-mix(in srgb, var(--lbl-accent-2) 55%, var(--lbl-sheet));
  }
  .key .doubted::before {
    border-radius: 3px;
    background: color-mix(in srgb, var(--lbl-accent) 55%, var(--lbl-sheet));
  }
  @container (min-width: 600px) {
    .field-and-key {
      grid-template-columns: minmax(0, 380px) minmax(0, 1fr);
      align-items: center;
    }
    lbl-plane {
      inline-size: 100%;
    }
    .key {
      flex-direction: column;
      gap: 6px;
    }
  }
  @container (max-width: 599px) {
    .stage > .actions {
      margin-block-end: 8px;
    }
    .stage .button {
      padding: 0 0.6em;
      font-size: 0.875em;
    }
    lbl-plane {
      inline-size: min(100%, 272px);
    }
  }
`;
