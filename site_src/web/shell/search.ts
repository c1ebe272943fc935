/**
 * The worker of the search, until somebody searches. Material starts its own on every page, 12 KB
 * and an index of the whole site; this one says that it is ready, and brings Material's worker,
 * whose address is in its own, with the first question.
 *
 * The messages are those of Material 9: https://github.com/squidfunk/mkdocs-material,
 * src/templates/assets/javascripts/integrations/search/worker/message/index.ts
 */

interface Message {
  readonly type: number;
  /** The question, or what answers it. */
  readonly data?: unknown;
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
  scope.removeEventListener("message", first);
  importScripts(new URL(new URLSearchParams(location.search).get("of") ?? "", location.href).href);
  const send = scope.postMessage.bind(scope);
  scope.postMessage = (): void => {
    // It is ready, which has been said already.
    scope.postMessage = send;
    give(data);
  };
  give(setup);
}

function give(data: Message | undefined): void {
  scope.dispatchEvent(new MessageEvent("message", { data }));
}
