import { rules } from "@tinytorch/options";
import { type Generator, type Tensor, zeros } from "@tinytorch/tensor";
import { generatorRule } from "@tinytorch/tensor/internal";
import { TensorDataset } from "./dataset.ts";

/** Options of `spirals`. */
export interface SpiralsOptions {
  /** How many points on each arm (default 100). */
  perClass?: number;
  /** How many arms (default 2). */
  classes?: number;
  /** The standard deviation of each point's distance from its arm (default 0.02; an arm is 1 long from the middle). */
  noise?: number;
  generator: Generator;
}

const table = {
  perClass: rules.count.or(100),
  classes: rules.count.or(2),
  noise: rules.nonNegative.or(0.02),
  generator: generatorRule,
};

/**
 * Points on spiral arms around the origin, a classic that no straight line can part. Inputs `[perClass · classes, 2]`,
 * float32; targets, which arm a point is on, `[perClass · classes]`, int32.
 * @throws RangeError when a count is not a whole number ≥ 1, or the noise is negative
 */
export function spirals(options: SpiralsOptions): TensorDataset<[Tensor, Tensor]> {
  const { perClass, classes, noise, generator } = rules.readOptions("spirals", table, options);
  const points = zeros([perClass * classes, 2]);
  const labels = zeros([perClass * classes], { dtype: "int32" });
  for (let i = 0; i < labels.size; i++) {
    const arm = i % classes;
    const radius = (Math.floor(i / classes) + 1) / perClass;
    const angle = 2 * Math.PI * (radius + arm / classes);
    labels.data[i] = arm;
    points.data[2 * i] = radius * Math.cos(angle) + noise * generator.normal();
    points.data[2 * i + 1] = radius * Math.sin(angle) + noise * generator.normal();
  }
  return new TensorDataset(points, labels);
}
