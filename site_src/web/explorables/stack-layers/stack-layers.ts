import { html, LitElement, nothing, type TemplateResult } from "lit";
import { keyed } from "lit/directives/keyed.js";
import { styleMap } from "lit/directives/style-map.js";
import { state } from "../../properties.ts";
import { solveExercise } from "../../exercises.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import {
  build,
  MOST_BRICKS,
  sayBrick,
  sayShape,
  writeStack,
  type Brick,
  type Kind,
  type Refusal,
  type Tower,
} from "./bricks.ts";
import { added, box, moved, rekerneled, removed, replaced, resized } from "./edits.ts";
import { missing, setUp } from "./levels.ts";
import { kerasScript, torchScript } from "./python-code.ts";
import { bricksOf, inputOf, table } from "./settings.ts";
import { ownStyles } from "./styles.ts";

/** What there can be more or less of in a brick. */
const quantities: Readonly<Partial<Record<Kind, string>>> = {
  conv: "filters",
  dense: "units",
  pool: "size",
};

/** `<stack-layers>`: layers as bricks, which snap where shapes fit and are refused where they don't. */
export class StackLayers extends LitElement implements UrlStateful {
  @state() private spoken = "";
  /** Place of the brick that the tools work on. */
  @state() private chosen = 0;

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private get bricks(): readonly Brick[] {
    return bricksOf(this.settings.values);
  }

  private get tower(): Tower {
    return build(inputOf(this.settings.values), this.bricks);
  }

  private changed(names: readonly string[]): void {
    const { level } = this.settings.values;
    if (names.includes("level") && level !== "free") this.settings.take(setUp(level));
    this.chosen = Math.max(0, Math.min(this.chosen, this.bricks.length - 1));
    if (missing(this.settings.values, this.tower) === null) solveExercise(`stack ${level}`);
    this.spoken = this.sentence;
  }

  private set(bricks: readonly Brick[], chosen = this.chosen): void {
    this.chosen = chosen;
    this.settings.set("stack", writeStack(bricks));
  }

