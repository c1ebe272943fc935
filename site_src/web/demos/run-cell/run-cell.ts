import { html, LitElement, nothing, type TemplateResult } from "lit";
import { progressBar } from "../../elements/progress-bar.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { solveExercise } from "../../exercises.ts";
import { property, state } from "../../properties.ts";
import { PythonClient } from "../../python/client.ts";
import type { CellResult, Drawing } from "../../python/protocol.ts";
import { fetchFile, userMessage } from "../../runtime/files.ts";
import { retry } from "../../site.ts";
import type { CodeEditor } from "./editor.ts";
import { newPythonWorker, PageCells, type Cell } from "./page-cells.ts";
import { onCodeSaved, saveCode, savedCode } from "./saved-code.ts";
import { withVersions } from "./script.ts";
import { sketch } from "./sketch.ts";
import { cellStyles } from "./styles.ts";

const cells = new PageCells(new PythonClient(newPythonWorker), () => [
  ...document.querySelectorAll<RunCell>("run-cell"),
]);

type Shown = { readonly text: string } | { readonly drawing: Drawing };

/**
 * `<run-cell name="3">`: below a tutorial's code, lets the reader run and change it. The code stands
 * before it in the same `.lbl-run`, and after it what it gave when the page was made.
 */
export class RunCell extends LitElement implements Cell {
  /** The cell's number in the tutorial. */
  @property({ type: String }) name = "";
  /** Python that the page does not show. */
  @property({ type: String }) prelude = "";
  /** What an exercise's answer has to fulfil; empty if it is none. */
  @property({ type: String }) check = "";
  @property({ type: Boolean }) raises = false;
  /** What the cell's figure shows. */
  @property({ type: String }) alt = "";

  /** How much of Python has arrived; undefined when it is not being waited for. */
  @state() private share: number | undefined;
  @state() private shown: readonly Shown[] = [];
  @state() private error = "";
  @state() private message = "";
  @state() private right = false;
  /** Whether what it gave here is shown, and not what it gave when the page was made. */
  @state() private fresh = false;
  @state() private version: string | null = null;
  @state() private editing = false;

  private editor: CodeEditor | undefined;
  /** What was to be done last could not be: its code may be gone. */
  private lost = false;
  private stops: (() => void)[] = [];

  get label(): string {
    return `cell ${this.name}`;
  }

  get code(): string {
    return this.version ?? this.original;
  }

  private get wrapper(): HTMLElement | null {
    return this.closest<HTMLElement>(".lbl-run");
  }

  private get original(): string {
    const code = this.wrapper?.querySelector("pre code")?.cloneNode(true) as Element | undefined;
    // Material puts buttons there.
    for (const tool of code?.querySelectorAll("nav, button") ?? []) tool.remove();
    return (code?.textContent ?? "").replace(/\n+$/, "");
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.version = savedCode(this.name);
    this.stops = [
      cells.follow(() => this.requestUpdate()),
      onCodeSaved(this.name, () => {
        this.version = savedCode(this.name);
        this.editor?.set(this.code);
      }),
    ];
    if (this.version !== null) void this.edit(false);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    for (const stop of this.stops) stop();
  }

  begins(): void {
    Object.assign(this, { shown: [], error: "", message: "", right: false, fresh: true, share: 0 });
    this.editor?.mark(null);
  }

  arriving(share: number): void {
    this.share = share < 1 ? share : undefined;
  }

  text(text: string): void {
    const last = this.shown.at(-1);
    this.shown =
      last !== undefined && "text" in last
        ? [...this.shown.slice(0, -1), { text: last.text + text }]
        : [...this.shown, { text }];
  }

  drawing(drawing: Drawing): void {
    this.shown = [...this.shown, { drawing }];
  }

  over(result: CellResult): void {
    this.share = undefined;
    this.error = result.error ?? "";
    this.right = result.wrong === "";
    if (this.right) solveExercise(`cell-${this.name}`);
    this.message = messageFor(result);
    if (result.line !== null) {
      void this.edit(false).then(() => this.editor?.mark(result.line));
    }
  }

  failed(message: string): void {
    this.lost = true;
    // Where nothing ran, what it gave when the page was made is as good as before.
    const fresh = this.shown.length > 0 || this.error !== "";
    Object.assign(this, { share: undefined, message, fresh });
  }

  cleared(): void {
    Object.assign(this, { shown: [], error: "", message: "", right: false, fresh: false });
    this.editor?.mark(null);
  }

