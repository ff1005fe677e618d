import { type Shape, Tensor } from "@tinytorch/tensor";

/** The tensor with a parameter's numbers: the parameter itself, or what a variable keeps as its `data`. */
export function tensorOf(parameter: unknown): Tensor {
  const tensor = findTensor(parameter);
  if (tensor === null)
    throw new TypeError(`tensorOf: a parameter must be a Tensor or hold one, got ${parameter}`);
  return tensor;
}

/** Whether something is a parameter: a tensor, or a variable, which holds one. */
export function isParameter<T>(value: unknown): value is T {
  return findTensor(value) !== null;
}

/** A shape as PyTorch writes it, `[2, 3]`: for errors, and to compare two by `===`. */
export function shapeText(shape: Shape): string {
  return `[${shape.join(", ")}]`;
}

function findTensor(value: unknown): Tensor | null {
  if (value instanceof Tensor) return value;
  const isHolder = typeof value === "object" && value !== null && "data" in value && !("parameters" in value);
  return isHolder && value.data instanceof Tensor ? value.data : null;
}
