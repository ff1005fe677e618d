/**
 * Lets one after another go on, in the order in which they came, each in a turn of the event loop of its own: what waits to be
 * read or answered meanwhile is, between two of them.
 */
export function openTurns(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}
