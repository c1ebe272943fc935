/** What the page's file holds: words, weights, and the scores of the messages of the test. */
import { fetchFile, UserFacingError } from "../../runtime/files.ts";
import { Vocabulary, type Linear } from "./words.ts";

/** The filters, in the order of the file's scores. */
export const FILTERS = ["bayes", "logistic", "cnn", "transformer"] as const;
export type FilterName = (typeof FILTERS)[number];

export const TITLES: Readonly<Record<FilterName, string>> = {
  bayes: "Naive Bayes",
  logistic: "Logistic regression",
  cnn: "Convolution",
  transformer: "Transformer",
};

export function isFilter(name: string): name is FilterName {
  return (FILTERS as readonly string[]).includes(name);
}

/** A message of the test. */
export interface Tested {
  readonly isSpam: boolean;
  /** Its first words; empty where it isn't fit to be shown. */
  readonly text: string;
}

export interface Sample {
  readonly text: string;
  readonly isSpam: boolean;
}

export interface Filters {
  readonly vocabulary: Vocabulary;
  readonly linear: Readonly<Record<"bayes" | "logistic", Linear>>;
  readonly tested: readonly Tested[];
  /** Log-odds of the messages of the test. */
  readonly scores: Readonly<Record<FilterName, readonly number[]>>;
  /** Messages of the test to be read by the filters. */
  readonly samples: readonly Sample[];
}

interface Content {
  readonly words?: string;
  readonly length?: number;
  readonly bayes?: readonly number[];
  readonly logistic?: readonly number[];
  readonly spam?: readonly number[];
  readonly scores?: readonly (readonly number[])[];
  readonly texts?: readonly string[];
  readonly samples?: readonly (readonly [string, number])[];
}

const linearOf = ([start = 0, ...weights]: readonly number[]): Linear => ({ start, weights });

/** Reads what the file of a tutorial holds. Something else is a {@link UserFacingError}. */
export function readFilters(content: unknown): Filters {
  const { words, length, bayes, logistic, spam, scores, texts, samples } = (content ??
    {}) as Content;
  if (!words || !length || !bayes || !logistic || !spam || !texts || !samples)
    throw new UserFacingError("The file has no filters.");
  if (scores?.length !== FILTERS.length || scores.some((one) => one.length !== spam.length))
    throw new UserFacingError("The file has no scores for each filter and message.");
  const scoresOf = (name: FilterName): readonly number[] => scores[FILTERS.indexOf(name)] ?? [];
  return {
    vocabulary: new Vocabulary(words.split(" "), length),
    linear: { bayes: linearOf(bayes), logistic: linearOf(logistic) },
    tested: spam.map((isSpam, at) => ({ isSpam: isSpam === 1, text: texts[at] ?? "" })),
    scores: {
      bayes: scoresOf("bayes"),
      logistic: scoresOf("logistic"),
      cnn: scoresOf("cnn"),
      transformer: scoresOf("transformer"),
    },
    samples: samples.map(([text, isSpam]) => ({ text, isSpam: isSpam === 1 })),
  };
}

export async function fetchFilters(address: string, fresh = false): Promise<Filters> {
  const response = await fetchFile(new URL(address), fresh);
  return readFilters(await response.json());
}
