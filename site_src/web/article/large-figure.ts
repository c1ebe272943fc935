/** Opens a figure large: on a phone its pictures are smaller than what there is to see in them. */
import text from "./large-figure.css";
import { addStyles } from "./styles.ts";

/** How much larger, at least, than on the page. */
const TIMES = 2;

addStyles(text);

/** Opens a figure of the page. */
export function openLarge(figure: HTMLElement): void {
  const pictures = [...figure.querySelectorAll("img")];
  // Of the two, one for the light ground and one for the dark, the one that shows.
  const picture = pictures.find((image) => image.offsetWidth > 0) ?? pictures[0];
  if (picture === undefined) return;
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
