/**
 * Keeps buttons that say `aria-disabled="true"` from being pressed. They are used in place of
 * `disabled`, from which the browser takes the focus: whoever works with keys would lose their place
 * by pressing a button that then has nothing more to do.
 *
 * It listens at the window, before any element hears of the press.
 */
export function guardInactive(): void {
  const guard = (event: Event): void => {
    const [target] = event.composedPath();
    if (!(target instanceof Element) || !target.closest("[aria-disabled=true]")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  addEventListener("click", guard, { capture: true });
}
