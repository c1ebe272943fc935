// Keeps this page for when there is no network. What the network has comes first, so that a card
// that was filled in later is the one that is shown.
const NAME = `layerbylayer-page ${self.registration.scope}`;

self.addEventListener("install", (event) => event.waitUntil(fill()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method !== "GET" || !url.startsWith(self.registration.scope)) return;
  event.respondWith(answer(event.request));
});

async function fill() {
  const cache = await caches.open(NAME);
  const settings = await fetch("layerbylayer.json");
  const { files } = await settings.json();
  await cache.addAll(["./", "layerbylayer.json", ...Object.keys(files)]);
  await self.skipWaiting();
}

async function answer(request) {
  const cache = await caches.open(NAME);
  try {
    const response = await fetch(request);
    if (response.ok) await cache.put(request, response.clone());
    return response;
  } catch (error) {
    const kept = await cache.match(request, { ignoreSearch: true });
    if (kept) return kept;
    throw error;
  }
}
