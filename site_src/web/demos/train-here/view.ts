/** The parts of `<train-here>` that only show what they are given. */
import { html, type TemplateResult } from "lit";
import { python, type Chosen } from "./plan.ts";

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
