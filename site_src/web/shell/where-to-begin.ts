/**
 * `<where-to-begin name="bricks" questions="sum | step">`: says with which page to begin, from how
 * the exercises of these names in this page were answered.
 *
 * After each of them stands a link to the page that teaches it, and after this element one to where
 * those may go who know everything.
 */
import { ANSWERED, type Answered } from "../events.ts";
import { followStored, readStored, writeStored } from "../storage.ts";
import { parsedAnswers, whereToBegin } from "./begin.ts";

class WhereToBegin extends HTMLElement {
  #stop: (() => void) | undefined;
  readonly #message = document.createElement("p");
  readonly #tools = document.createElement("p");

  connectedCallback(): void {
    this.#message.setAttribute("role", "status");
    this.#tools.className = "lbl-tools";
    this.replaceChildren(this.#message, this.#tools);
    const answered = (event: Event): void => {
      const { name, known } = (event as CustomEvent<Answered>).detail;
      this.#keep(name, known);
    };
    document.addEventListener(ANSWERED, answered);
    const unfollow = followStored(this.#name, () => this.#show());
    this.#stop = () => {
      document.removeEventListener(ANSWERED, answered);
      unfollow();
    };
    this.#show();
  }

  disconnectedCallback(): void {
    this.#stop?.();
  }

  get #name(): string {
    return `begin/${this.getAttribute("name") ?? ""}`;
  }

  get #questions(): readonly string[] {
    return (this.getAttribute("questions") ?? "").split("|").map((name) => name.trim());
  }

  /** The first answer counts: later ones have seen the verdict. */
  #keep(question: string, known: boolean): void {
    const answers = parsedAnswers(readStored(this.#name));
    if (!this.#questions.includes(question) || question in answers) return;
    writeStored(this.#name, JSON.stringify({ ...answers, [question]: known }));
  }

  #show(): void {
    const questions = this.#questions;
    const answers = parsedAnswers(readStored(this.#name));
    const verdict = whereToBegin(questions, answers);
    const tools: HTMLElement[] = [];
    if (verdict.kind === "ask") {
      const number = questions.indexOf(verdict.question) + 1;
      this.#message.replaceChildren(
        `Question ${number} of ${questions.length} is next. The answer to where to begin comes here.`,
      );
      tools.push(
        tool(`I can't answer question ${number}`, () => this.#keep(verdict.question, false)),
      );
    } else if (verdict.kind === "begin") {
      const number = questions.indexOf(verdict.question) + 1;
      const link = linkAfter(exercise(verdict.question));
      const why = number === 1 ? "the first of them" : `where question ${number} is answered`;
      this.#message.replaceChildren("Begin with ", link, `, ${why}.`);
    } else {
      const link = linkAfter(this);
      this.#message.replaceChildren(`All ${questions.length} right. You may skip to `, link, ".");
    }
    if (Object.keys(answers).length > 0) {
      // The exercises keep nothing, so a new page asks anew.
      tools.push(
        tool("Start over", () => {
          writeStored(this.#name, null);
          location.reload();
        }),
      );
    }
    this.#tools.replaceChildren(...tools);
  }
}

function exercise(name: string): Element | null {
  return document.querySelector(`check-yourself[name="${CSS.escape(name)}"]`);
}

/** A copy of the first link after an element, before the next heading; plain words if there is none. */
function linkAfter(element: Element | null): HTMLElement {
  // Markdown puts a paragraph around it.
  let block = element?.closest("p") ?? element;
  while ((block = block?.nextElementSibling ?? null) !== null && block.tagName !== "H2") {
    const link = block.querySelector<HTMLAnchorElement>("a[href]");
    if (link === null) continue;
    const copy = document.createElement("a");
    copy.href = link.href;
    copy.textContent = link.textContent;
    return copy;
  }
  const words = document.createElement("span");
  words.textContent = "the page below this question";
  return words;
}

function tool(text: string, run: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = text;
  button.addEventListener("click", run);
  return button;
}

customElements.define("where-to-begin", WhereToBegin);
