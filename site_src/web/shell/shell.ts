/** What the site's pages do beside the demos. */
import { coverAnswersInTime, offerReadingAids } from "../article/reading-aids.ts";
import { listenToKeys } from "./keys.ts";
import { rememberPlace, showMarks } from "./marks.ts";

export const pageElements: Readonly<Record<string, () => Promise<unknown>>> = {
  "reader-done": () => import("./reader-done.ts"),
  "reader-progress": () => import("./reader-progress.ts"),
  "where-to-begin": () => import("./where-to-begin.ts"),
  "stored-data": () => import("./stored-data/stored-data.ts"),
  "resource-filter": () => import("./catalogue/resource-filter.ts"),
};

export function startPages(): void {
  listenToKeys();
  showMarks();
  rememberPlace();
  coverAnswersInTime();
  offerReadingAids();
}
