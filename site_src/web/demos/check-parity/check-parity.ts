import { html, LitElement, nothing, type TemplateResult } from "lit";
import { property, state } from "../../properties.ts";
import {
  compiledOf,
  fetchCard,
  originalOf,
  UserFacingError,
  type Card,
  type StoredArray,
} from "../../runtime/card.ts";
import { client } from "../../runtime/client.ts";
import { userMessage } from "../../runtime/files.ts";
import type { BackendName } from "../../runtime/protocol.ts";
import { fetchChecked, type Expected } from "../../runtime/file-cache.ts";
import { decodeArray } from "../../runtime/examples.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import { VisibilityController } from "../../controllers/visibility.ts";
import { difference, scientific, type Difference } from "./parity.ts";
import { modelUrl, retry } from "../../site.ts";
import "./backend-picker.ts";
import { ownStyles } from "./styles.ts";

type State = "idle" | "running" | "done" | "error";

const names: Readonly<Record<BackendName, string>> = {
  compiled: "the compiled network",
  wasm: "TensorFlow.js in WebAssembly",
  webgl: "TensorFlow.js in WebGL",
  cpu: "TensorFlow.js in JavaScript",
};

/**
 * `<check-parity model="digits">`: a badge that says how far the network in the page is from the one
 * in Python, and on a click finds it out on the reader's own device.
 *
 * The card is fetched when the element comes near the window, everything else at the click.
 */
export class CheckParity extends LitElement {
  /** Name of an exported model: its folder in models/. */
  @property({ type: String }) model = "";
  @state() private state: State = "idle";
  @state() private card: Card | null = null;
  @state() private result: Difference | null = null;
  @state() private backend: BackendName | null = null;
  @state() private problem = "";

  constructor() {
    super();
    new VisibilityController(this, () =>
      fetchCard(compiledOf(modelUrl(this.model))).then(
        (card) => (this.card = card),
        (error: unknown) => this.fail(error),
      ),
    );
  }

  override updated(): void {
    this.dataset["state"] = this.state;
  }

  private async check(fresh: boolean): Promise<void> {
    this.state = "running";
    this.problem = "";
    try {
      const base = compiledOf(modelUrl(this.model));
      const card = await fetchCard(base, fresh);
      const network = await client.loadModel(base, { card, fresh });
      // Each form of the network has examples of its own, and a tolerance.
      const folder = network.backend === "compiled" ? base : originalOf(base);
      const ran = (this.card = folder === base ? card : await fetchCard(folder, fresh));
      if (ran.example === null) throw new UserFacingError("This model comes without examples.");
      const [inputs, expected] = await Promise.all([
        this.read(folder, ran, ran.example.inputs, fresh),
        this.read(folder, ran, ran.example.outputs, fresh),
      ]);
      const actual = await network.predict(...inputs);
      this.result = difference(ran, expected, actual);
      // What computes may have been changed, or have broken down, since the network was loaded.
      this.backend = (await client.loadModel(base, { card })).backend;
      this.state = "done";
    } catch (error) {
      this.fail(error);
    }
  }

  private read(
    base: string,
    card: Card,
    arrays: readonly StoredArray[],
    fresh: boolean,
  ): Promise<Float32Array[]> {
    return Promise.all(
      arrays.map(async (stored) => {
        const expected = card.files[stored.file] as Expected;
        const bytes = await fetchChecked(new URL(stored.file, base), expected, { fresh });
        const examples = decodeArray(bytes.buffer, stored);
        const all = new Float32Array(examples.reduce((sum, { length }) => sum + length, 0));
        let filled = 0;
        for (const example of examples) {
          all.set(example, filled);
          filled += example.length;
        }
        return all;
      }),
    );
  }

  private fail(error: unknown): void {
    this.state = "error";
    this.problem = userMessage(error);
  }

  private get sentence(): string {
    if (this.state === "running") return "Computing on your device.";
    if (this.result !== null && this.backend !== null) {
      const { largest, allowed, passed } = this.result;
      const verdict = passed ? "The same as in Python" : "Not the same as in Python";
      return (
        `${verdict}: on your device, with ${names[this.backend]}, the outputs for ` +
        `${this.card?.example?.count} examples differ by at most ${scientific(largest)}. ` +
        `${scientific(allowed)} is allowed.`
      );
    }
    const { max_abs_difference: known, status } = this.card?.parity ?? {};
    if (status !== "passed" || known === undefined) return "";
    const runs = this.card?.kind === "wasm-model" ? "the compiled network" : "TensorFlow.js";
    return (
      `When this site was built, ${runs} and Python gave the same outputs for ` +
      `${this.card?.example?.count} examples, to within ${scientific(known)}.`
    );
  }

  override render(): TemplateResult {
    const passed = this.state === "done" && this.result?.passed;
    const mark = this.state === "done" ? (passed ? "✓" : "✗") : "≟";
    return html`
      <div class="card">
        <span
          class="mark ${this.state === "done" ? (passed ? "good" : "bad") : ""}"
          aria-hidden="true"
          >${mark}</span
        >
        ${
          this.state === "error"
            ? html`<div role="alert">
                <p><strong>This could not be checked.</strong> ${this.problem}</p>
                <button
                  class="button strong"
                  type="button"
                  @click=${() => retry(() => this.check(true))}
                >
                  Retry
                </button>
              </div>`
            : html`<div>
                <p role="status" aria-live="polite">${this.sentence}</p>
                <div class="tools">
                  <button
                    class="button"
                    type="button"
                    aria-disabled=${this.state === "running"}
                    @click=${() => this.check(false)}
                  >
                    ${this.result === null ? "Check it on this device" : "Check again"}
                  </button>
                  ${
                    this.result === null
                      ? nothing
                      : html`<lbl-backend @lbl-backend=${() => this.check(false)}></lbl-backend>`
                  }
                </div>
              </div>`
        }
      </div>
    `;
  }

  static override styles = [sharedStyles, ownStyles];
}

customElements.define("check-parity", CheckParity);
