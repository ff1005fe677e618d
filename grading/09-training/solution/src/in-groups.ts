/**
 * Items in groups of `size`, in their order; what is left at the end is a group too. Of five items in twos: [1, 2], [3, 4], [5].
 * A group is given as soon as it is full, before the next item is asked for.
 */
export function* inGroups<Item>(items: Iterable<Item>, size: number): Generator<readonly Item[]> {
  let group: Item[] = [];
  for (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  // BEGIN SOLUTION
  // TODO: yield what is left in group, if anything is
  if (group.length > 0) yield group;
  // END SOLUTION
}
