import type { Composable } from "../composed/composable.ts";
import { einsum as einsumOf } from "../composed/einsum.ts";
import { type Recording, recording } from "../core/recording.ts";
import { records, requireTensor, type Tensor } from "../core/tensor.ts";

/**
 * Sums of products of elements, in Einstein's notation: `ij,jk->ik` is a matrix product, `ii` a trace, `bij->bji` a transpose. A letter names a
 * dimension, "..." those that are left; what the result does not name is summed. Without an arrow it has what "..." stands for and the letters
 * that come once, in the order of their codes. Two operands at a time are multiplied as matrices; with a variable among them it is recorded.
 * https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
 * @throws RangeError on text that is no equation, or that does not fit the operands
 */
export function einsum(equation: string, ...operands: readonly Tensor[]): Tensor;
export function einsum<T extends Composable<T>>(
  equation: string,
  first: Recording<T, Tensor>,
  ...operands: readonly (Tensor | Recording<T, Tensor>)[]
): T;
export function einsum<T extends Composable<T>>(
  equation: string,
  ...operands: readonly (Tensor | Recording<T, Tensor>)[]
): T | Tensor;
export function einsum<T extends Composable<T>>(
  equation: string,
  ...operands: readonly (Tensor | Recording<T, Tensor>)[]
): T | Tensor {
  for (const operand of operands) {
    if (records(operand)) return einsumOf(equation, operands.map(operand[recording].of));
  }
  const tensors: Tensor[] = [];
  for (const operand of operands) {
    if (records(operand)) continue;
    requireTensor("einsum", "each operand", operand);
    tensors.push(operand);
  }
  return einsumOf<Tensor>(equation, tensors);
}
