import { apply, asVariable, type Operation, type Variable } from "@tinytorch/autograd";
import { type Tensor, where } from "@tinytorch/tensor";
import type { Input } from "../module.ts";
import { requireSameShape } from "./compared.ts";
import { reduced } from "./reduction.ts";

/** Options of `klDivLoss`. */
export interface KlDivLossOptions {
  /** Besides the usual ones "batchmean": the sum over the number of rows, which is the divergence itself (default "mean"). */
  reduction?: "mean" | "sum" | "none" | "batchmean";
  /** Whether the target holds logarithms too (default false). */
  logTarget?: boolean;
}

/** t log t, and 0 at t = 0; the derivative is log t + 1 */
const negativeEntropy: Operation = {
  name: "negativeEntropy",
  forward: ([t]) => surprise(t).mul_(t),
  save: ([t]) => [t],
  backward: (g, { saved: [t] }) => [surprise(t).add_(1).mul_(g)],
};

function surprise(t: Tensor): Tensor {
  return where(t.eq(0), 1, t).log();
}

/**
 * The Kullback–Leibler divergence of a distribution t from a predicted one, given by its logarithms: `t (log t − output)`
 * (Kullback & Leibler, 1951). https://docs.pytorch.org/docs/stable/generated/torch.nn.functional.kl_div.html
 * @throws RangeError when the shapes differ
 */
export function klDivLoss(
  output: Input,
  target: Input,
  { reduction = "mean", logTarget = false }: KlDivLossOptions = {},
): Variable {
  requireSameShape("klDivLoss", output, target);
  const t = asVariable(target);
  const losses = logTarget ? t.exp().mul(t.sub(output)) : apply(negativeEntropy, [t]).sub(t.mul(output));
  return reduction === "batchmean" ? losses.sum().div(output.shape[0] ?? 1) : reduced(losses, reduction);
}
