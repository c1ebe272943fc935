/** What the site's pages do beside the demos. */
import { coverAnswers } from "../article/covers.ts";
import { foldCode } from "../article/fold-code.ts";
import { openTermsHere } from "../article/glossary.ts";
import { offerLargerFigures } from "../article/larger-figures.ts";
import { listenToKeys } from "./keys.ts";
import { rememberPlace, showMarks } from "./marks.ts";

export const pageElements: Readonly<Record<string, () => Promise<unknown>>> = {
  "reader-done": () => import("./reader-done.ts"),
  "reader-progress": () => import("./reader-progress.ts"),
  "stored-data": () => import("./stored-data.ts"),
  "resource-filter": () => import("./catalogue/resource-filter.ts"),
};

export function startPages(): void {
  listenToKeys();
  showMarks();
  rememberPlace();
  coverAnswers();
  foldCode();
  offerLargerFigures();
  openTermsHere();
}
