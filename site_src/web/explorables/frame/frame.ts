/** What stands around every explorable: its name, what it teaches, what it says now, its Python. */
import { html, nothing, type TemplateResult } from "lit";
import { takeAsPython, type Scripts } from "./take-as-python.ts";
import "./take-as-python.ts";

export interface FrameParts {
  readonly name: string;
  /** The one thing that it teaches, as a sentence. */
  readonly caption: string;
  readonly stage: TemplateResult;
  readonly controls: TemplateResult;
  /** The result in words, for everybody to see; it may change with every frame. */
  readonly result: TemplateResult | string;
  /** The same for screen readers, when something has come to rest. */
  readonly spoken: string;
  readonly scripts?: Scripts;
  readonly reset: () => void;
}

export function frame(parts: FrameParts): TemplateResult {
  return html`
    <figure class="card" aria-label=${parts.name}>
      <div class="stage">${parts.stage}</div>
      <p class="result">${parts.result}</p>
      <p class="only-read" role="status">${parts.spoken}</p>
      <div class="settings">${parts.controls}</div>
      <figcaption>${parts.caption}</figcaption>
      <div class="below">
        ${parts.scripts === undefined ? nothing : takeAsPython(parts.scripts)}
        <button class="plain" type="button" @click=${parts.reset}>Back to the start</button>
      </div>
    </figure>
  `;
}
