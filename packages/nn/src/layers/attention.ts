import { asVariable, type Variable } from "@tinytorch/autograd";
import { formatShape, ones, type Tensor, tril } from "@tinytorch/tensor";
import type { Input } from "../module.ts";

/** Options of `scaledDotProductAttention`. */
export interface AttentionOptions {
  /** Let a query see only the keys up to its own position (default false). */
  causal?: boolean;
  /** Which keys `[…, L, S]` each query may see: not 0 where it may. Broadcasts to the scores. */
  mask?: Tensor | null;
}

/**
 * Attention: each query's mean of the values, weighted by how well the query matches each key (Vaswani et al., 2017):
 *
 *   softmax(QKᵀ / √d) V,   from Q `[…, L, d]`, K `[…, S, d]` and V `[…, S, v]` to `[…, L, v]`
 *
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.scaled_dot_product_attention.html
 * @throws RangeError when the shapes do not fit
 */
export function scaledDotProductAttention(
  query: Input,
  key: Input,
  value: Input,
  { causal = false, mask = null }: AttentionOptions = {},
): Variable {
  const [q, k, v] = [asVariable(query), asVariable(key), asVariable(value)];
  const size = q.shape[q.ndim - 1];
  if (q.ndim < 2 || k.ndim < 2 || v.ndim < 2 || k.shape[k.ndim - 1] !== size) {
    throw new RangeError(
      `scaledDotProductAttention: queries [L, d], keys [S, d] and values [S, v] must fit, got ${formatShape(q.shape)}, ` +
        `${formatShape(k.shape)} and ${formatShape(v.shape)}`,
    );
  }
  let scores = q.matmul(k.transpose(-1, -2)).div(Math.sqrt(size));
  if (mask !== null) scores = scores.maskedFill(mask.eq(0), Number.NEGATIVE_INFINITY);
  if (causal) {
    const seen = tril(ones(scores.shape.slice(-2)));
    scores = scores.maskedFill(seen.eq(0), Number.NEGATIVE_INFINITY);
  }
  return scores.softmax(-1).matmul(v);
}
