/**
 * Has what was open once open again while the line is down: the page, its scripts, and what the service last said of modules. It is there
 * for who has opened the workbench. The line comes first: what is kept is used where no answer comes.
 */
const pages = "tinytorch.pages";
const answers = "tinytorch.answers";

/** Named by their hashes: what is kept of them is what there would be. */
const isNamedByHash = (path) => /^\/(assets|workbench)\//.test(path);
/** All addresses are the pages', but these, which are the service's own. */
const isPage = (path) => !/^\/(v1|docs|assets|workbench|metrics|healthz|readyz)(\/|$)/.test(path);
/** What the workbench asks for to open. */
const isKept = (path) => /^\/v1\/(session|modules(\/[\w-]+\/(page|workbench|standing))?)$/.test(path);

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (request.mode === "navigate") {
    if (isPage(pathname)) event.respondWith(page(request));
  } else if (isNamedByHash(pathname)) event.respondWith(cacheFirst(request));
  else if (isKept(pathname)) event.respondWith(networkFirst(request, answers, pathname));
});

/** One page at all addresses; another one than before is made of other scripts. What says that something went wrong is none. */
async function page(request) {
  const cache = await caches.open(pages);
  const before = await (await cache.match("/"))?.text();
  const answer = await networkFirst(request, pages, "/");
  if (answer.ok && before !== undefined && before !== (await answer.clone().text())) {
    for (const each of await cache.keys()) if (new URL(each.url).pathname !== "/") await cache.delete(each);
  }
  return answer;
}

async function networkFirst(request, name, key) {
  const cache = await caches.open(name);
  try {
    const answer = await fetch(request);
    if (answer.ok) await cache.put(key, answer.clone());
    return answer;
  } catch (error) {
    const kept = await cache.match(key, { ignoreVary: true });
    if (kept === undefined) throw error;
    return kept;
  }
}

async function cacheFirst(request) {
  const cache = await caches.open(pages);
  const kept = await cache.match(request, { ignoreVary: true });
  if (kept !== undefined) return kept;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request, answer.clone());
  return answer;
}
