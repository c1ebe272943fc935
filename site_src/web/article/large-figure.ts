/** Opens a figure large: on a phone its pictures are smaller than what there is to see in them. */
import text from "./large-figure.css";
import { addStyles } from "./styles.ts";

/** How much larger, at least, than on the page. */
const TIMES = 2;

addStyles(text);

/** Opens a picture of the page. */
export function openLarge(picture: HTMLImageElement): void {
  const dialog = document.createElement("dialog");
  dialog.className = "lbl-large md-typeset";
  dialog.ariaLabel = picture.alt;
  const large = picture.cloneNode() as HTMLImageElement;
  large.loading = "eager";
  large.style.inlineSize = `${Math.max(innerWidth * 0.9, TIMES * picture.offsetWidth)}px`;
  const close = document.createElement("button");
  close.className = "md-button";
  close.textContent = "Close";
  close.addEventListener("click", () => dialog.close());
  const paper = document.createElement("div");
  paper.tabIndex = 0;
  paper.append(large);
  dialog.append(close, paper);
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}
