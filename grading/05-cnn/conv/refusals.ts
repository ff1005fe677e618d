import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what must be refused, then what must not. Null where nothing was thrown. */
export function refusals(
  { conv2d, ones }: Scope,
  broken: number,
): ({ name: unknown; message: unknown } | null)[] {
  const [x, weight] = [ones([1, 2, 3, 3]), ones([3, 2, 2, 2])];
  // As a caller without a compiler might.
  const threefold = Object.assign([1, 1] as [number, number], { 2: 1 });
  const calls = [
    () => conv2d(ones([2, 3, 3]), weight),
    () => conv2d(x, ones([3, 2, 2])),
    () => conv2d(x, ones([3, 3, 2, 2])),
    () => conv2d(x, ones([2, 2, 2, 2]), { groups: 2 }),
    () => conv2d(ones([1, 3, 3, 3]), weight),
    () => conv2d(ones([1, 8, 3, 3]), weight, { groups: 4 }),
    () => conv2d(x, weight, { groups: 0 }),
    () => conv2d(x, weight, { groups: broken }),
    // All but whole: 3 channels in one and a half groups of 2.
    () => conv2d(ones([1, 3, 3, 3]), weight, { groups: 1.5 }),
    () => conv2d(x, weight, { groups: -1 }),
    () => conv2d(x, weight, { bias: ones([2]) }),
    () => conv2d(x, weight, { bias: ones([3, 1]) }),
    () => conv2d(x, weight, { stride: 0 }),
    () => conv2d(x, weight, { stride: broken }),
    () => conv2d(x, weight, { stride: [1, 0] }),
    () => conv2d(x, weight, { padding: -1 }),
    () => conv2d(x, weight, { padding: [0, -1] }),
    () => conv2d(x, weight, { padding: broken }),
    () => conv2d(x, weight, { dilation: 0 }),
    () => conv2d(x, weight, { stride: threefold }),
    () => conv2d(x, ones([1, 2, 4, 1])),
    () => conv2d(x, weight, { padding: 0, stride: 9, dilation: 2 }),
    () => conv2d(x, ones([2, 1, 3, 3]), { groups: 2, bias: ones([2]) }),
    () => conv2d(ones([0, 2, 3, 3]), weight),
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
