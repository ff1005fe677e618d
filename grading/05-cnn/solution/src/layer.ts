/** What networks are made of, as in module 03. T is a Tensor here, and from module 07 on a variable that learns. */
export interface Layer<T> {
  forward(x: T): T;
  /** What is learned, each once; empty when there is nothing to learn. */
  parameters(): readonly T[];
}
