import { rules } from "@tinytorch/options";
import type { Tensor } from "@tinytorch/tensor";
import { formatShape, requireTensor, resolveDim } from "@tinytorch/tensor/internal";
import { choose } from "./operations/arithmetic.ts";
import { cat as catOperation } from "./operations/indexing.ts";
import { linear as linearOperation } from "./operations/matmul.ts";
import { apply, asVariable, type Variable } from "./variable.ts";

/** Variables one after another along a dimension they have. */
export function cat(variables: readonly (Variable | Tensor)[], dim = 0): Variable {
  requireList("cat", variables);
  const parents = Array.from(variables, (variable) => asVariable(variable));
  return apply(catOperation, parents, parents.length === 0 ? 0 : resolveDim("cat", dim, parents[0].ndim));
}

/** Variables of one shape side by side along a new dimension. */
export function stack(variables: readonly (Variable | Tensor)[], dim = 0): Variable {
  requireList("stack", variables);
  const parents = Array.from(variables, (variable) => asVariable(variable));
  const target = parents.length === 0 ? 0 : resolveDim("stack", dim, parents[0].ndim + 1);
  return cat(
    parents.map((parent) => parent.unsqueeze(target)),
    target,
  );
}

/** `a` where the condition is not 0, `b` where it is; all three broadcast. */
export function where(condition: Tensor, a: Variable | Tensor, b: Variable | Tensor): Variable {
  requireTensor("where", "the condition", condition);
  return apply(choose, [asVariable(a), asVariable(b)], condition);
}

/**
 * `x Wᵀ + b`, from x `[…, in]`, weights `[out, in]` and a bias `[out]` to `[…, out]`, in one step of the tape.
 * @throws RangeError when the shapes do not fit
 */
export function linear(
  input: Variable | Tensor,
  weights: Variable | Tensor,
  offset: Variable | Tensor | null = null,
): Variable {
  const [x, weight, bias] = [asVariable(input), asVariable(weights), offset === null ? null : asVariable(offset)];
  const fits =
    weight.ndim === 2 &&
    x.ndim > 0 &&
    x.shape[x.ndim - 1] === weight.shape[1] &&
    (bias === null || (bias.ndim === 1 && bias.shape[0] === weight.shape[0]));
  if (!fits) {
    throw new RangeError(
      `linear: an input […, in], weights [out, in] and a bias [out] must fit, got ${formatShape(x.shape)}, ` +
        `${formatShape(weight.shape)} and ${bias === null ? "no bias" : formatShape(bias.shape)}`,
    );
  }
  return apply(linearOperation, bias === null ? [x, weight] : [x, weight, bias]);
}

function requireList(operation: string, variables: readonly unknown[]): void {
  if (!Array.isArray(variables))
    throw new TypeError(`${operation}: variables must be a list, got ${rules.shown(variables)}`);
}
