import { resolveDim, type Tensor } from "@tinytorch/tensor";
import { choose } from "./operations/binary.ts";
import { cat as catOperation } from "./operations/indexing.ts";
import { apply, asVariable, type Variable } from "./variable.ts";

/** Variables one after another along a dimension they have. */
export function cat(variables: readonly (Variable | Tensor)[], dim = 0): Variable {
  const parents = variables.map(asVariable);
  return apply(catOperation, parents, parents.length === 0 ? 0 : resolveDim("cat", dim, parents[0].ndim));
}

/** Variables of one shape side by side along a new dimension. */
export function stack(variables: readonly (Variable | Tensor)[], dim = 0): Variable {
  const parents = variables.map(asVariable);
  const target = parents.length === 0 ? 0 : resolveDim("stack", dim, parents[0].ndim + 1);
  return cat(
    parents.map((parent) => parent.unsqueeze(target)),
    target,
  );
}

/** `a` where the condition is not 0, `b` where it is; all three broadcast. */
export function where(condition: Tensor, a: Variable | Tensor, b: Variable | Tensor): Variable {
  return apply(choose, [asVariable(a), asVariable(b)], condition);
}
