import { rules } from "@tinytorch/options";
import { type Tensor, tensor } from "@tinytorch/tensor";
import { composed, formatShape, promoteNumber, requireTensor, stacked } from "@tinytorch/tensor/internal";
import { linear as linearOperation } from "./operations/matmul.ts";
import { apply, asVariable, chosen, joined, type Variable, type VariableOperand } from "./variable.ts";

/** Variables one after another along a dimension they have. */
export function cat(variables: readonly (Variable | Tensor)[], dim = 0): Variable {
  return joined(variablesOf("cat", variables), dim);
}

/** Variables of one shape side by side along a new dimension. */
export function stack(variables: readonly (Variable | Tensor)[], dim = 0): Variable {
  return stacked(variablesOf("stack", variables), dim, joined);
}

/** `a` where the condition is not 0, `b` where it is; all three broadcast. A number takes the type of the other. */
export function where(condition: Tensor, a: VariableOperand, b: VariableOperand): Variable {
  requireTensor("where", "the condition", condition);
  return chosen(condition, beside(a, b), beside(b, a));
}

/** A number as a scalar of the type that it takes beside another operand. */
function beside(value: VariableOperand, other: VariableOperand): Variable {
  if (typeof value !== "number") return asVariable(value);
  return asVariable(
    tensor(value, { dtype: typeof other === "number" ? "float32" : promoteNumber(other.dtype, value) }),
  );
}

/**
 * Sums of products of elements, in Einstein's notation; see `einsum` of tensors.
 * https://docs.pytorch.org/docs/stable/generated/torch.einsum.html
 * @throws RangeError on text that is no equation, or that does not fit the operands
 */
export function einsum(equation: string, ...operands: readonly (Variable | Tensor)[]): Variable {
  return composed.einsum<Variable>(equation, operands.map(asVariable));
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

function variablesOf(operation: string, variables: readonly (Variable | Tensor)[]): Variable[] {
  if (!Array.isArray(variables))
    throw new TypeError(`${operation}: variables must be a list, got ${rules.shown(variables)}`);
  return Array.from(variables, (variable) => asVariable(variable));
}
