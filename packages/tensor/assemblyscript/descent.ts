import { all, madd, put } from "./simd";

// Optimizer steps in place; see `Kernels` for the formulas. Numbers arrive as float64, so that 1 − β is exact.

/** Without a velocity its address is 0. */
export function sgd(
  parameter: usize, gradient: usize, velocity: usize, n: usize,
  learningRate: f64, momentum: f64, dampening: f64, weightDecay: f64, nesterov: bool, sign: f64,
): void {
  const rate = all(<f32>-learningRate), mu = all(<f32>momentum), share = all(<f32>(1 - dampening));
  const decay = all(<f32>weightDecay), direction = all(<f32>sign);
  for (let at: usize = 0, left: isize = n; left > 0; left -= 4, at += 16) {
    const theta = v128.load(parameter + at);
    let g = madd(decay, theta, f32x4.mul(direction, v128.load(gradient + at)));
    if (velocity) {
      const b = madd(mu, v128.load(velocity + at), f32x4.mul(share, g));
      put(velocity + at, b, left);
      g = nesterov ? madd(mu, b, g) : b;
    }
    put(parameter + at, madd(rate, g, theta), left);
  }
}

/** Without a maximum its address is 0. */
export function adam(
  parameter: usize, gradient: usize, mean: usize, meanSquare: usize, largest: usize, n: usize,
  beta1: f64, beta2: f64, weightDecay: f64, shrink: f64, sign: f64,
  meanRate: f64, gradientRate: f64, scale: f64, eps: f64,
): void {
  const c1 = all(<f32>(1 - beta1)), c2 = all(<f32>(1 - beta2));
  const decay = all(<f32>weightDecay), keep = all(<f32>shrink), direction = all(<f32>sign);
  const ofMean = all(<f32>meanRate), ofGradient = all(<f32>gradientRate);
  const root = all(<f32>scale), floor = all(<f32>eps);
  for (let at: usize = 0, left: isize = n; left > 0; left -= 4, at += 16) {
    const theta = f32x4.mul(keep, v128.load(parameter + at));
    const g = madd(decay, theta, f32x4.mul(direction, v128.load(gradient + at)));
    let m = v128.load(mean + at), v = v128.load(meanSquare + at);
    m = madd(c1, f32x4.sub(g, m), m);
    // v − (1 − β₂)v: β₂ itself, rounded to float32, would bias the mean. And g² alone may not be a float32.
    v = madd(f32x4.mul(c2, g), g, f32x4.sub(v, f32x4.mul(c2, v)));
    put(mean + at, m, left);
    put(meanSquare + at, v, left);
    if (largest) {
      v = f32x4.max(v128.load(largest + at), v);
      put(largest + at, v, left);
    }
    const step = madd(ofGradient, g, f32x4.mul(ofMean, m));
    put(parameter + at, f32x4.sub(theta, f32x4.div(step, madd(root, f32x4.sqrt(v), floor))), left);
  }
}
