import type { Generator } from "@tinytorch/tensor";

/** How often each number came to each place, as a share of all: 1 / n everywhere when a shuffle is fair. */
export function sharesOf(shuffle: () => readonly number[], n: number, rounds: number): number[][] {
  const counts = Array.from({ length: n }, () => Array.from({ length: n }, () => 0));
  for (let round = 0; round < rounds; round += 1) {
    const order = shuffle();
    for (const [place, value] of order.entries()) {
      const row = counts[place];
      if (row?.[value] !== undefined) row[value] += 1;
    }
  }
  return counts.map((row) => row.map((count) => count / rounds));
}

/** A shuffle as many people write it first: every place is swapped with any place. It is not fair. */
export function biasedShuffle(n: number, generator: Generator): number[] {
  let list = [...new Array(n).keys()];
  for (let place = 0; place < n; place += 1) list = exchanged(list, place, generator.integer(n));
  return list;
}

function exchanged(list: readonly number[], one: number, other: number): number[] {
  const [first = 0, second = 0] = [list[one], list[other]];
  return list.with(one, second).with(other, first);
}
