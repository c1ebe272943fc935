/** The list of keys, and the switch for them. */
import { KEYS, off, switchKeys } from "./keys.ts";

let dialog: HTMLDialogElement | undefined;

export function showHelp(): void {
  dialog ??= build();
  if (!dialog.open) dialog.showModal();
}

function build(): HTMLDialogElement {
  const element = document.createElement("dialog");
  element.className = "lbl-keys md-typeset";
  element.setAttribute("aria-label", "Keys");
  const list = document.createElement("dl");
  for (const { key, does } of KEYS) {
    const term = document.createElement("dt");
    const name = document.createElement("kbd");
    name.textContent = key;
    term.append(name);
    const meaning = document.createElement("dd");
    meaning.textContent = does;
    list.append(term, meaning);
  }
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.checked = !off();
  box.addEventListener("change", () => switchKeys(box.checked));
  label.append(box, " Keys are on");
  const close = document.createElement("button");
  close.textContent = "Close";
  close.addEventListener("click", () => element.close());
  element.append(list, label, close);
  document.body.append(element);
  return element;
}
