/**
 * The worker of the search, until somebody searches. Material starts its own on every page, 12 KB
 * and an index of the whole site; this one says that it is ready, and brings Material's worker,
 * whose address is in its own, and the index with the first question. The page itself hands over an
 * empty index (pipeline/postprocess/content/search.py).
 *
 * The messages are those of Material 9: https://github.com/squidfunk/mkdocs-material,
 * src/templates/assets/javascripts/integrations/search/worker/message/index.ts
 */

interface Message {
  readonly type: number;
  /** The question, or what answers it. */
  readonly data?: unknown;
}
interface Index {
  readonly docs: readonly unknown[];
}
const SETUP = 0;
const READY = 1;
const RESULT = 3;

/** The part of a dedicated worker's global scope used here; the `dom` library does not have it. */
interface Scope extends EventTarget {
  postMessage(message: Message): void;
}

declare function importScripts(url: string): void;

const scope = globalThis as unknown as Scope;
let setup: Message | undefined;
/** The newest question, until Material's worker is there. */
let question: Message | undefined;

scope.addEventListener("message", first);

function first(event: Event): void {
  const { data } = event as MessageEvent<Message>;
  if (data.type === SETUP) {
    setup = data;
    scope.postMessage({ type: READY });
    return;
  }
  // Material asks for nothing before anybody has typed.
  if (data.data === "") {
    scope.postMessage({ type: RESULT, data: { items: [] } });
    return;
  }
  if (question === undefined) {
    begin().catch(() => {
      // Without a network nothing is found; the next question tries again.
      question = undefined;
      scope.postMessage({ type: RESULT, data: { items: [] } });
    });
  }
  question = data;
}

async function begin(): Promise<void> {
  const response = await fetch(new URL("../search/search_index.json", location.href));
  const { docs } = (await response.json()) as Index;
  importScripts(new URL(new URLSearchParams(location.search).get("of") ?? "", location.href).href);
  scope.removeEventListener("message", first);
  const send = scope.postMessage.bind(scope);
  scope.postMessage = (): void => {
    // It is ready, which has been said already.
    scope.postMessage = send;
    give(question);
  };
  give({ type: SETUP, data: { ...(setup?.data as object), docs } });
}

function give(data: Message | undefined): void {
  scope.dispatchEvent(new MessageEvent("message", { data }));
}
