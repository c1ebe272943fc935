import { html, LitElement, nothing, type TemplateResult } from "lit";
import { state } from "../../properties.ts";
import { sharedStyles } from "../../elements/styles/shared.ts";
import type { Settings, UrlStateful } from "../../url-state.ts";
import { controls } from "../frame/controls.ts";
import { frame } from "../frame/frame.ts";
import { chartStyles } from "../frame/chart-styles.ts";
import { frameStyles } from "../frame/frame-styles.ts";
import { SettingsController } from "../frame/settings-controller.ts";
import { renderChart, say, type Accuracies } from "./chart.ts";
import { scikitScript } from "./python-code.ts";
import { table } from "./settings.ts";
import { ownStyles } from "./styles.ts";
import { diamonds, readCsv, type SplitTable } from "./table.ts";
import { accuracy, cut, DEEPEST, grow, growForest, leavesOf, sayTree, type Node } from "./tree.ts";
import "./falling-tree.ts";

/** Settings that another tree follows from. */
const GROWING: ReadonlySet<string> = new Set(["leaf", "trees"]);

/** What follows from the table and the limits, at all depths. */
interface Grown {
  readonly trees: readonly Node[];
  readonly accuracies: Accuracies;
}

/** `<tree-and-split>`: a decision tree on a real table, and how it does on rows that it hasn't seen. */
export class TreeAndSplit extends LitElement implements UrlStateful {
  @state() private own: SplitTable | undefined;
  @state() private message = "";
  @state() private spoken = "";

  private readonly settings = new SettingsController(this, table, (names) => this.changed(names));
  private readonly diamonds = diamonds();
  private grown: Grown | undefined;
  private shown: { of: Grown; depth: number; tree: Node } | undefined;

  applySettings(settings: Settings): void {
    this.settings.apply(settings);
  }

  private changed(names: readonly string[]): void {
    // A depth only cuts what has grown; to grow it anew takes longer than a frame.
    if (names.some((name) => GROWING.has(name))) this.grown = undefined;
    this.spoken = this.sentence;
  }

  private get table(): SplitTable {
    return this.own ?? this.diamonds;
  }

  private get now(): Grown {
    this.grown ??= this.grow();
    return this.grown;
  }

  private grow(): Grown {
    const { trees, leaf } = this.settings.values;
    const { train, test } = this.table;
    const all = trees === 1 ? [grow(this.table, leaf)] : growForest(this.table, leaf, trees);
    const at = (rows: SplitTable["train"]): number[] =>
      Array.from({ length: DEEPEST + 1 }, (_, depth) =>
        accuracy(
          all.map((tree) => cut(tree, depth)),
          rows,
        ),
      );
    return { trees: all, accuracies: { train: at(train), test: at(test) } };
  }

  /** The tree that is drawn, the same object as long as nothing of it changes. */
  private get tree(): Node {
    const { now } = this;
    const { depth } = this.settings.values;
    const [first] = now.trees;
    if (this.shown?.of !== now || this.shown.depth !== depth)
      this.shown = { of: now, depth, tree: cut(first as Node, depth) };
    return this.shown.tree;
  }

  private async bring(event: Event): Promise<void> {
    const input = event.target as HTMLInputElement;
    const [file] = input.files ?? [];
    if (!file) return;
    const read = readCsv(file.name, await file.text());
    if ("problem" in read) this.message = `${file.name}: ${read.problem}`;
    else this.take(read.table);
    if ("problem" in read) this.spoken = this.message;
    input.value = "";
  }

  private take(own: SplitTable | undefined): void {
    this.own = own;
    this.message =
      own === undefined
        ? ""
        : `${own.file ?? ""}: ${own.train.labels.length} rows to learn from, ${own.test.labels.length} new ones. ${own.classes.join(", ")}.`;
    this.grown = undefined;
    this.spoken = `${this.message} ${this.sentence}`.trim();
  }

  private get sentence(): string {
    const { depth, trees } = this.settings.values;
    const { train, test } = this.now.accuracies;
    const leaves = leavesOf(this.tree).length;
    const many = leaves === 1 ? "one leaf" : `${leaves} leaves`;
    const who = trees === 1 ? `${many}, depth ${depth}` : `${trees} trees, depth ${depth}`;
    return `${who}: right for ${say(train[depth])} of the rows it learned from, and for ${say(test[depth])} of new ones.`;
  }

  override render(): TemplateResult {
    const { settings } = this;
    const { values } = settings;
    return html`${frame({
      name: "A tree, and a split",
      caption:
        "A tree that may ask enough questions knows every row that it learned from by heart. Only rows that were put aside tell when it stops understanding and begins to remember.",
      stage: this.renderStage(),
      controls: html`
        ${controls(settings, ["depth", "falling"])} ${controls(settings, ["leaf", "trees"])}
        <div class="own">
          <label class="button">
            Open a CSV of yours
            <input type="file" accept=".csv,.tsv,.txt,text/csv" @change=${this.bring} />
          </label>
          ${
            this.own === undefined
              ? nothing
              : html`<button class="button" type="button" @click=${() => this.take(undefined)}>
                  The diamonds again
                </button>`
          }
          <p class="under">
            ${this.message === "" ? "Columns of numbers, and the label in the last one; it stays on this device." : this.message}
          </p>
        </div>
        <details class="words">
          <summary>${values.trees === 1 ? "The tree in words" : "The first tree in words"}</summary>
          <pre tabindex="0" aria-label="The tree in words">
${sayTree(this.tree, this.table).join("\n")}</pre>
        </details>
      `,
      result: this.sentence,
      spoken: this.spoken,
      scripts: {
        file: values.trees === 1 ? "tree" : "forest",
        write: { "scikit-learn": () => scikitScript(values, this.table) },
      },
      reset: () => {
        this.take(undefined);
        settings.reset();
      },
    })}`;
  }

  private renderStage(): TemplateResult {
    const { falling, depth, trees } = this.settings.values;
    const { accuracies } = this.now;
    const { columns, classes } = this.table;
    const marks = ["●", "◆", "■", "▲"];
    const which = trees === 1 ? "" : "The first of them. ";
    return html`
      <div class="views">
        <div role="img" aria-label="The tree. ${this.sentence}">
          <lbl-falling-tree
            .tree=${this.tree}
            .rows=${falling === "train" ? this.table.train : this.table.test}
            .columns=${columns}
          ></lbl-falling-tree>
          <p class="under">
            ${which}${classes.map((name, at) => html`<b>${marks[at]} ${name}</b> `)} With a rim: in
            the wrong leaf.
          </p>
        </div>
        <div class="chart">
          ${renderChart(accuracies, depth)}
          <p class="under">
            Right of those it <b class="train">learned from ${say(accuracies.train[depth])}</b>, of
            <b class="test">new ones ${say(accuracies.test[depth])}</b>
          </p>
        </div>
      </div>
    `;
  }

  static override styles = [sharedStyles, frameStyles, chartStyles, ownStyles];
}

customElements.define("tree-and-split", TreeAndSplit);
