/** The parts of `<train-here>` that only show what they are given. */
import { html, type TemplateResult } from "lit";
import { retry } from "../../site.ts";
import { python, type Chosen } from "./plan.ts";

/** What went wrong, and the way on. */
export function problem(text: string, again: () => void): TemplateResult {
  return html`
    <div class="problem" role="alert">
      <p><strong>The training stopped.</strong> ${text}</p>
      <button class="button" type="button" @click=${() => retry(again)}>Retry</button>
    </div>
  `;
}

/** The same network in Python. */
export function pythonLines(chosen: Chosen): TemplateResult {
  return html`
    <div class="lines">
      <p>
        <strong>You have just trained a neural network.</strong> Here is the same network in Python:
      </p>
      <pre tabindex="0"><code>${python(chosen)}</code></pre>
    </div>
  `;
}
