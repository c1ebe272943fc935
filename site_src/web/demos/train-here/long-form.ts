/** What only the long form of `<train-here>` has: the choices, and what goes on inside. */
import { css, html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { until } from "lit/directives/until.js";
import { confusionStyles, confusionTable } from "../../elements/confusion.ts";
import { extremes, sayCurve } from "../../words/summaries.ts";
import type { TrainingState } from "../../runtime/tasks/training.ts";
import type { Moment } from "./moments.ts";
import { choices, grouped, type ChoiceName, type Chosen } from "./plan.ts";
import type { Line } from "./plot.ts";
import "../../elements/map.ts";

/** The training does not wait for what draws its curves; a new page brings that if it is lost. */
const curvesLost = import("./plot.ts").then(
  () => nothing,
  () => html`
    <p class="problem" role="alert">
      The code that draws the curves could not be fetched.
      <button class="button" type="button" @click=${() => location.reload()}>Retry</button>
    </p>
  `,
);

const lossLines: readonly Line[] = [{ label: "loss", colour: "--lbl-accent" }];
const rightLines: readonly Line[] = [
  { label: "learned from", colour: "--lbl-accent-2" },
  { label: "new ones", colour: "--lbl-accent" },
];

/** What the reader can change about the training. */
export function choiceFields(
  chosen: Chosen,
  set: (name: ChoiceName, value: number) => void,
): TemplateResult {
  const { wrong } = chosen;
  return html`
    <div class="choices">
      ${choices.map(
        ({ name, label, options, shown }) => html`
          <label>
            <span>${label}</span>
            <select
              .value=${live(String(chosen[name]))}
              @change=${(event: Event) =>
                set(name, Number((event.target as HTMLSelectElement).value))}
            >
              ${options.map(
                (option) => html`
                  <option value=${option} ?selected=${option === chosen[name]}>
                    ${shown(option)}
                  </option>
                `,
              )}
            </select>
          </label>
        `,
      )}
      <label class="wrong">
        <span>Wrong labels: <strong>${wrong}%</strong></span>
        <input
          type="range"
          min="0"
          max="100"
          step="5"
          aria-valuetext="${wrong} percent of the labels are wrong"
          .value=${live(String(wrong))}
          @change=${(event: Event) =>
            set("wrong", Number((event.target as HTMLInputElement).value))}
        />
      </label>
    </div>
  `;
}

/** What goes on inside: curves, confusions, patterns of the first layer. */
export function inside(
  now: TrainingState | null,
  moments: readonly Moment[],
  labels: readonly string[],
): TemplateResult {
  const steps = moments.map(({ step }) => step);
  const share = (percent: number): string => `${percent.toFixed(0)}%`;
  const places = now?.steps ?? 1;
  const patterns = now?.patterns ?? { side: 5, kernels: [] };
  const most = Math.max(0.01, ...patterns.kernels.flatMap((kernel) => [...kernel].map(Math.abs)));
  return html`
    ${until(curvesLost, nothing)}
    <div class="inside">
      <figure>
        <figcaption>Loss: how wrong it is</figcaption>
        <lbl-plot
          label=${sayCurve(
            "Loss",
            "step",
            steps,
            moments.map(({ loss }) => loss),
            (loss) => loss.toFixed(2),
          )}
          .lines=${lossLines}
          .wide=${places}
          .data=${[steps, moments.map(({ loss }) => loss)]}
        ></lbl-plot>
      </figure>
      <figure>
        <figcaption>
          Right (%): <span class="learned">learned from</span>, <span class="new">new</span>
        </figcaption>
        <lbl-plot
          label="${sayCurve(
            "Right of those it learned from",
            "step",
            steps,
            moments.map(({ right }) => right),
            share,
          )} ${sayCurve(
            "Of new ones",
            "step",
            steps,
            moments.map(({ tested }) => tested),
            share,
          )}"
          top="100"
          .lines=${rightLines}
          .wide=${places}
          .data=${[steps, moments.map(({ right }) => right), moments.map(({ tested }) => tested)]}
        ></lbl-plot>
      </figure>
      <div>
        ${confusionTable(
          "New digits: what they are (rows), and what it says (columns)",
          labels,
          now?.confusion ?? [],
        )}
      </div>
      <figure>
        <figcaption>
          What its first layer looks
          for${now === null ? "" : `; ${grouped(now.parameters)} adjustable numbers in all`}
        </figcaption>
        <div class="patterns" role="img" aria-label=${sayPatterns(patterns)}>
          ${patterns.kernels.map(
            (kernel) => html`
              <lbl-map
                .values=${kernel}
                .width=${patterns.side}
                .height=${patterns.side}
                .most=${most}
              ></lbl-map>
            `,
          )}
        </div>
      </figure>
    </div>
  `;
}

function sayPatterns({ side, kernels }: TrainingState["patterns"]): string {
  if (kernels.length === 0) return "No patterns yet";
  const weights = extremes(
    kernels.flatMap((kernel) => [...kernel]),
    "weights",
  );
  return `${kernels.length} patterns, ${side} by ${side}: ${weights}`;
}

const ownStyles = css`
  .choices {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(125px, 1fr));
    gap: 12px 16px;
    padding-block-start: 16px;
    border-block-start: 1px solid var(--lbl-line);
  }
  .choices label {
    display: grid;
    gap: 4px;
    align-content: start;
    font-size: 0.875em;
  }
  select {
    inline-size: 100%;
    padding: 0 0.6em;
    background: var(--lbl-sheet);
    font-weight: 600;
  }
  .wrong input {
    inline-size: 100%;
    block-size: 40px;
    margin: 0;
    accent-color: var(--lbl-accent);
  }
  select:focus-visible {
    outline: 3px solid var(--lbl-accent);
    outline-offset: 2px;
  }
  .inside {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: 20px 28px;
  }
  figure {
    margin: 0;
  }
  figcaption {
    min-block-size: 1.5em;
    padding-block-end: 6px;
    color: var(--lbl-muted);
    font-size: 13px;
  }
  .learned,
  .new {
    font-weight: 700;
  }
  .learned {
    color: var(--lbl-accent-2);
  }
  .new {
    color: var(--lbl-accent);
  }
  .patterns {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(52px, 1fr));
    gap: 6px;
    min-block-size: 52px;
  }
  .patterns lbl-map {
    aspect-ratio: 1;
    overflow: hidden;
    border: 1.5px solid var(--lbl-line);
    border-radius: 6px;
    background: var(--lbl-sheet);
  }
  @container (min-width: 640px) {
    .inside {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
`;

export const longStyles = [confusionStyles, ownStyles];
