/** Turns of the event loop between two handings on: in each it takes in one new connection, and answers whoever has asked. */
const turnsBetween = 32;

/**
 * Hands on what comes at the same time, so many at once and in the order in which they came: in a rush whoever else asks is
 * answered between.
 */
export function inTurns<Item>(most: number, handOn: (items: readonly Item[]) => void): (item: Item) => void {
  const waiting: Item[] = [];
  let isGoing = false;
  function next(): void {
    const items = waiting.splice(0, most);
    isGoing = items.length > 0;
    if (!isGoing) return;
    handOn(items);
    rest(turnsBetween);
  }
  function rest(turns: number): void {
    if (turns === 0) next();
    else setImmediate(rest, turns - 1);
  }
  return (item) => {
    waiting.push(item);
    if (isGoing) return;
    isGoing = true;
    setImmediate(next);
  };
}
