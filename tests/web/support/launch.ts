/** Finds a browser of the Chromium family and starts it without a window. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { chromium, type Browser } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
const applications = [
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
];

/**
 * Path of a browser: `$CHROME`, else what is on the PATH, else where macOS keeps applications.
 *
 * Throws one line that says what to do when there is none.
 */
export function findBrowser(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const asked = environment["CHROME"];
  if (asked) {
    if (isExecutable(asked)) return asked;
    throw new Error(`CHROME is set to ${asked}, which is not a program that can be started.`);
  }
  const folders = (environment["PATH"] ?? "").split(delimiter).filter(Boolean);
  const candidates = [
    ...names.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...(platform === "darwin" ? applications : []),
  ];
  const found = candidates.find(isExecutable);
  if (found !== undefined) return found;
  throw new Error(
    "No browser found for the tests: install Chromium (Debian, Ubuntu: sudo apt install chromium) " +
      "or Google Chrome, or set CHROME to the path of one.",
  );
}

/** Starts the browser that {@link findBrowser} finds, with further arguments if need be. */
export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: findBrowser(),
    // In containers there is neither a user namespace for the sandbox nor a large /dev/shm.
    args: [
      "--no-sandbox",
      // WebGL without a graphics card.
      "--use-angle=swiftshader",
      "--enable-unsafe-swiftshader",
      "--disable-dev-shm-usage",
      "--disable-background-networking",
      ...more,
    ],
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
