import { css, html, LitElement, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";

/** Scripts that do the same in Python, by the name of the library; made when they are wanted. */
export interface Scripts {
  /** Of the file, without `.py`. */
  readonly file: string;
  readonly write: Readonly<Record<string, () => string>>;
}

export function takeAsPython(scripts: Scripts): TemplateResult {
  return html`<lbl-take-as-python .scripts=${scripts}></lbl-take-as-python>`;
}

/** `<lbl-take-as-python>`: the reader's settings as a script, to read, to copy, to save. */
export class TakeAsPython extends LitElement {
  @property({ attribute: false }) scripts: Scripts = { file: "", write: {} };
  @state() private open = false;
  @state() private library = 0;
  @state() private message = "";

  private get code(): string {
    return Object.values(this.scripts.write)[this.library]?.() ?? "";
  }

  private async copy(): Promise<void> {
    await navigator.clipboard.writeText(this.code).then(
      () => (this.message = "Copied."),
      () => (this.message = "The browser doesn't let this page copy. Select the text, or save it."),
    );
  }

  private save(): void {
    const url = URL.createObjectURL(new Blob([this.code], { type: "text/x-python" }));
    Object.assign(document.createElement("a"), {
      href: url,
      download: `${this.scripts.file}.py`,
    }).click();
    // The browser has begun to save it by then.
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.message = `Saved as ${this.scripts.file}.py.`;
  }

  override render(): TemplateResult {
    const libraries = Object.keys(this.scripts.write);
    return html`
      <details @toggle=${(event: Event) => (this.open = (event.target as HTMLDetailsElement).open)}>
        <summary>Take it as Python</summary>
        ${this.open ? this.renderCode(libraries) : ""}
      </details>
    `;
  }

  private renderCode(libraries: readonly string[]): TemplateResult {
    return html`
      <div class="tools">
        ${
          libraries.length > 1
            ? libraries.map(
                (library, place) => html`
                  <button
                    class="button"
                    type="button"
                    aria-pressed=${place === this.library}
                    @click=${() => (this.library = place)}
                  >
                    ${library}
                  </button>
                `,
              )
            : ""
        }
        <span class="space"></span>
        <button class="button" type="button" @click=${this.copy}>Copy</button>
        <button class="button" type="button" @click=${this.save}>Save</button>
      </div>
      <p role="status">${this.message}</p>
      <pre tabindex="0" aria-label="Python"><code>${this.code}</code></pre>
    `;
  }

  static override styles = [
    sharedStyles,
    css`
      summary {
        display: inline-flex;
        align-items: center;
        min-block-size: 40px;
        color: var(--lbl-accent-2);
        font-weight: 600;
        cursor: pointer;
      }
      summary::before {
        content: "▸";
        margin-inline-end: 0.5em;
      }
      details[open] summary::before {
        content: "▾";
      }
      summary:focus-visible,
      pre:focus-visible {
        outline: 3px solid var(--lbl-accent);
        outline-offset: 2px;
      }
      .tools {
        display: flex;
        flex-wrap: wrap;
        gap: 8px;
      }
      .space {
        flex: 1;
      }
      .button[aria-pressed="true"] {
        border-color: var(--lbl-accent-2);
        background: var(--lbl-accent-2);
        color: var(--lbl-card);
      }
      @media (forced-colors: active) {
        .button[aria-pressed="true"] {
          background: Highlight;
          color: HighlightText;
          forced-color-adjust: none;
        }
      }
      p {
        min-block-size: 1.45em;
        color: var(--lbl-muted);
        font-size: 0.875em;
      }
      pre {
        max-block-size: 22em;
        margin: 0;
        padding: 12px 14px;
        overflow: auto;
        border-radius: var(--lbl-radius);
        background: var(--lbl-track);
        font: 0.75em/1.55 var(--lbl-mono);
      }
    `,
  ];
}

customElements.define("lbl-take-as-python", TakeAsPython);
