/** CodeMirror, with as much of it as a cell of Python needs. */
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { pythonLanguage } from "@codemirror/lang-python";
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from "@codemirror/language";
import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, keymap, type DecorationSet } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export interface EditorOptions {
  readonly parent: HTMLElement;
  /** Inside of which the styles have to be. */
  readonly root: ShadowRoot;
  /** What those are told who cannot see it. */
  readonly label: string;
  readonly code: string;
  changed(code: string): void;
  /** Shift and Enter. */
  run(): void;
}

export interface CodeEditor {
  focus(): void;
  /** Replaces what is there. */
  set(code: string): void;
  /** Marks a line, counted from 1, or none; a change takes the mark away. */
  mark(line: number | null): void;
}

const setMark = StateEffect.define<number | null>();
const marked = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let result = transaction.docChanged ? Decoration.none : marks;
    for (const effect of transaction.effects) {
      if (!effect.is(setMark)) continue;
      const { doc } = transaction.state;
      const line = effect.value;
      const known = line !== null && line >= 1 && line <= doc.lines;
      const mark = Decoration.line({ class: "cm-wrong" });
      result = known ? Decoration.set([mark.range(doc.line(line).from)]) : Decoration.none;
    }
    return result;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The colours of Material's own code, light and dark. */
const colours = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--md-code-hl-keyword-color)" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--md-code-hl-string-color)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--md-code-hl-number-color)" },
  { tag: tags.comment, color: "var(--md-code-hl-comment-color)" },
  {
    tag: [tags.function(tags.definition(tags.variableName)), tags.className],
    color: "var(--md-code-hl-function-color)",
  },
]);

const looks = EditorView.theme({
  "&": { background: "var(--lbl-code, var(--lbl-track))", borderRadius: "var(--lbl-radius)" },
  "&.cm-focused": { outline: "3px solid var(--lbl-accent)", outlineOffset: "1px" },
  ".cm-scroller": { fontFamily: "var(--lbl-mono)", fontSize: "0.9em", lineHeight: "1.5" },
  ".cm-content": { padding: "0.8em 0", color: "var(--lbl-ink)", caretColor: "var(--lbl-ink)" },
  ".cm-line": { padding: "0 1.1em" },
  ".cm-wrong": {
    background: "color-mix(in srgb, var(--lbl-accent) 16%, transparent)",
    boxShadow: "inset 4px 0 var(--lbl-accent)",
  },
});

export function createEditor(options: EditorOptions): CodeEditor {
  const { parent, root, label, code, changed, run } = options;
  const view = new EditorView({
    parent,
    root,
    state: EditorState.create({
      doc: code,
      extensions: [
        history(),
        indentOnInput(),
        bracketMatching(),
        indentUnit.of("    "),
        pythonLanguage,
        syntaxHighlighting(colours),
        marked,
        looks,
        // Tab goes on to the next control, as everywhere in a page.
        keymap.of([
          { key: "Shift-Enter", run: () => (run(), true) },
          ...defaultKeymap,
          ...historyKeymap,
        ]),
        // Where the lines are longer than the column, it scrolls by keys: it has to have the focus.
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0" }),
        EditorView.updateListener.of(({ docChanged, state }) => {
          if (docChanged) changed(state.doc.toString());
        }),
      ],
    }),
  });
  return {
    focus: () => view.focus(),
    set: (text) => {
      if (text === view.state.doc.toString()) return;
      view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
    },
    mark: (line) => view.dispatch({ effects: setMark.of(line) }),
  };
}
