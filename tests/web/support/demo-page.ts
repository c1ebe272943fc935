/** A page with one element and nothing else, beside the scripts and models of the built site. */
import type { Browser } from "playwright-core";
import type { Server } from "./serve.ts";
import { visit, type Visit, type VisitOptions } from "./site.ts";

/** As strict as the built pages are. */
const POLICY =
  "default-src 'self' data: blob:; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'";

export interface DemoPageOptions extends VisitOptions {
  /** What stands after the address, `?` included. */
  readonly query?: string;
}

/** Opens a page that holds `element` (HTML) on the origin of `server`. */
export async function demoPage(
  browser: Browser,
  server: Server,
  element: string,
  options: DemoPageOptions = {},
): Promise<Visit> {
  const { query, ...context } = options;
  const url = `${server.url}demo/`;
  const scheme = options.colorScheme === "dark" ? "slate" : "default";
  const body = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="${POLICY}">
    <title>A demo</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="../assets/site.css">
    <link rel="stylesheet" href="../assets/demos.css">
    <style>
      html { font-size: 125%; }
      body { margin: 0; background: var(--lbl-paper); color: var(--lbl-ink); font-family: var(--lbl-font); }
      main { max-inline-size: 760px; margin: 0 auto; padding: 12px; }
    </style>
  </head>
  <body data-md-color-scheme="${scheme}">
    <main class="md-typeset"><h1>A demo</h1>${element}</main>
    <script type="module" src="../assets/demos.js"></script>
  </body>
</html>`;
  return visit(browser, url + (query ?? ""), {
    ...context,
    prepare: async (page) => {
      await page.route(
        (address) => address.href.startsWith(url),
        (route) => route.fulfill({ contentType: "text/html", body }),
      );
      await options.prepare?.(page);
    },
  });
}
