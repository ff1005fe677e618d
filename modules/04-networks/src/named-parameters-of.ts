import type { Layer, Named } from "./layer.ts";
import { partsOf } from "./parts-of.ts";

/**
 * The parameters of any layer with their names. A `Module` names its own. Of another layer those count that it lists in
 * `parameters()`, and each is called after the property that holds it (`weight`), or by its place in the list where none does (`0`).
 */
export function namedParametersOf<T>(layer: Layer<T>): readonly Named<T>[] {
  if (layer.namedParameters !== undefined) return layer.namedParameters();
  const names = new Map(partsOf(layer).map(([name, value]) => [value, name]));
  return layer
    .parameters()
    .map((parameter, index): Named<T> => [names.get(parameter) ?? `${index}`, parameter]);
}
