/** What the site's pages do beside the demos. */
import { coverAnswersInTime, offerReadingAids } from "../article/reading-aids.ts";
import { listenToKeys } from "./keys.ts";
import { rememberPlace, showMarks } from "./marks.ts";

export function startPages(): void {
  listenToKeys();
  showMarks();
  rememberPlace();
  coverAnswersInTime();
  offerReadingAids();
}
