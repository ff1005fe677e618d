import type { Formula } from "../expected-gradients.ts";
import { broadcast, indexAt, indexSeen, positionsIn, type Shape } from "../positions.ts";
import { Sums } from "../sums.ts";

/** The shapes of two operands with vectors as rows and columns, and of what they give. */
export function productShapes(
  a: Shape,
  b: Shape,
): { readonly a: Shape; readonly b: Shape; readonly y: Shape } {
  const [left, right] = [a.length === 1 ? [1, ...a] : a, b.length === 1 ? [...b, 1] : b];
  const batch = broadcast(left.slice(0, -2), right.slice(0, -2));
  const rows = a.length === 1 ? [] : left.slice(-2, -1);
  const columns = b.length === 1 ? [] : right.slice(-1);
  return { a: left, b: right, y: [...batch, ...rows, ...columns] };
}

/** Every product a · b that goes into an element of AB adds a term to the gradients of both. */
export const matmul: Formula = (problem) => {
  const { operands, gradient, second } = problem;
  const [a, b] = [operands[0], second === "the first" ? operands[0] : operands[1]];
  const shapes = productShapes(a.shape, b.shape);
  const output = new Sums(shapes.y);
  const forA = new Sums(a.shape);
  const forB = second === "the first" ? forA : new Sums(b.shape);
  const batch = broadcast(shapes.a.slice(0, -2), shapes.b.slice(0, -2));
  const [m, k, n] = [...shapes.a.slice(-2), ...shapes.b.slice(-1)];
  for (const position of positionsIn([...batch, m, n])) {
    const [i, j] = position.slice(-2);
    const at = indexAt([...batch, m, n], position);
    const inBatch = position.slice(0, -2);
    for (let inner = 0; inner < k; inner += 1) {
      const left = indexSeen(shapes.a.slice(0, -2), inBatch) * m * k + i * k + inner;
      const right = indexSeen(shapes.b.slice(0, -2), inBatch) * k * n + inner * n + j;
      output.add(at, a.values[left] * b.values[right]);
      forA.add(left, gradient.values[at] * b.values[right]);
      forB.add(right, gradient.values[at] * a.values[left]);
    }
  }
  return { output, gradients: operands.length === 1 ? [forA] : [forA, forB] };
};
