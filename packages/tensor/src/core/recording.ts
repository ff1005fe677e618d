/** Under this an operand that records says how it is computed with; a variable has it. */
export const recording: unique symbol = Symbol("recording");

/**
 * What is more than a tensor and stands beside one: the operation is then its own, on whichever side it stands, as Python's `__radd__`
 * does it. Tensors know nothing else of it.
 */
export interface Recording<T, Plain> {
  readonly [recording]: World<T, Plain>;
}

/** How an operand that records is computed with. */
export interface World<T, Plain> {
  readonly self: T;
  /** Its values. */
  readonly plain: Plain;
  /** A tensor as a constant; what records already as it is. */
  of(value: Plain | Recording<T, Plain>): T;
  cat(parts: readonly T[], dim: number): T;
  where(condition: Plain, a: T, b: T): T;
}

/** What operands that record do with each other. */
export interface Operable<T> {
  add(other: T, options?: { alpha?: number }): T;
  sub(other: T): T;
  mul(other: T): T;
  div(other: T): T;
  pow(exponent: T): T;
  maximum(other: T): T;
  minimum(other: T): T;
  matmul(other: T): T;
  outer(other: T): T;
  dot(other: T): T;
}

/** Whether a value stands for more than its elements. */
export function isRecording<T, Plain>(value: unknown): value is Recording<T, Plain> {
  return typeof value === "object" && value !== null && recording in value;
}
