import { html, LitElement, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import { property, state } from "../../properties.ts";
import { solveExercise } from "../../exercises.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { usualValues } from "../frame/settings.ts";
import { pairStyles } from "../plane/pair-styles.ts";
import type { Placed } from "../plane/plane.ts";
import { look, missing, type Looked } from "./attention.ts";
import { drawKeys, drawValues, wanted } from "./drawing.ts";
import { headsStyles } from "./heads-styles.ts";
import { renderHeads } from "./heads-view.ts";
import { numpyScript, torchScript } from "./python-code.ts";
import { readArrows, table, WORDS, writeArrows, type Word } from "./settings.ts";
import { ownStyles } from "./styles.ts";
import { TrainedHeads } from "./trained-heads.ts";
import "../plane/plane.ts";

/**
 * `<attention-lab>`: query, key and value of five words by hand, and what one of them becomes; or the
 * heads of a trained GPT, with which it begins where it has the attribute `heads`.
 */
export class AttentionLab extends LitElement implements UrlStateful {
  @property({ type: Boolean }) heads = false;
  @state() private spoken = "";

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));
  /** There once it is wanted: the network is fetched for those who look at it. */
  private trained: TrainedHeads | undefined;

  override connectedCallback(): void {
    if (this.heads) this.settings.values = { ...this.settings.values, show: "heads" };
    super.connectedCallback();
  }

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  override willUpdate(): void {
    if (this.settings.values.show !== "heads") return;
    this.trained ??= new TrainedHeads(
      this,
      () => this.settings.values,
      () => (this.spoken = this.sentence),
    );
  }

  private changed(names: readonly string[]): void {
    const { level } = this.settings.values;
    if (names.includes("level") && level !== "free")
      this.settings.take({ asking: "its", hand: "query", causal: false });
    if (missing(this.settings.values) === null) solveExercise(`attention ${level}`);
    if (this.settings.values.show === "hand") this.spoken = this.sentence;
  }

  /** Puts an arrow of one word where the reader's hand is. */
  private place(list: "queries" | "keys" | "values", word: Word, { x, y }: Placed): void {
    const arrows = readArrows(this.settings.values[list]);
    const at = WORDS.indexOf(word);
    this.settings.set(
      list,
      writeArrows(arrows.map((arrow, other) => (other === at ? [x, y] : arrow))),
    );
  }

  private get sentence(): string {
    const { show } = this.settings.values;
    return show === "heads" && this.trained ? this.trained.sentence : this.byHand;
  }

  private get byHand(): string {
    const { asking } = this.settings.values;
    const { weights, output } = look(this.settings.values);
    const order = [...WORDS.keys()].sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
    const [first = 0, second = 0] = order;
    const share = (at: number): string => `${Math.round(100 * (weights[at] ?? 0))}%`;
    const still = missing(this.settings.values);
    const task = still === undefined ? "" : still === null ? " Solved!" : ` Not yet: ${still}.`;
    return `“${asking}” looks at ${WORDS[first] ?? ""} with ${share(first)}, at ${WORDS[second] ?? ""} with ${share(second)}, and becomes (${output.map(tidy).join(", ")}).${task}`;
  }

  override render(): TemplateResult {
    return this.settings.values.show === "heads" && this.trained
      ? this.renderTrained(this.trained)
      : this.renderByHand();
  }

  private renderTrained(trained: TrainedHeads): TemplateResult {
    const { settings } = this;
    return frame({
      name: "Attention lab",
      caption:
        "A network that writes reads one token a step. Each of its heads shares out one look over all that came before; the bars are these shares.",
      stage: renderHeads(trained, settings.values.list, {
        list: (list) => settings.take({ list, wrote: 1 }),
        next: () => settings.set("wrote", trained.written + 1),
      }),
      controls: this.renderControls(controls(settings, ["wrote"])),
      result: this.sentence,
      spoken: this.spoken,
      reset: () => settings.take({ ...usualValues(table), show: this.heads ? "heads" : "hand" }),
    });
  }

  private renderByHand(): TemplateResult {
    const { settings } = this;
    const { values } = settings;
    const looked = look(values);
    return frame({
      name: "Attention lab",
      caption:
        "A query asks, keys answer, and softmax shares out: what comes out is a mean of the values, weighed by how well each key fits. It can't be anything that isn't between them.",
      stage: this.renderStage(looked),
      controls: this.renderControls(html`
        ${controls(settings, ["hand", "grabbed", "level"])}
        ${controls(settings, ["asking", "scaled", "causal"])}
      `),
      result: html`<span class=${missing(values) === null ? "solved" : ""}>${this.sentence}</span>`,
      spoken: this.spoken,
      scripts: {
        file: "attention",
        write: { PyTorch: () => torchScript(values), NumPy: () => numpyScript(values) },
      },
      reset: () => settings.reset(),
    });
  }

  /** The controls of a side, and the switch between the sides, which keeps the focus as they change. */
  private renderControls(ofThisSide: TemplateResult): TemplateResult {
    return html`${ofThisSide} ${controls(this.settings, ["show"])}`;
  }

  private renderStage(looked: Looked): TemplateResult {
    const { asking, hand, grabbed } = this.settings.values;
    const key = hand === "key";
    const at = WORDS.indexOf(grabbed);
    return html`
      <div class="sentence-row" role="group" aria-label="Who asks">
        ${WORDS.map(
          (word) => html`
            <button
              type="button"
              aria-pressed=${word === asking}
              @click=${() => this.settings.set("asking", word)}
            >
              ${word}
            </button>
          `,
        )}
      </div>
      <div class="pair">
        <div>
          <lbl-plane
            label=${this.sentence}
            act=${key ? `Move the key of ${grabbed}.` : `Move the query of ${asking}.`}
            drags
            .surface=${wanted(looked.query)}
            .draw=${drawKeys(looked, key ? at : null)}
            @placed=${({ detail }: CustomEvent<Placed>) =>
              key ? this.place("keys", grabbed, detail) : this.place("queries", asking, detail)}
          ></lbl-plane>
          <p>
            The arrow: the query of <b>${asking}</b>. The points: keys.
            ${key ? `Drag the key of ${grabbed}.` : "Drag the arrow."}
          </p>
        </div>
        <div>
          <lbl-plane
            label="What comes out: ${looked.output.map(tidy).join(", ")}."
            act="Move the value of ${grabbed}."
            drags
            .draw=${drawValues(looked, at)}
            @placed=${({ detail }: CustomEvent<Placed>) => this.place("values", grabbed, detail)}
          ></lbl-plane>
          <p>The values. Where the lines meet: what <b>${asking}</b> becomes. Drag ${grabbed}.</p>
        </div>
      </div>
      ${this.renderTable(looked)}
    `;
  }

  private renderTable({ query, keys, scores, weights }: Looked): TemplateResult {
    const divided = this.settings.values.scaled ? " / √2" : "";
    return html`
      <table>
        <thead>
          <tr>
            <th scope="col"><span class="only-read">Word</span></th>
            <th scope="col">query · key${divided}</th>
            <th scope="col">share, by softmax</th>
          </tr>
        </thead>
        <tbody>
          ${WORDS.map((word, at) => {
            const [x, y] = keys[at] ?? [0, 0];
            const score = scores[at] ?? null;
            return html`
              <tr>
                <th scope="row">${word}</th>
                <td class="sum">
                  ${
                    score === null
                      ? "comes later"
                      : html`${tidy(query[0])} × ${tidy(x)} + ${tidy(query[1])} × ${tidy(y)}:
                          <b>${tidy(score)}</b>`
                  }
                </td>
                <td>
                  <span class="share"
                    ><span class="track"
                      ><span
                        style=${styleMap({ inlineSize: `${100 * (weights[at] ?? 0)}%` })}
                      ></span
                    ></span>
                    <b>${Math.round(100 * (weights[at] ?? 0))}%</b></span
                  >
                </td>
              </tr>
            `;
          })}
        </tbody>
      </table>
    `;
  }

  static override styles = [sharedStyles, frameStyles, pairStyles, ownStyles, headsStyles];
}

/** -0.254 -> "−0.25". */
function tidy(value: number): string {
  const rounded = Number(value.toFixed(2));
  return String(rounded === 0 ? 0 : rounded).replace("-", "−");
}

customElements.define("attention-lab", AttentionLab);
