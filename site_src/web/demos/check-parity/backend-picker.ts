import { css, html, LitElement, nothing, type TemplateResult } from "lit";
import { state } from "../../properties.ts";
import { client } from "../../runtime/client.ts";
import type { BackendChoice } from "../../runtime/protocol.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";

const names: Readonly<Record<BackendChoice, string>> = {
  auto: "the compiled network",
  wasm: "TensorFlow.js, WebAssembly",
  webgl: "TensorFlow.js, graphics card",
  cpu: "TensorFlow.js, JavaScript",
};

/**
 * `<lbl-backend>`: what the networks of the site are computed with, for the reader to change.
 *
 * Fires `lbl-backend` when it has changed.
 */
export class BackendPicker extends LitElement {
  @state() private problem = "";

  override render(): TemplateResult {
    const chosen = client.chosenBackend;
    return html`
      <label>
        <span class="muted">Compute with</span>
        <select @change=${this.change}>
          ${Object.entries(names).map(
            ([value, name]) =>
              html`<option value=${value} ?selected=${value === chosen}>${name}</option>`,
          )}
        </select>
      </label>
      ${this.problem === "" ? nothing : html`<p class="muted" role="alert">${this.problem}</p>`}
    `;
  }

  private async change(event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement;
    this.problem = "";
    try {
      await client.chooseBackend(select.value as BackendChoice);
    } catch (error) {
      this.problem = error instanceof Error ? error.message : String(error);
      select.value = client.chosenBackend;
    }
    this.dispatchEvent(new Event("lbl-backend", { bubbles: true, composed: true }));
  }

  static override styles = [
    sharedStyles,
    css`
      :host {
        display: block;
        max-inline-size: 100%;
      }
      label {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.3em 0.7em;
      }
      select {
        max-inline-size: 100%;
        padding: 0 0.7em;
        border-radius: 20px;
        background: var(--lbl-card);
        cursor: pointer;
      }
      select:focus-visible {
        outline: 3px solid var(--lbl-accent);
        outline-offset: 2px;
      }
    `,
  ];
}

customElements.define("lbl-backend", BackendPicker);
