/** Styles of `<lbl-network-graph>`. */
import { css } from "lit";
import { frameStyles } from "../frame/frame-styles.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";

export const graphStyles = [
  sharedStyles,
  frameStyles,
  css`
    .layers {
      display: flex;
      align-items: center;
      justify-content: space-between;
      gap: 8px;
      color: var(--lbl-muted);
      font-size: 0.8125em;
    }
    .layers .stepper {
      color: var(--lbl-ink);
      font-size: 1.1em;
    }
    .heads {
      display: grid;
      grid-auto-columns: minmax(0, 1fr);
      grid-auto-flow: column;
      align-items: center;
      min-block-size: 34px;
    }
    .head {
      display: grid;
      justify-content: center;
      color: var(--lbl-muted);
      font-size: 0.75em;
    }
    .heads .stepper {
      border: 0;
      color: var(--lbl-ink);
    }
    .heads .stepper button {
      inline-size: 24px;
      block-size: 28px;
      font-size: 1.3em;
    }
    .heads .stepper output {
      position: absolute;
      clip-path: inset(50%);
    }
    .drawing {
      position: relative;
      block-size: 264px;
    }
    canvas {
      display: block;
      inline-size: 100%;
      block-size: 100%;
    }
    .neuron {
      position: absolute;
      aspect-ratio: 1;
      padding: 0;
      border: 0;
      border-radius: 6px;
      background: none;
    }
    @container (max-width: 420px) {
      .layers .stepper button {
        block-size: 28px;
      }
      .heads {
        min-block-size: 28px;
      }
      .drawing {
        block-size: 152px;
      }
    }
  `,
];
