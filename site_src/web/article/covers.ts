/**
 * What answers a guess is covered until the guess is made, or the reader does without: outputs that
 * say which guess they answer (`.lbl-answer`), and the prose that follows them, or `<your-guess>`, or a
 * question that `covers-next`.
 *
 * Without this script, and on paper, everything is there.
 */
import { onGuessSaved, saveGuess, savedGuess } from "./saved-guesses.ts";

/** What may speak of an answer that stands before it. */
const PROSE = "p, ul, ol, dl, blockquote, table, .md-typeset__scrollwrap, .lbl-math";

/** Neighbours that are covered together. */
interface Answer {
  readonly names: readonly string[];
  readonly parts: Element[];
}

/** Covers all answers of the page. */
export function coverAnswers(article: Element): void {
  for (const answer of answersIn(article)) cover(answer);
}

function answersIn(article: Element): readonly Answer[] {
  const answers: Answer[] = [];
  /** Guesses whose answer was the last that stood on the page. */
  let names: readonly string[] = [];
  /** What belongs to that answer: sentences, or all as far as the next heading or question. */
  let follows = isProse;
  /** Whether nothing has come after the last answer that stays visible. */
  let open = false;
  const add = (parts: readonly Element[]): void => {
    const last = answers.at(-1);
    if (open && last?.names.join() === names.join()) last.parts.push(...parts);
    else answers.push({ names, parts: [...parts] });
    open = true;
  };
  for (const child of article.children) {
    const outputs = within(child, ".lbl-answer");
    const revealed = named(child, "your-guess");
    if (names.length > 0 && follows(child)) {
      add([child]);
    } else if (child.matches("details.lbl-folded")) {
      // The code of values that only the prose needs.
      continue;
    } else if (outputs.length > 0) {
      follows = isProse;
      names = (outputs.at(-1) as HTMLElement).dataset["guesses"]?.split(" ") ?? [];
      open &&= outputs[0] === child;
      add(outputs);
      open = isLastIn(child, outputs.at(-1));
    } else if (revealed.length > 0) {
      follows = isProse;
      names = [...new Set([...names, ...revealed])];
      open = false;
    } else {
      follows = isSameSection;
      names = named(child, "make-a-guess[covers-next]");
      open = false;
    }
  }
  return answers;
}

function within(element: Element, selector: string): readonly Element[] {
  return element.matches(selector) ? [element] : [...element.querySelectorAll(selector)];
}

/** Whether nothing of this element comes after that part of it. */
function isLastIn(element: Element, part: Element | null | undefined): boolean {
  for (let at = part; at !== element; at = at.parentElement)
    if (at == null || at.nextElementSibling !== null) return false;
  return true;
}

function named(element: Element, tag: string): readonly string[] {
  return within(element, tag).map((guess) => guess.getAttribute("name") ?? "");
}

function isProse(element: Element): boolean {
  // A phrase that sets a demo's state is prose, and no other element of ours.
  const holdsDemo = [...element.querySelectorAll("*")].some(
    ({ localName }) => localName.includes("-") && localName !== "try-it",
  );
  return element.matches(PROSE) && !holdsDemo;
}

function isSameSection(element: Element): boolean {
  return !element.matches("h1, h2, h3, h4") && named(element, "make-a-guess").length === 0;
}

function cover({ names, parts }: Answer): void {
  const sheet = document.createElement("div");
  sheet.className = "lbl-cover";
  sheet.role = "group";
  sheet.ariaLabel = "A covered answer";
  const text = document.createElement("p");
  const link = document.createElement("a");
  const waive = document.createElement("button");
  waive.className = "md-button";
  waive.textContent = "Show me without guessing";
  sheet.append(text, waive);
  // Where the question stands right above, it is not repeated.
  const asked = parts[0]?.previousElementSibling?.querySelector("your-guess") != null;
  const missing = (): readonly string[] => names.filter((name) => savedGuess(name) === undefined);
  waive.addEventListener("click", () => {
    for (const name of missing()) saveGuess(name, null);
    // The focus was on a button that is gone.
    const first = parts[0] as HTMLElement;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  });
  const show = (): void => {
    const [name, ...more] = missing();
    sheet.hidden = name === undefined;
    for (const part of parts) part.classList.toggle("lbl-covered", name !== undefined);
    if (name === undefined) return;
    const question = document.querySelector(`make-a-guess[name="${CSS.escape(name)}"]`);
    if (question !== null) question.id ||= `guess-${name}`;
    link.href = `#${question?.id ?? ""}`;
    link.textContent = question?.getAttribute("question") ?? "your guess";
    const rest = more.length === 0 ? "" : ` (and ${more.length} more)`;
    if (asked) text.replaceChildren("Covered until you’ve guessed.");
    else text.replaceChildren("Covered until you’ve guessed: ", link, rest);
  };
  parts[0]?.before(sheet);
  for (const name of names) onGuessSaved(name, show);
  show();
}
