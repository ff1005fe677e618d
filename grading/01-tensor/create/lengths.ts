import type { Thrown } from "../refusals.ts";
import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what makes tensors of a shape, with lengths that there are not. */
export function askForLengths(
  { zeros, ones, full, arange }: Scope,
  negative: number,
  broken: number,
): Thrown[] {
  const calls = [
    () => zeros([2, negative]),
    () => zeros([broken]),
    () => ones([negative, 2]),
    () => ones([2, broken, 3]),
    () => full([negative], 1),
    () => full([1, broken], 1),
    () => arange(negative),
    () => arange(broken),
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
