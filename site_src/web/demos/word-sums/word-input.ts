/** A field for a word, with words that begin so. */
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { plainWord } from "./sum.ts";
import type { WordVectors } from "./vectors.ts";

/** Letters in the longest word that fits. */
const LONGEST = 20;

/** `name` is the field's own in its element; `typed` is called with a word in plain letters. */
export function wordInput(
  name: string,
  label: string,
  value: string,
  vectors: WordVectors | null,
  typed: (word: string) => void,
): TemplateResult {
  const suggestions = vectors?.suggestions(value) ?? [];
  return html`
    <input
      type="text"
      aria-label=${label}
      list=${`${name}-words`}
      maxlength=${LONGEST}
      autocomplete="off"
      autocapitalize="off"
      spellcheck="false"
      .value=${live(value)}
      @input=${(event: Event) => typed(plainWord((event.target as HTMLInputElement).value))}
    />
    <datalist id=${`${name}-words`}>
      ${suggestions.map((word) => html`<option value=${word}></option>`)}
    </datalist>
  `;
}
