import { css, html, LitElement, type TemplateResult } from "lit";
import { property } from "../../properties.ts";
import { demoName, readSettings, whenDefined, urlStatefulDemos } from "../../url-state.ts";

/**
 * `<try-it set="drawing: 2620-7420">close its top</try-it>`: a phrase that sets the state of a demo.
 *
 * `demo` names it (its id or model); without it, it is the demo nearest above the phrase, else the
 * first below. Without JavaScript the phrase is plain text.
 */
export class TryIt extends LitElement {
  @property({ type: String }) demo = "";
  @property({ type: String }) set = "";

  private get target(): HTMLElement | undefined {
    const demos = urlStatefulDemos().filter(
      (demo) => this.demo === "" || demoName(demo) === this.demo,
    );
    const above = demos.filter(
      (demo) => this.compareDocumentPosition(demo) & Node.DOCUMENT_POSITION_PRECEDING,
    );
    return above.at(-1) ?? demos[0];
  }

  private async act(): Promise<void> {
    const { target } = this;
    if (target === undefined) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    target.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
    (await whenDefined(target)).applySettings(readSettings(this.set));
  }

  override render(): TemplateResult {
    return html`<button type="button" @click=${this.act}><slot></slot></button>`;
  }

  static override styles = css`
    button {
      display: inline;
      margin: 0;
      padding: 0.1em 0.25em;
      border: 0;
      border-radius: 4px;
      background: color-mix(in srgb, var(--lbl-accent-2) 12%, transparent);
      color: var(--lbl-accent-2);
      font: inherit;
      font-weight: 600;
      text-align: inherit;
      text-decoration: underline dotted 1.5px;
      text-underline-offset: 0.22em;
      cursor: pointer;
    }
    @media print {
      button {
        padding: 0;
        background: none;
        color: inherit;
        text-decoration: none;
      }
    }
    button:hover {
      background: color-mix(in srgb, var(--lbl-accent-2) 22%, transparent);
    }
    button:focus-visible {
      outline: 3px solid var(--lbl-accent);
      outline-offset: 2px;
    }
  `;
}

customElements.define("try-it", TryIt);
