/** As `public/service-worker.js` names what it keeps. */
const pages = "tinytorch.pages";
const answers = "tinytorch.answers";

/**
 * Has the page that is open be there while the line is down: from now on a service worker keeps what it is made of. What came before it
 * did is asked for once more, which the browser has. @returns whether that is so.
 */
export async function keepForOffLine(): Promise<boolean> {
  if (navigator.serviceWorker === undefined) return false;
  await navigator.serviceWorker.register("/service-worker.js");
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType("resource").map(({ name }) => new URL(name));
  const paths = loaded.filter(({ origin }) => origin === location.origin).map(({ pathname }) => pathname);
  const ofPages = paths.filter((path) => /^\/(assets|workbench)\//.test(path));
  const ofAnswers = paths.filter((path) =>
    /^\/v1\/(session|modules(\/[\w-]+\/(page|workbench|standing))?)$/.test(path),
  );
  await (await caches.open(answers)).addAll([...new Set(ofAnswers)]);
  await (await caches.open(pages)).addAll(["/", ...new Set(ofPages)]);
  return true;
}

/** What the service said to somebody is not for the next. */
export async function forgetAnswers(): Promise<void> {
  await globalThis.caches?.delete(answers);
}

/** From now on what is kept is what the service says to this account; what it said to another, whenever that was, goes. */
export async function keepAnswersOf(account: string): Promise<void> {
  if (localStorage.getItem(answers) === account) return;
  localStorage.setItem(answers, account);
  await forgetAnswers();
}