  /** Does what a button says; where that has failed before, in a new page if the site has changed. */
  private press(act: () => unknown): void {
    const { lost } = this;
    this.lost = false;
    if (lost) void retry(act);
    else act();
  }

  private async edit(focus = true): Promise<void> {
    if (this.editor === undefined) {
      const { createEditor } = await import("./editor.ts").catch((error: unknown) => {
        this.lost = true;
        this.message = "The editor could not be loaded. Are you offline?";
        throw error;
      });
      this.editing = true;
      await this.updateComplete;
      const parent = this.renderRoot.querySelector<HTMLElement>(".editor");
      // Meanwhile another call may have made it.
      if (parent?.childElementCount === 0) {
        this.editor = createEditor({
          parent,
          root: this.renderRoot as ShadowRoot,
          label: `Python of ${this.label}`,
          code: this.code,
          changed: (code) => saveCode(this.name, code === this.original ? null : code),
          run: () => void cells.run(this),
        });
      }
    }
    if (focus) this.editor?.focus();
  }

  private async download(): Promise<void> {
    try {
      const name = location.pathname.split("/").at(-2) ?? "tutorial";
      const script = await (await fetchFile(new URL(`${name}.py`, location.href))).text();
      const versions = new Map<number, string>();
      for (const cell of document.querySelectorAll<RunCell>("run-cell")) {
        if (cell.version !== null) versions.set(Number(cell.name), cell.version);
      }
      const file = new Blob([withVersions(script, versions)], { type: "text/x-python" });
      const link = document.createElement("a");
      link.href = URL.createObjectURL(file);
      link.download = `${name}-my-version.py`;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
    } catch (error) {
      this.message = userMessage(error);
    }
  }

  override render(): TemplateResult {
    const { running } = cells;
    return html`
      <div class="card" data-running=${running === this}>
        <div class="editor" ?hidden=${!this.editing}></div>
        <div class="tools">
          ${
            running === this
              ? html`<button class="button strong" @click=${() => cells.stop()}>Stop</button>`
              : html`<button
                  class="button strong"
                  aria-disabled=${running !== undefined}
                  @click=${() => this.press(() => cells.run(this))}
                >
                  ${this.check === "" ? "Run" : "Run and check"}
                </button>`
          }
          ${
            this.editing
              ? nothing
              : html`<button class="button" @click=${() => this.press(() => this.edit())}>
                  Edit
                </button>`
          }
          ${
            this.version === null
              ? nothing
              : html`
                  <button class="button" @click=${() => saveCode(this.name, null)}>
                    Undo my changes
                  </button>
                  <button class="button" @click=${() => void this.download()}>
                    Download my version
                  </button>
                `
          }
          ${
            this.fresh && running === undefined
              ? html`<button
                  class="button"
                  title="Python forgets what all cells have defined"
                  @click=${() => cells.reset()}
                >
                  Reset
                </button>`
              : nothing
          }
        </div>
        ${
          this.share === undefined
            ? nothing
            : html`<div class="loading muted">
                ${progressBar("Python arrives", this.share)} Python is on its way: 6.3 MB, once.
              </div>`
        }
        <p role="status" class=${this.right ? "right" : ""}>${this.message}</p>
        ${
          this.shown.length === 0 && this.error === ""
            ? nothing
            : html`<div class="output">
                ${this.shown.map((output) =>
                  "text" in output
                    ? html`<pre tabindex="0">${output.text}</pre>`
                    : sketch(output.drawing, this.alt || `What ${this.label} has drawn`),
                )}
                ${this.error === "" ? nothing : html`<pre class="error" tabindex="0">${this.error}</pre>`}
              </div>`
        }
      </div>
    `;
  }

  /** The page's own code and output make room for the reader's. */
  protected override updated(): void {
    for (const part of this.wrapper?.children ?? []) {
      if (part.contains(this) || !(part instanceof HTMLElement)) continue;
      const hide = part.querySelector("pre code") === null ? this.fresh : this.editing;
      // Figures have a display of their own, which `hidden` does not overrule.
      part.style.display = hide ? "none" : "";
    }
  }

  static override styles = [sharedStyles, cellStyles];
}

function messageFor({ error, stopped, wrong }: CellResult): string {
  if (stopped) {
    return "Stopped. If Python had to be ended for that, what cells have defined is gone; Run computes it again.";
  }
  if (error !== null) return "Python found an error:";
  if (wrong === null) return "";
  return wrong === "" ? "Right!" : `Not yet. ${wrong}`;
}

customElements.define("run-cell", RunCell);
