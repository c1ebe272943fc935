/** What those are told who cannot see what an element has drawn. */
import type { Locator } from "playwright-core";

export interface Heard {
  /** The names of all drawings that are shown; "" of those that have none. */
  readonly drawn: readonly string[];
  /** What was said since, and stands there. */
  readonly told: string;
  /** Names and values of its controls. */
  readonly named: readonly string[];
}

/** Listens to an element and to all parts of it. */
export function heard(element: Locator): Promise<Heard> {
  return element.evaluate((element) => {
    const parts: Element[] = [];
    const collect = (root: Element | ShadowRoot): void => {
      for (const part of root.querySelectorAll("*")) {
        parts.push(part);
        if (part.shadowRoot) collect(part.shadowRoot);
      }
    };
    if (element.shadowRoot) collect(element.shadowRoot);
    collect(element);
    /** What holds a part, also across the edge of a shadow. */
    const around = (part: Element): Element | null => {
      const root = part.getRootNode();
      return part.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    };
    // A group or a figure around it says what there is, and not what it shows.
    const speaking =
      "[role=img], [role=slider], [role=application], button, a, label, li, span.key";
    const nameOf = (drawing: Element): string => {
      for (let part: Element | null = drawing; part && part !== element; part = around(part)) {
        if (!part.matches(speaking)) continue;
        const ids = part.getAttribute("aria-labelledby")?.split(" ") ?? [];
        const root = part.getRootNode() as Document | ShadowRoot;
        const named = ids.map((id) => root.getElementById(id)?.textContent).join(" ");
        const name = part.ariaLabel ?? (named || part.textContent);
        return [name, part.getAttribute("aria-valuetext")].join(" ").replace(/\s+/g, " ").trim();
      }
      return "";
    };
    const drawings = parts.filter(
      (part) =>
        part.matches("canvas, svg, img") &&
        part.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
        part.getBoundingClientRect().width > 1,
    );
    return {
      named: parts
        .flatMap((part) => [part.ariaLabel, part.getAttribute("aria-valuetext")])
        .filter((name) => name !== null),
      drawn: [...new Set(drawings.map(nameOf))],
      told: parts
        .filter((part) => part.matches("[role=status], [role=alert]"))
        .map((part) => part.textContent.replace(/\s+/g, " ").trim())
        .join("\n"),
    };
  });
}
