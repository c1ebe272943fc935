/** The tools for points of the reader's own: a class to put down, a table to bring. */
import { html, type TemplateResult } from "lit";

export interface OwnPoints {
  readonly label: 0 | 1;
  readonly message: string;
  readonly choose: (label: 0 | 1) => void;
  readonly undo: () => void;
  readonly clear: () => void;
  readonly bring: (file: File) => void;
}

const classes = ["● circles", "◆ diamonds"] as const;

export function ownPoints(parts: OwnPoints): TemplateResult {
  return html`
    <div class="own" role="group" aria-label="Your own points">
      ${classes.map(
        (name, label) => html`
          <button
            class="button"
            type="button"
            aria-pressed=${parts.label === label}
            @click=${() => parts.choose(label as 0 | 1)}
          >
            ${name}
          </button>
        `,
      )}
      <button class="button" type="button" @click=${parts.undo}>Undo</button>
      <button class="button" type="button" @click=${parts.clear}>Clear</button>
      <label class="button">
        Open a CSV
        <input
          type="file"
          accept=".csv,.tsv,.txt,text/csv"
          @change=${(event: Event) => {
            const input = event.target as HTMLInputElement;
            const [file] = input.files ?? [];
            if (file) parts.bring(file);
            input.value = "";
          }}
        />
      </label>
      <p class="under">
        ${parts.message === "" ? "Press in the plane. A CSV has two columns of numbers and a label; it stays on this device." : parts.message}
      </p>
    </div>
  `;
}

/** What a reader's own points need that are no data yet; null where they will do. */
export function tooFew(labels: Uint8Array): string | null {
  const ones = labels.reduce((sum, label) => sum + label, 0);
  return ones < 2 || labels.length - ones < 2
    ? "Put down a few points of each kind, then train."
    : null;
}
