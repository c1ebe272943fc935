/** With which page a reader begins who has answered some questions, and others not. */

/** By the name of a question: whether it was answered at once and without help. */
export type Answers = Readonly<Record<string, boolean>>;

export type Beginning =
  | { readonly kind: "ask"; readonly question: string }
  /** With the page that teaches this question. */
  | { readonly kind: "begin"; readonly question: string }
  /** After all of them. */
  | { readonly kind: "beyond" };

/** The first question that is open or was not known decides. */
export function whereToBegin(questions: readonly string[], answers: Answers): Beginning {
  for (const question of questions) {
    const known = answers[question];
    if (known === undefined) return { kind: "ask", question };
    if (!known) return { kind: "begin", question };
  }
  return { kind: "beyond" };
}

/** Answers from their text; what is no such text is none. */
export function parsedAnswers(text: string | null): Answers {
  try {
    const read = JSON.parse(text ?? "{}") as unknown;
    if (typeof read !== "object" || read === null) return {};
    return Object.fromEntries(
      Object.entries(read).filter(
        (entry): entry is [string, boolean] => typeof entry[1] === "boolean",
      ),
    );
  } catch {
    return {};
  }
}
