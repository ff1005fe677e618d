import {
  build,
  cell,
  type Grid,
  grid,
  type Nested,
  nestedNumbers,
  type Shape,
  sizeOf,
  stretchedCell,
} from "./grid.ts";
import type { Call, DType, Making } from "./run-problems.ts";

/** A tensor to be made in the sandbox, and what it should then hold. */
export type Operand = { readonly grid: Grid; readonly making: Making; readonly dtype: DType };

/** Made of its numbers, as they stand. */
export function plain(of: Grid, dtype: DType = "float32"): Operand {
  const making: Making =
    sizeOf(of.shape) === 0 ? { empty: of.shape, dtype } : { values: nestedNumbers(of), dtype };
  return { grid: of, making, dtype };
}

/** A tensor of given numbers in a shape. */
export function given(shape: Shape, values: readonly number[], dtype: DType = "float32"): Operand {
  return plain(grid(shape, values), dtype);
}

/** A view with its last two dimensions swapped; of fewer, one with a stride that is not 1. */
export function transposed(of: Grid, dtype: DType = "float32"): Operand {
  const n = of.shape.length;
  if (n < 2) return spread(of, dtype);
  const swap = (list: Shape): Shape => [...list.slice(0, -2), list[n - 1], list[n - 2]];
  const source = build(swap(of.shape), (index) => cell(of, swap(index)));
  const values = nestedNumbers(source);
  return { grid: of, making: { values, dtype, calls: [["transpose", n - 2, n - 1]] }, dtype };
}

/** A view that begins in the middle of its storage, with other numbers before and behind it. */
export function inside(of: Grid, dtype: DType = "float32"): Operand {
  const values = nestedNumbers(of);
  const making: Making = {
    values: [other(values, 3), values, other(values, -5)],
    dtype,
    calls: [["select", 0, 1]],
  };
  return { grid: of, making, dtype };
}

/** A view that reads every third place of its storage. */
export function spread(of: Grid, dtype: DType = "float32"): Operand {
  const around = (nested: Nested): Nested =>
    typeof nested === "number" ? [nested * -2 + 1, nested, nested * 3 - 2] : nested.map(around);
  const making: Making = {
    values: around(nestedNumbers(of)),
    dtype,
    calls: [["select", of.shape.length, 1]],
  };
  return { grid: of, making, dtype };
}

/** A layout that reads every other place of its storage, from its end to its beginning. */
export function backwards(of: Grid, dtype: DType = "float32"): Operand {
  const size = sizeOf(of.shape);
  const numbers = of.cells.flatMap(({ value }) => [value, value * -7 + 2]).reverse();
  const strides = of.shape.map((_, d) => -2 * sizeOf(of.shape.slice(d + 1)));
  const layout = { numbers, shape: of.shape, strides, offset: 2 * size - 1 };
  return { grid: of, making: { layout, dtype }, dtype };
}

/** A view that reads some of its elements again and again. */
export function repeated(of: Grid, shape: Shape, dtype: DType = "float32"): Operand {
  return {
    grid: build(shape, (index) => stretchedCell(of, index)),
    making: { ...plain(of, dtype).making, calls: [["broadcastTo", shape]] },
    dtype,
  };
}

/** The tensor that a call is made on, once more as its argument. */
export function itself(of: Operand, grid: Grid, ...calls: readonly Call[]): Operand {
  return { grid, making: { self: true, calls }, dtype: of.dtype };
}

/** The same numbers as the views that there are. */
export function views(of: Grid, dtype: DType = "float32"): Operand[] {
  return [transposed(of, dtype), inside(of, dtype), spread(of, dtype)];
}

/** Numbers that are not the ones to be read. */
function other(nested: Nested, factor: number): Nested {
  return typeof nested === "number" ? nested * factor + 1 : nested.map((each) => other(each, factor));
}
