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

  /** Answer Enter and Space, as a button does by itself. */
  private pressed(event: KeyboardEvent): void {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    void this.act();
  }

  // A real button is a box that cannot break across lines: on a phone, the phrase stood apart
  // from the sentence around it, and its full stop on a line of its own.
  override render(): TemplateResult {
    return html`<span role="button" tabindex="0" @click=${this.act} @keydown=${this.pressed}
      ><slot></slot
    ></span>`;
  }

  static override styles = css`
    span {
      padding: 0.1em 0.25em;
      border-radius: 4px;
      background: color-mix(in srgb, var(--lbl-accent-2) 12%, transparent);
      color: var(--lbl-accent-2);
      font-weight: 600;
      -webkit-box-decoration-break: clone;
      box-decoration-break: clone;
      text-decoration: underline dotted 1.5px;
      text-underline-offset: 0.22em;
      cursor: pointer;
    }
    @media print {
      span {
        padding: 0;
        background: none;
        color: inherit;
        text-decoration: none;
      }
    }
    span:hover {
      background: color-mix(in srgb, var(--lbl-accent-2) 22%, transparent);
    }
    span:focus-visible {
      outline: 3px solid var(--lbl-accent);
      outline-offset: 2px;
    }
  `;
}

customElements.define("try-it", TryIt);
