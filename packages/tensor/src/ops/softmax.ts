import { keepdimOf, type ReduceOptions } from "../core/operation-options.ts";
import { unaryResult } from "../core/promotion.ts";
import { resolveDim, selectDims } from "../core/shape.ts";
import { requireTensor, Tensor } from "../core/tensor.ts";
import { activeKernels } from "../kernels/active.ts";
import { where } from "./where.ts";

/** `eˣ / Σ eˣ` along a dimension. The largest element is subtracted first, so nothing overflows. */
export function softmax(x: Tensor, dim: number): Tensor {
  return alongLast("softmax", x, dim, false);
}

/** `x − log Σ eˣ` along a dimension: the logarithm of softmax, finite where softmax itself would round to 0. */
export function logSoftmax(x: Tensor, dim: number): Tensor {
  return alongLast("logSoftmax", x, dim, true);
}

function alongLast(operation: string, x: Tensor, dim: number, logarithm: boolean): Tensor {
  requireTensor(operation, "the input", x);
  const d = resolveDim(operation, dim, x.ndim);
  const rows = x.to(unaryResult("exp", x.dtype)).transpose(d, -1).contiguous();
  const out = Tensor.allocate(rows.shape, rows.dtype);
  activeKernels().softmax(rows, logarithm, out);
  return out.transpose(d, -1).contiguous();
}

/** `log Σ eˣ` over one dimension, several or all, without overflow. */
export function logSumExp(x: Tensor, dim?: number | readonly number[], options?: ReduceOptions): Tensor {
  requireTensor("logSumExp", "the input", x);
  const keepdim = keepdimOf("logSumExp", options);
  const reduced = selectDims("logSumExp", dim, x.ndim);
  // Of no elements it is log 0.
  if (x.shape.some((length, d) => reduced[d] && length === 0)) return x.exp().sum(dim, { keepdim }).log();
  // An infinite maximum cannot be subtracted from itself; without a shift the formula is right as it stands.
  const max = x.max(dim, { keepdim: true });
  const shift = where(max.abs().eq(Number.POSITIVE_INFINITY), 0, max);
  const result = x.sub(shift).exp().sum(dim, { keepdim: true }).log().add_(shift);
  if (keepdim) return result;
  return result.reshape(x.shape.filter((_, d) => !reduced[d]));
}
