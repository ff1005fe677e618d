import type { Scope } from "../scope.ts";

/**
 * Runs in the sandbox: two numbers far behind the others of a large storage, as they are read; and how large the tensors are that
 * read one number again and again.
 */
export function readFar(
  { Tensor, tensor }: Scope,
  places: readonly number[],
  values: readonly [number, number],
  lengths: readonly [number, number],
) {
  const storage = new Float32Array(Math.max(...places) + 8);
  const pairs = places.map((place) => {
    storage[place] = values[0];
    storage[place + 3] = values[1];
    return new Tensor({ storage, shape: [2], strides: [3], offset: place });
  });
  const repeated = tensor([values[0]]).broadcastTo(lengths);
  return {
    elements: pairs.map((pair) => [pair.at(0), pair.at(-1)]),
    items: pairs.map((pair) => [pair.select(0, 0).item(), pair.select(0, -1).item()]),
    arrays: pairs.map((pair) => pair.toArray()),
    size: repeated.size,
    corner: repeated.at(lengths[0] - 1, lengths[1] - 1),
  };
}
