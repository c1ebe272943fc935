// model-card.md, which is plain text: headings, lists and paragraphs of it are shown as such.
import { element } from "./elements.mjs";

const EMPTY = "(Not filled in yet";

/** Shows the text of a model card in `host`. Nothing in it is taken for HTML. */
export function showCard(text, host) {
  let open = null; // the paragraph or item that the next line goes on with
  for (const line of text.split(/\r?\n/)) {
    const [, mark, words] = /^\s*(?:(#{1,4}|[-*])\s+)?(.*?)\s*$/.exec(line);
    if (words === "") open = null;
    else if (mark?.startsWith("#")) {
      host.append(element(mark === "#" ? "h2" : "h3", {}, words));
      open = null;
    } else if (mark !== undefined) {
      open = element("li", {}, words);
      if (host.lastElementChild?.localName !== "ul") host.append(element("ul"));
      host.lastElementChild.append(open);
    } else if (open !== null) open.append(` ${words}`);
    else {
      open = element("p", { className: words.startsWith(EMPTY) ? "quiet" : "" }, words);
      host.append(open);
    }
  }
}
