/** On a phone, code shows its first lines and a button: prose is read without a screen of code in between. */

/** Code of so many lines is short. */
const LINES = 7;

/** Folds the long code of the page. */
export function foldCode(): void {
  for (const block of document.querySelectorAll<HTMLElement>("article .highlight")) {
    if (block.closest("details, .lbl-provenance, .tabbed-set") !== null) continue;
    const lines = (block.querySelector("code")?.textContent ?? "").trimEnd().split("\n").length;
    if (lines > LINES) fold(block, lines);
  }
}

function fold(block: HTMLElement, lines: number): void {
  const button = document.createElement("button");
  button.className = "lbl-unfold";
  const set = (folded: boolean): void => {
    block.classList.toggle("lbl-folded-code", folded);
    button.ariaExpanded = String(!folded);
    button.textContent = folded ? `All ${lines} lines` : "Fewer lines";
  };
  button.addEventListener("click", () => set(!block.classList.contains("lbl-folded-code")));
  block.append(button);
  set(true);
}
