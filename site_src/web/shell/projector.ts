/**
 * Projector mode: large type, nothing beside the text, and Page Down goes from section to section.
 * In the address (`?projector`), so that a plan for a lesson can link to it.
 */

const NAME = "projector";

export function project(toggle: boolean): void {
  const element = document.documentElement;
  const on = toggle ? !element.hasAttribute("data-projector") : true;
  element.toggleAttribute("data-projector", on);
  const address = new URL(location.href);
  if (on) address.searchParams.set(NAME, "");
  else address.searchParams.delete(NAME);
  history.replaceState(history.state, "", address.href.replace(`${NAME}=`, NAME));
}

/** Page Down and Page Up, which presenters' remote controls send. */
document.addEventListener("keydown", (event) => {
  if (!document.documentElement.hasAttribute("data-projector")) return;
  const step = { PageDown: 1, PageUp: -1 }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  const stops = [...document.querySelectorAll<HTMLElement>("article :is(h1, h2, h3, figure)")];
  const tops = stops.map((stop) => stop.getBoundingClientRect().top - 24);
  const top = step > 0 ? tops.find((y) => y > 8) : tops.filter((y) => y < -8).at(-1);
  if (top !== undefined) window.scrollBy({ top });
});
