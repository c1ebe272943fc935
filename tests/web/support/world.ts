/** What the tests of one file share: a site that is served, and a browser. */
import { after, before } from "node:test";
import type { Browser } from "playwright-core";
import { launch } from "./launch.ts";
import { serve, type Server } from "./serve.ts";
import { siteFolder } from "./site.ts";

/** Both are there from before the first test of the file until after its last one. */
export interface World {
  server: Server;
  browser: Browser;
}

/** Starts what `serving` starts, the built site by default, and a browser with further arguments. */
export function world(
  serving: () => Promise<Server> = () => serve(siteFolder),
  more: readonly string[] = [],
): World {
  const world = {} as World;
  before(async () => {
    world.server = await serving();
    world.browser = await launch(more);
  });
  after(async () => {
    // Where the first could not be started, there is no second.
    await (world as Partial<World>).browser?.close();
    await (world as Partial<World>).server?.close();
  });
  return world;
}
