import { apply, asVariable, unary, type Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { type Tensor, where } from "@tinytorch/tensor";
import type { Input } from "../module.ts";
import { type LossReduction, reduced, requireSameShape } from "./loss-options.ts";

/** Options of `klDivLoss`. */
export interface KlDivLossOptions {
  /** Besides the usual ones "batchmean": the sum over the number of rows, which is the divergence itself (default "mean"). */
  reduction?: LossReduction | "batchmean";
  /** Whether the target holds logarithms too (default false). */
  logTarget?: boolean;
}

/** The rules of those options. */
export const klDivTable = {
  reduction: rules.oneOf("mean", "sum", "none", "batchmean").or("mean"),
  logTarget: rules.flag.or(false),
};

/** t log t, and 0 at t = 0; the derivative is log t + 1 */
const negativeEntropy = unary("negativeEntropy", {
  forward: (t) => surprise(t).mul_(t),
  keeps: "input",
  gradient: (g, t) => surprise(t).add_(1).mul_(g),
  differentiable: (g, t) => t.maskedFill(t.data.eq(0), 1).log().add(1).mul(g),
});

function surprise(t: Tensor): Tensor {
  return where(t.eq(0), 1, t).log();
}

/**
 * The Kullback–Leibler divergence of a distribution t from a predicted one, given by its logarithms: `t (log t − output)`
 * (Kullback & Leibler, 1951). https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
 * @throws RangeError when the shapes differ
 */
export function klDivLoss(output: Input, target: Input, options: KlDivLossOptions = {}): Variable {
  const { reduction, logTarget } = rules.readOptions("klDivLoss", klDivTable, options);
  const [x, t] = [asVariable(output), asVariable(target)];
  requireSameShape("klDivLoss", x, t);
  const losses = logTarget ? t.exp().mul(t.sub(x)) : apply(negativeEntropy, [t]).sub(t.mul(x));
  if (reduction === "batchmean") return reduced("klDivLoss", losses, "mean").mul(losses.size / (x.shape[0] ?? 1));
  return reduced("klDivLoss", losses, reduction);
}
