/**
 * How far counts are from what they should be: Σ (O − E)² / E (Pearson, 1900). With k cells that the true model fills it is
 * about k − 1, and hardly ever three times that.
 */
export function pearson(counts: readonly number[], expected: number): number {
  return counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
}

/** How often each of the values occurs in a list; what is not among them is not counted. */
export function countEach<Value>(list: readonly Value[], values: readonly Value[]): number[] {
  const counts = new Map(values.map((value) => [value, 0]));
  for (const each of list) {
    const count = counts.get(each);
    if (count !== undefined) counts.set(each, count + 1);
  }
  return [...counts.values()];
}

/**
 * Of the sum of squares of six cells, for the 6 orders of 3: a right shuffle is above it once in 10¹³ runs. Swapping with
 * any index comes to about 300 in 24 000 orders.
 */
export const likelyOrders = 75;

export const sixOrders = ["012", "021", "102", "120", "201", "210"] as const;

/** All orders of 0 … n−1, as texts. */
export function ordersOf(n: number): string[] {
  const longer = (order: string) =>
    [...order, ""].map((_, i) => order.slice(0, i) + order.length + order.slice(i));
  return upTo(n).reduce<string[]>((orders) => orders.flatMap(longer), [""]);
}

/**
 * What a generator may give next after so many draws, of the words that it gives from its beginning: a draw of `integer` takes one
 * of them, one of `uniform` two.
 */
export function wordsAfter(draws: number, words: readonly number[]): number[] {
  return [words[draws], words[2 * draws]];
}

/** 0 … n−1. */
export function upTo(n: number): number[] {
  return Array.from({ length: n }, (_, i) => i);
}
