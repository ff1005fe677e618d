import type { Thrown } from "../refusals.ts";
import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what makes tensors of a shape, with lengths that there are not. */
export function askForLengths(
  { zeros, ones, full, arange }: Scope,
  negative: number,
  broken: number,
): Thrown[] {
  const calls = [
    ...[negative, broken, Number.NaN, Infinity, -Infinity].flatMap((length) => [
      () => zeros([2, length]),
      () => zeros([length]),
      () => ones([length, 2]),
      () => ones([2, length, 3]),
      () => full([length], 1),
      () => full([1, 0, length], 1),
      () => arange(length),
    ]),
    () => zeros([0]),
    () => ones([]),
    () => full([1], 1),
    () => arange(0),
  ];
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
