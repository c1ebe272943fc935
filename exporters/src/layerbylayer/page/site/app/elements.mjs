// The few things that all parts of the page make.

/** An element with properties, attributes (by names with a dash, and role) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (name.includes("-") || name === "role") made.setAttribute(name, value);
    else made[name] = value;
  }
  made.append(...children);
  return made;
}

/** A button that does something. */
export function button(text, onclick) {
  return element("button", { type: "button", textContent: text, onclick });
}

/** The small picture of what the network is given, with its caption. */
export function seen(columns, rows) {
  const canvas = element("canvas", { role: "img", "aria-label": "What the network gets" });
  const caption = element("figcaption", {}, `What the network gets: ${columns} × ${rows} pixels`);
  return { canvas, figure: element("figure", { className: "seen" }, canvas, caption) };
}

/** A number as one reads it: of three places, without an exponent where that is short. */
export function plain(value) {
  return String(Number(value.toPrecision(4)));
}
