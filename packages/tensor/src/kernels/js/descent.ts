import type { Strided } from "../contract/layout.ts";
import type { AdamHyperparameters, SgdHyperparameters } from "../contract/training.ts";

/** θ, g and b are a weight, its gradient and its velocity. */
export function sgd(parameter: Strided, gradient: Strided, velocity: Strided | null, by: SgdHyperparameters): void {
  const { learningRate, momentum, dampening, weightDecay, nesterov, maximize } = by;
  const sign = maximize ? -1 : 1;
  const weights = parameter.storage.data;
  const gradients = gradient.storage.data;
  const velocities = velocity?.storage.data;
  let p = parameter.offset;
  let q = gradient.offset;
  let r = velocity?.offset ?? 0;
  for (let n = parameter.size; n > 0; n--, p++, q++, r++) {
    const theta = weights[p];
    let direction = sign * gradients[q] + weightDecay * theta;
    if (velocities !== undefined) {
      const b = momentum * velocities[r] + (1 - dampening) * direction;
      velocities[r] = b;
      direction = nesterov ? direction + momentum * b : b;
    }
    weights[p] = theta - learningRate * direction;
  }
}

/** θ, g, m and v are a weight, its gradient, and the running means of the gradient and of its square. */
export function adam(
  parameter: Strided,
  gradient: Strided,
  mean: Strided,
  meanSquare: Strided,
  largest: Strided | null,
  by: AdamHyperparameters,
): void {
  const { beta1, beta2, weightDecay, shrink, maximize, meanRate, gradientRate, scale, eps } = by;
  const sign = maximize ? -1 : 1;
  const weights = parameter.storage.data;
  const gradients = gradient.storage.data;
  const means = mean.storage.data;
  const squares = meanSquare.storage.data;
  const maxima = largest?.storage.data;
  let p = parameter.offset;
  let q = gradient.offset;
  let r = mean.offset;
  let s = meanSquare.offset;
  let t = largest?.offset ?? 0;
  for (let n = parameter.size; n > 0; n--, p++, q++, r++, s++, t++) {
    const theta = shrink * weights[p];
    const g = sign * gradients[q] + weightDecay * theta;
    const m = means[r] + (1 - beta1) * (g - means[r]);
    let v = beta2 * squares[s] + (1 - beta2) * g * g;
    means[r] = m;
    squares[s] = v;
    if (maxima !== undefined) {
      v = Math.max(maxima[t], v);
      maxima[t] = v;
    }
    weights[p] = theta - (meanRate * m + gradientRate * g) / (scale * Math.sqrt(v) + eps);
  }
}