  private typed(event: KeyboardEvent): void {
    if (event.key !== "Delete" && event.key !== "Backspace") return;
    event.preventDefault();
    this.set(removed(this.bricks, this.chosen));
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>(".tower [aria-pressed=true]")?.focus(),
    );
  }

  // ---- Words ---------------------------------------------------------------------------------

  private words({ keras, pytorch }: Refusal): string {
    if (this.settings.values.words === "keras") return keras;
    return (
      pytorch ?? "(Nothing. PyTorch takes these numbers for a picture, and hands on a single one.)"
    );
  }

  private get sentence(): string {
    const { tower } = this;
    const { words } = this.settings.values;
    const name = table.words.options[words];
    const { refusal, laid } = tower;
    const refused = this.bricks[laid.length];
    if (refusal !== null && refused !== undefined)
      return `${sayBrick(refused)} doesn't fit. ${name} says: ${this.words(refusal)}`;
    return `${this.summary(tower)} ${this.standing(tower)}`.trim();
  }

  private summary({ laid, output, parameters }: Tower): string {
    const most = laid.reduce((best, part) => Math.max(best, part.parameters), 0);
    const widest = laid.find((part) => part.parameters === most);
    const share = most > 0 ? Math.round((100 * most) / parameters) : 0;
    const where = widest && most > 0 ? `, ${share}% of them in ${sayBrick(widest.brick)}` : "";
    return `${sayShape(inputOf(this.settings.values))} becomes ${sayShape(output)}. ${parameters.toLocaleString("en")} parameters${where}.`;
  }

  private standing(tower: Tower): string {
    const still = missing(this.settings.values, tower);
    if (still === undefined) return "";
    return still === null ? "Solved!" : `Not yet: ${still}.`;
  }

  // ---- Rendering -----------------------------------------------------------------------------

  override render(): TemplateResult {
    const { settings, tower } = this;
    const { values } = settings;
    const solved = missing(values, tower) === null;
    return html`${frame({
      name: "Stack layers",
      caption:
        "A layer is a brick that takes one shape and makes another. What comes out of one is all that the next one gets, and most parameters often stand where a picture becomes a list.",
      stage: this.renderStage(tower),
      controls: controls(settings, ["input", "words", "level"]),
      result:
        tower.refusal === null
          ? html`<span class=${solved ? "solved" : ""}>${this.sentence}</span>`
          : html`${sayBrick(this.bricks[tower.laid.length] as Brick)} doesn't fit.
              ${table.words.options[values.words]} says: <q>${this.words(tower.refusal)}</q>`,
      spoken: this.spoken,
      scripts: {
        file: "stack",
        write: { Keras: () => kerasScript(values), PyTorch: () => torchScript(values) },
      },
      reset: () => settings.reset(),
    })}`;
  }

  private renderStage(tower: Tower): TemplateResult {
    const { bricks } = this;
    return html`
      <ol class="tower" aria-label="The network, from its input on">
        <li class="first">
          <span class="input"
            ><span class="name">Input</span><span>${sayShape(inputOf(this.settings.values))}</span
            ><span class="many">parameters</span></span
          >
        </li>
        ${bricks.map((brick, place) =>
          // A brick that is new in its place, or fits now, snaps in. Not by repeat(): that of Lit 3.3.3
          // leaves a comment behind with each element that goes (lit/lit#5298).
          keyed(
            `${writeStack([brick])} ${place < tower.laid.length}`,
            this.renderBrick(tower, brick, place),
          ),
        )}
      </ol>
      ${this.renderTools()}
      <div class="tools" role="group" aria-label="Add a brick below">
        <span>Add</span>
        ${box.map(
          ({ name, brick }) => html`
            <button
              class="button"
              type="button"
              aria-disabled=${bricks.length >= MOST_BRICKS}
              @click=${() => {
                const place = bricks.length === 0 ? -1 : this.chosen;
                this.set(added(bricks, place, brick), place + 1);
              }}
            >
              ${name}
            </button>
          `,
        )}
      </div>
    `;
  }

  private renderBrick(tower: Tower, brick: Brick, place: number): TemplateResult {
    const laid = tower.laid[place];
    const state = laid ? "fits" : place === tower.laid.length ? "refused" : "waiting";
    const share = laid && tower.parameters > 0 ? laid.parameters / tower.parameters : 0;
    const words = { fits: "", refused: "doesn't fit", waiting: "not tried" }[state];
    return html`<li class=${state}>
      <button
        type="button"
        aria-pressed=${place === this.chosen}
        @click=${() => (this.chosen = place)}
        @keydown=${this.typed}
      >
        <span class="name">${sayBrick(brick)}</span>
        <span>${laid ? sayShape(laid.output) : words}</span>
        <span class="many">${laid ? laid.parameters.toLocaleString("en") : ""}</span>
        ${
          share > 0
            ? html`<span
                class="share"
                style=${styleMap({ inlineSize: `calc(${100 * share}% - 20px)` })}
              ></span>`
            : nothing
        }
      </button>
    </li>`;
  }

  private renderTools(): TemplateResult {
    const { bricks, chosen } = this;
    const brick = bricks[chosen];
    const tool = (label: string, name: string, made: Brick | undefined): TemplateResult => html`
      <button
        class="button"
        type="button"
        aria-label=${name}
        aria-disabled=${made === undefined}
        @click=${() => made && this.set(replaced(bricks, chosen, made))}
      >
        ${label}
      </button>
    `;
    const what = brick && quantities[brick.kind];
    return html`<div class="tools" role="group" aria-label="The chosen brick">
      ${
        brick && what !== undefined
          ? html`${tool(`− ${what}`, `Fewer: ${what}`, resized(brick, -1))}
            ${tool(`+ ${what}`, `More: ${what}`, resized(brick, 1))}`
          : nothing
      }
      ${
        brick?.kind === "conv"
          ? html`${tool("− kernel", "Smaller kernel", rekerneled(brick, -1))}
            ${tool("+ kernel", "Larger kernel", rekerneled(brick, 1))}
            ${tool(brick.same ? "no padding" : "padding", "Padding on or off", { ...brick, same: !brick.same })}`
          : nothing
      }
      ${this.renderMoves(bricks, chosen)}
    </div>`;
  }

  private renderMoves(bricks: readonly Brick[], chosen: number): TemplateResult {
    const move = (label: string, name: string, by: -1 | 1): TemplateResult => html`
      <button
        class="button"
        type="button"
        aria-label=${name}
        aria-disabled=${bricks[chosen + by] === undefined}
        @click=${() => this.set(moved(bricks, chosen, by), chosen + by)}
      >
        ${label}
      </button>
    `;
    return html`${move("↑", "Move up", -1)} ${move("↓", "Move down", 1)}
      <button
        class="button"
        type="button"
        aria-label="Take it out"
        aria-disabled=${bricks.length === 0}
        @click=${() => this.set(removed(bricks, chosen))}
      >
        ×
      </button>`;
  }

  static override styles = [sharedStyles, frameStyles, ownStyles];
}

customElements.define("stack-layers", StackLayers);
