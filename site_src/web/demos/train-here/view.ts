/** The parts of `<train-here>` that only show what they are given. */
import { html, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import { confusionTable } from "../../elements/confusion.ts";
import type { TrainingState } from "../../runtime/tasks/training.ts";
import type { Moment } from "./moments.ts";
import { choices, python, type ChoiceName, type Chosen } from "./plan.ts";
import type { Line } from "./plot.ts";
import "../../elements/map.ts";

const lossLines: readonly Line[] = [{ label: "loss", colour: "--lbl-accent" }];
const rightLines: readonly Line[] = [
  { label: "learned from", colour: "--lbl-accent-2" },
  { label: "new ones", colour: "--lbl-accent" },
];

/** What went wrong, and the way on. */
export function problem(text: string, retry: () => void): TemplateResult {
  return html`
    <div class="problem" role="alert">
      <p><strong>The training stopped.</strong> ${text}</p>
      <button class="button" type="button" @click=${retry}>Retry</button>
    </div>
  `;
}

/** The same network in Python. */
export function pythonLines(chosen: Chosen): TemplateResult {
  return html`
    <div class="lines">
      <p>
        <strong>You have just trained a neural network.</strong> Here is the same network in Python:
      </p>
      <pre tabindex="0"><code>${python(chosen)}</code></pre>
    </div>
  `;
}

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
  const last = moments.at(-1);
  const places = now?.steps ?? 1;
  const patterns = now?.patterns ?? { side: 5, kernels: [] };
  const most = Math.max(0.01, ...patterns.kernels.flatMap((kernel) => [...kernel].map(Math.abs)));
  return html`
    <div class="inside">
      <figure>
        <figcaption>Loss: how wrong it is</figcaption>
        <lbl-plot
          label=${last ? `Loss, now ${last.loss.toFixed(2)}.` : "Loss: nothing yet."}
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
          label=${
            last
              ? `Right, now ${last.right.toFixed(0)}% of those it learns from and ${last.tested.toFixed(0)}% of new ones.`
              : "Right: nothing yet."
          }
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
          for${now === null ? "" : `; ${new Intl.NumberFormat("en").format(now.parameters)} adjustable numbers in all`}
        </figcaption>
        <div class="patterns" role="img" aria-label="${patterns.kernels.length} patterns">
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
