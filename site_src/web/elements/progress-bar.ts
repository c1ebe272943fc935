/** How far something is that takes a while. */
import { html, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";

/** A thin bar along the upper edge of the card; `share` goes from 0 to 1. Styled by kit.ts. */
export function progressBar(label: string, share: number): TemplateResult {
  const value = Math.round(100 * share);
  return html`
    <div
      class="progress"
      role="progressbar"
      aria-label=${label}
      aria-valuemin="0"
      aria-valuemax="100"
      aria-valuenow=${value}
    >
      <span style=${styleMap({ inlineSize: `${value}%` })}></span>
    </div>
  `;
}
