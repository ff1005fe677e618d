import type { Named } from "./layer.ts";

/**
 * Everything that an object has, with its name: its properties, in the order in which they were assigned. In place of an array
 * stands what is in it, named by position, and in place of an array in an array too:
 *
 *   { scale: s, blocks: [a, b], grid: [[c]] }   →   scale: s, blocks.0: a, blocks.1: b, grid.0.0: c
 */
export function partsOf(holder: object): readonly Named<unknown>[] {
  // `Object.entries` lists names and values, of an object as of an array. For arrays this function can be asked again.
  throw new Error("TODO(04-networks): list the properties, and open arrays");
}
