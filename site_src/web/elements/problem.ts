/** What could not be done, why, and a button that tries it once more. */
import { html, type TemplateResult } from "lit";
import { retry } from "../site.ts";

export function problemBox(what: string, why: string, again: () => unknown): TemplateResult {
  return html`
    <div class="problem" role="alert">
      <p><strong>${what}</strong> ${why}</p>
      <button class="button strong" type="button" @click=${() => retry(again)}>Retry</button>
    </div>
  `;
}
