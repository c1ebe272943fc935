import { noChange } from "lit";
import { directive, Directive, PartType, type ElementPart, type PartInfo } from "lit/directive.js";

/**
 * A button that can't be pressed just now, and keeps the focus: the browser takes it from one that is
 * `disabled`, and whoever works with keys would have lost their place by pressing it.
 *
 * @example html`<button ${inactive(this.empty)} @click=${this.clear}>Clear</button>`
 */
class Inactive extends Directive {
  private inactive = false;

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("inactive() stands in the tag of a button");
  }

  render(_inactive: boolean): typeof noChange {
    return noChange;
  }

  override update(part: ElementPart, [inactive]: [boolean]): typeof noChange {
    this.inactive = inactive;
    // The same function each time, so that it is added once.
    part.element.addEventListener("click", this.guard, { capture: true });
    if (inactive) part.element.setAttribute("aria-disabled", "true");
    else part.element.removeAttribute("aria-disabled");
    return noChange;
  }

  private readonly guard = (event: Event): void => {
    if (!this.inactive) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
}

export const inactive = directive(Inactive);
