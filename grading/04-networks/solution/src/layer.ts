/** Something with its name: a path such as `blocks.0.weight`. */
export type Named<Value> = readonly [name: string, value: Value];

/**
 * One step of a network, as in module 03. T is what it computes on: a `Tensor` now, and from module 07 on a `Variable`, which
 * learns. The first two methods make a layer; what follows some layers have, and every `Module`.
 */
export interface Layer<T> {
  /** What comes out for what goes in. */
  forward(x: T): T;
  /** What training may change, always the same objects in the same order; an empty list when there is nothing. */
  parameters(): readonly T[];
  /** Whether the layer is being trained. Only a layer that does something else in evaluation has this switch, such as dropout. */
  training?: boolean;
  /** Sets the switches of a layer with layers inside, in its own way. */
  train?(mode?: boolean): unknown;
  /** The parameters with their names, when the layer names them itself. */
  namedParameters?(): readonly Named<T>[];
  /** The layers inside, when the layer lists them itself. */
  namedChildren?(): readonly Named<Layer<T>>[];
}

/** Whether something is a layer, which is told by what it has, not by what it is: whoever has `parameters()` is one. */
export function isLayer<T>(value: unknown): value is Layer<T> {
  return (
    typeof value === "object" &&
    value !== null &&
    "parameters" in value &&
    typeof value.parameters === "function"
  );
}
