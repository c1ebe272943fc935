// Keeps the page for when there is no network, and says so.

/** Starts the service worker of the page at `root`; `host` is where it is told. */
export async function keepOffline(root, host) {
  if (!("serviceWorker" in navigator)) {
    host.textContent = "Without a network it works at https:// or localhost only.";
    return;
  }
  try {
    await navigator.serviceWorker.register(new URL("service-worker.js", root));
    await navigator.serviceWorker.ready;
    host.textContent = "From now on it works without a network, too.";
  } catch {
    host.textContent = "This browser does not keep it for when there is no network.";
  }
}
