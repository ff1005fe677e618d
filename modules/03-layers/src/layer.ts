/**
 * One step of a network. T is what it computes on: a `Tensor` now, and from module 07 on a `Variable`, which learns.
 */
export interface Layer<T> {
  /** What comes out for what goes in. */
  forward(x: T): T;
  /** What training may change, always the same objects in the same order; an empty list when there is nothing. */
  parameters(): readonly T[];
}
