import { rules } from "@tinytorch/options";
import type { Layout } from "../kernels/contract/layout.ts";
import { broadcastShapes, broadcastStrides } from "./broadcast.ts";
import { resolveIndex } from "./index-checks.ts";
import { formatShape, requireSizes, resolveDim, type Shape, sameShape } from "./shape.ts";

/** @throws RangeError unless every dimension appears once */
export function permuted({ shape, strides, offset }: Layout, dims: readonly number[]): Layout {
  if (!Array.isArray(dims))
    throw new TypeError(`permute: dims must be a list of numbers, such as [1, 0], got ${rules.shown(dims)}`);
  const order = dims.map((dim) => resolveDim("permute", dim, shape.length));
  if (order.length !== shape.length || new Set(order).size !== shape.length) {
    throw new RangeError(`permute: every one of ${shape.length} dimensions must appear once, got ${formatShape(dims)}`);
  }
  return { shape: order.map((d) => shape[d]), strides: order.map((d) => strides[d]), offset };
}

/** @throws RangeError when there is no such dimension */
export function transposed(layout: Layout, dim0: number, dim1: number): Layout {
  const a = resolveDim("transpose", dim0, layout.shape.length);
  const b = resolveDim("transpose", dim1, layout.shape.length);
  const shape = [...layout.shape];
  const strides = [...layout.strides];
  [shape[a], shape[b]] = [shape[b], shape[a]];
  [strides[a], strides[b]] = [strides[b], strides[a]];
  return { shape, strides, offset: layout.offset };
}

/** @throws RangeError when the elements do not broadcast to the shape */
export function broadcasted({ shape, strides, offset }: Layout, target: Shape): Layout {
  requireSizes("broadcastTo", target);
  if (!sameShape(broadcastShapes("broadcastTo", shape, target), target)) {
    throw new RangeError(
      `broadcastTo: the target must hold the shape, got ${formatShape(shape)} -> ${formatShape(target)}`,
    );
  }
  return { shape: [...target], strides: broadcastStrides(shape, strides, target), offset };
}

/** With a dimension of one element put in before `dim`. @throws RangeError when there is no such place */
export function unsqueezed({ shape, strides, offset }: Layout, dim: number): Layout {
  const d = resolveDim("unsqueeze", dim, shape.length + 1);
  return {
    shape: [...shape.slice(0, d), 1, ...shape.slice(d)],
    strides: [...strides.slice(0, d), 1, ...strides.slice(d)],
    offset,
  };
}

/** Without dimension `dim` if it has one element, or without all that have. @throws RangeError when there is no such dimension */
export function squeezed({ shape, strides, offset }: Layout, dim: number | undefined): Layout {
  const only = dim === undefined ? undefined : resolveDim("squeeze", dim, shape.length);
  const kept = shape.map((_, d) => d).filter((d) => shape[d] !== 1 || (only !== undefined && d !== only));
  return { shape: kept.map((d) => shape[d]), strides: kept.map((d) => strides[d]), offset };
}

/** @throws RangeError when the index is not there */
export function selected({ shape, strides, offset }: Layout, dim: number, index: number): Layout {
  const d = resolveDim("select", dim, shape.length);
  const at = resolveIndex("select", shape, d, index);
  const without = (sizes: Shape) => sizes.filter((_, i) => i !== d);
  return { shape: without(shape), strides: without(strides), offset: offset + at * strides[d] };
}

/** @throws RangeError when the step is not a whole number ≥ 1 */
export function sliced(layout: Layout, dim: number, start: number, end: number | undefined, step: number): Layout {
  const d = resolveDim("slice", dim, layout.shape.length);
  const length = layout.shape[d];
  if (!Number.isInteger(step) || step < 1)
    throw new RangeError(`slice: step must be a whole number ≥ 1, got ${rules.shown(step)}`);
  for (const position of [start, end ?? length]) {
    const isEnd = position === Number.POSITIVE_INFINITY || position === Number.NEGATIVE_INFINITY;
    if (!Number.isInteger(position) && !isEnd)
      throw new RangeError(`slice: positions must be whole numbers, got ${rules.shown(position)}`);
  }
  const cut = (position: number) => Math.min(Math.max(position < 0 ? position + length : position, 0), length);
  const from = cut(start);
  const shape = [...layout.shape];
  const strides = [...layout.strides];
  shape[d] = Math.ceil(Math.max(cut(end ?? length) - from, 0) / step);
  strides[d] *= step;
  return { shape, strides, offset: layout.offset + from * layout.strides[d] };
}
