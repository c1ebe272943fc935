/** What a page does for its reader, beside the demos. The code of each comes when it is wanted. */

const GLOSSARY = /\/guide\/glossary\/#([\w-]+)$/;
const PHONE = "(width < 44.984375em)";

/** Where what answers a guess begins. */
const ANSWERS = ".lbl-answer, your-guess, make-a-guess[covers-next]";
/** Above and below the window: answers are covered before one comes to them. */
const NEAR = { rootMargin: "2000px" };

/** Covers what answers a guess, once the reader comes near the first answer. */
export function coverAnswersInTime(): void {
  const nearness = new IntersectionObserver((entries) => {
    const answer = entries.find(({ isIntersecting }) => isIntersecting)?.target;
    const article = answer?.closest("article") ?? null;
    if (article === null) return;
    nearness.disconnect();
    // Answers that cannot be covered are read as they stand.
    void import("./covers.ts").then(
      (m) => m.coverAnswers(article),
      () => {},
    );
  }, NEAR);
  for (const answer of document.querySelectorAll(ANSWERS)) nearness.observe(answer);
}

/** Gives figures a button, terms a meaning, and folds code on a phone. */
export function offerReadingAids(): void {
  for (const figure of document.querySelectorAll<HTMLElement>("article figure:has(img)")) {
    const button = document.createElement("button");
    button.className = "lbl-larger";
    button.textContent = "Larger";
    const what = figure.querySelector("figcaption")?.textContent.trim() ?? "the figure";
    button.ariaLabel = `Larger: ${what}`;
    button.onclick = () => {
      // Of those for a light ground and a dark, for a wide page and a narrow one.
      const pictures = [...figure.querySelectorAll("img")];
      const shown = pictures.find((picture) => picture.offsetWidth > 0);
      if (shown === undefined) return;
      import("./large-figure.ts")
        .then((m) => m.openLarge(shown))
        // As when the site has changed since the page was opened: the picture alone is large, too.
        .catch(() => location.assign(shown.src));
    };
    figure.append(button);
  }
  if (matchMedia(PHONE).matches)
    void import("./fold-code.ts").then(
      (m) => m.foldCode(),
      () => {},
    );
  if (!GLOSSARY.test(`${location.pathname}#a`)) document.addEventListener("click", openTermHere);
}

/** Opens an entry of the glossary where it is spoken of; who wants another tab gets it. */
function openTermHere(event: MouseEvent): void {
  const link = (event.target as Element).closest<HTMLAnchorElement>("article a[href]");
  const term = GLOSSARY.exec(link?.href ?? "")?.[1];
  const plain = !(event.ctrlKey || event.metaKey || event.shiftKey || event.altKey);
  if (link === null || term === undefined || !plain) return;
  event.preventDefault();
  import("./glossary.ts")
    .then((m) => m.openTerm(link, term))
    .catch(() => location.assign(link.href));
}
