import { css, html, LitElement, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { state } from "../../properties.ts";
import { percent } from "../../words/format.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { kerasScript, torchScript } from "./python-code.ts";
import { NAMES, table } from "./settings.ts";
import { outcomeOf, type Outcome } from "./softmax.ts";

/** The longest bar of surprises, in nats. */
const LONGEST = 6;

/** `<softmax-and-loss>`: three logits by hand, what softmax makes of them, and the loss. */
export class SoftmaxAndLoss extends LitElement implements UrlStateful {
  @state() private spoken = "";

  private readonly settings = new SettingsController(this, table, () => {
    this.spoken = this.sentence(outcomeOf(this.settings.values));
  });

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private sentence({ probabilities, targets, crossEntropy }: Outcome): string {
    const { truth } = this.settings.values;
    const share = percent(probabilities[NAMES.indexOf(truth)] ?? 0);
    const odds = Math.exp(crossEntropy);
    const number = odds < 10 ? odds.toFixed(1) : Math.round(odds).toLocaleString("en");
    const many = odds > 1e6 ? "more than a million" : number;
    const whole = targets.includes(1) ? "It is" : "It is most likely";
    return `${whole} a ${truth}, and the network gave that ${share}. Loss ${crossEntropy.toFixed(2)}: as surprised as by one of ${many} equally likely things.`;
  }

  override render(): TemplateResult {
    const { values } = this.settings;
    const outcome = outcomeOf(values);
    return html`${frame({
      name: "Softmax and loss",
      caption:
        "A network hands out scores, softmax makes them shares of one, and the loss says how surprised you'd be by the truth if you believed these shares.",
      stage: this.renderStage(outcome),
      controls: html`
        ${controls(this.settings, ["cat", "dog", "bird"])}
        ${controls(this.settings, ["temperature", "truth", "sure"])}
      `,
      result: this.sentence(outcome),
      spoken: this.spoken,
      scripts: {
        file: "softmax",
        write: { Keras: () => kerasScript(values), PyTorch: () => torchScript(values) },
      },
      reset: () => this.settings.reset(),
    })}`;
  }

  private renderStage(outcome: Outcome): TemplateResult {
    const { values } = this.settings;
    const bar = (share: number, side = ""): TemplateResult =>
      html`<span class="track"
        ><span
          class="fill ${side}"
          style=${styleMap({ inlineSize: `${100 * Math.min(1, share)}%` })}
        ></span
      ></span>`;
    return html`
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col"><span class="only-read">Class</span></th>
              <th scope="col">e<sup>logit / T</sup></th>
              <th scope="col">share</th>
              <th scope="col">label</th>
              <th scope="col">surprise</th>
            </tr>
          </thead>
          <tbody>
            ${NAMES.map(
              (name, i) => html`
                <tr class=${name === values.truth ? "truth" : ""}>
                  <th scope="row">${name}</th>
                  <td>${bar(outcome.shares[i] ?? 0, "muted-fill")}</td>
                  <td>
                    ${bar(outcome.probabilities[i] ?? 0)}
                    <span>${percent(outcome.probabilities[i] ?? 0)}</span>
                  </td>
                  <td>
                    ${bar(outcome.targets[i] ?? 0, "target")}
                    <span>${percent(outcome.targets[i] ?? 0)}</span>
                  </td>
                  <td>
                    ${bar((outcome.surprises[i] ?? 0) / LONGEST, "surprise")}
                    <span>${outcome.surprises[i]?.toFixed(2)}</span>
                  </td>
                </tr>
              `,
            )}
          </tbody>
        </table>
      </div>
      <dl>
        <div>
          <dt>Cross-entropy, the loss</dt>
          <dd>${outcome.crossEntropy.toFixed(3)}</dd>
        </div>
        <div>
          <dt>= entropy of the label</dt>
          <dd>${outcome.entropy.toFixed(3)}</dd>
        </div>
        <div>
          <dt>+ KL divergence</dt>
          <dd>${outcome.divergence.toFixed(3)}</dd>
        </div>
      </dl>
    `;
  }

  static override styles = [
    sharedStyles,
    frameStyles,
    css`
      table {
        inline-size: 100%;
        border-spacing: 0 6px;
        table-layout: fixed;
      }
      thead th {
        color: var(--lbl-muted);
        font-size: 0.75em;
        font-weight: normal;
        text-align: start;
        overflow-wrap: anywhere;
      }
      thead th:first-child {
        inline-size: 15%;
      }
      tbody th {
        text-align: start;
      }
      td {
        padding-inline-end: 10px;
      }
      td > span:last-child:not(.track) {
        font-size: 0.8125em;
        font-variant-numeric: tabular-nums;
      }
      .truth th {
        color: var(--lbl-accent);
      }
      .track {
        display: block;
        block-size: 18px;
        overflow: hidden;
        border-radius: 5px;
        background: var(--lbl-track);
      }
      .fill {
        display: block;
        block-size: 100%;
        border-radius: 5px;
        background: var(--lbl-accent-2);
      }
      .muted-fill {
        background: var(--lbl-bar);
      }
      .target {
        background: var(--lbl-ink);
      }
      .surprise {
        background: var(--lbl-accent);
      }
      dl {
        display: flex;
        flex-wrap: wrap;
        gap: 8px 24px;
        margin: 10px 0 0;
      }
      dt {
        color: var(--lbl-muted);
        font-size: 0.8125em;
      }
      dd {
        margin: 0;
        font-size: 1.375em;
        font-weight: 600;
        font-variant-numeric: tabular-nums;
      }
      @media (forced-colors: active) {
        .fill {
          background: CanvasText;
          forced-color-adjust: none;
        }
      }
    `,
  ];
}

customElements.define("softmax-and-loss", SoftmaxAndLoss);
