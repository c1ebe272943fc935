/** A button that asks for a file: `<label class="button file">` around its text and the input. */
import { css } from "lit";

export const fileStyles = css`
  .file {
    display: inline-flex;
    position: relative;
    align-items: center;
    cursor: pointer;
  }
  .file input {
    position: absolute;
    inset: 0;
    inline-size: 100%;
    opacity: 0;
    cursor: pointer;
    font-size: 0;
  }
  .file:focus-within {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
`;
