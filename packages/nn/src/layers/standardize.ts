import { apply, type Operation, type Variable } from "@tinytorch/autograd";
import { type Tensor, variance } from "@tinytorch/tensor";

/** The mean and the biased variance that a value was standardized by, with the reduced dimensions of size 1. */
export interface Statistics {
  readonly mean: Tensor;
  readonly variance: Tensor;
}

interface Standardizing {
  readonly dims: readonly number[];
  readonly mean: Tensor;
  /** √(variance + ε) */
  readonly deviation: Tensor;
}

/** With y = (x − x̄)/σ, and x̄ and σ moving with x: the gradient is (g − mean g − y · mean gy) / σ */
const operation: Operation<Standardizing> = {
  name: "standardize",
  readsInputs: true,
  forward: ([x], { mean, deviation }) => x.sub(mean).div_(deviation),
  save: (_inputs, y, { deviation }) => [y, deviation],
  backward(g, { saved: [y, deviation], attributes: { dims } }) {
    const along = y.mul(g.mul(y).mean(dims, { keepdim: true }));
    return [
      g
        .sub(g.mean(dims, { keepdim: true }))
        .sub_(along)
        .div_(deviation),
    ];
  },
  differentiable(g, context) {
    const { dims } = context.attributes;
    const [x, y] = [context.inputs[0], context.saved[0]];
    const deviation = context.apply(deviationOperation, [x], context.attributes);
    const along = y.mul(g.mul(y).mean(dims, { keepdim: true }));
    return [
      g
        .sub(g.mean(dims, { keepdim: true }))
        .sub(along)
        .div(deviation),
    ];
  },
};

/** σ as it moves with x, without a variance that may be too large on the way: σ′ = y/n for each of n elements */
const deviationOperation: Operation<Standardizing> = {
  name: "deviation",
  forward: (_, { deviation }) => deviation.clone(),
  save: (inputs) => inputs,
  backward(g, { saved: [x], attributes: { mean, deviation } }) {
    return [
      x
        .sub(mean)
        .div_(deviation)
        .mul_(g.div(x.size / deviation.size)),
    ];
  },
  differentiable(g, context) {
    const { attributes, saved } = context;
    const [x] = saved;
    return [context.apply(operation, [x], attributes).mul(g.div(x.size / attributes.deviation.size))];
  },
};

/** √(variance + ε), also where the variance of float32 is too large for one and its root is not. */
function deviationOf(x: Tensor, dims: readonly number[], eps: number, spread: Tensor): Tensor {
  const fits = x.dtype === "float64" || spread.contiguous().data.every(Number.isFinite);
  if (fits) return spread.add(eps).sqrt_();
  return variance(x.to("float64"), dims, { keepdim: true, correction: 0 }).add_(eps).sqrt_().to(x.dtype);
}

/** Shifts and scales a value to mean 0 and variance 1 over the given dimensions: (x − x̄) / √(variance + ε). */
export function standardize(
  x: Variable,
  dims: readonly number[],
  eps: number,
): { output: Variable; statistics: Statistics } {
  const statistics = {
    mean: x.data.mean(dims, { keepdim: true }),
    variance: variance(x.data, dims, { keepdim: true, correction: 0 }),
  };
  const deviation = deviationOf(x.data, dims, eps, statistics.variance);
  return { output: apply(operation, [x], { dims, mean: statistics.mean, deviation }), statistics };
}
