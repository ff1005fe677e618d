import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what must be refused, then what must not, of either layer. Null where nothing was thrown. */
export function refusals(
  { MaxPool2d, AvgPool2d, ones }: Scope,
  broken: number,
): ({ name: unknown; message: unknown } | null)[] {
  const calls = [MaxPool2d, AvgPool2d].flatMap((Pool) => [
    () => new Pool(0),
    () => new Pool([1, broken]),
    () => new Pool(2, { stride: 0 }),
    () => new Pool(2, { padding: -1 }),
    () => new Pool(3, { padding: 2 }),
    () => new Pool([3, 1], { padding: [0, 1] }),
    () => new Pool([1, 3], { padding: [1, 0] }),
    () => new Pool(1).forward(ones([1, 2, 3])),
    () => new Pool(1).forward(ones([1, 1, 1, 2, 3])),
    () => new Pool(3).forward(ones([1, 1, 2, 3])),
    () => new Pool(4, { padding: 2 }).forward(ones([1, 1, 1, 1])),
    () => new Pool([3, 2], { padding: [1, 1] }).forward(ones([1, 1, 1, 1])),
  ]);
  return calls.map((call) => {
    try {
      call();
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}
