import type { DType, ElementArray } from "./elements.ts";

/** The sizes of a tensor's dimensions, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** Where the elements of a tensor stand in its block. A view is another layout of the same block. */
export interface Layout {
  readonly shape: Shape;
  /** How many elements apart neighbours are along each dimension; 0 where an element is repeated. */
  readonly strides: Shape;
  /** Where the first element stands. */
  readonly offset: number;
}

/** Elements of a flat block seen through a layout: what kernels are handed. A tensor is one. */
export interface Strided extends Layout {
  readonly storage: {
    readonly data: ElementArray;
    readonly dtype: DType;
    /** Where the data start in the kernels' heap, in bytes; 0 when they are in an array of their own. */
    readonly address: number;
  };
  readonly size: number;
  /** Whether the elements lie in row-major order without gaps. */
  readonly isContiguous: boolean;
}

/** The number of elements a shape holds; 1 for a scalar. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let d = 0; d < shape.length; d++) size *= shape[d];
  return size;
}

/** The strides of a row-major layout: the last dimension is next to itself in memory. */
export function rowMajorStrides(shape: Shape): number[] {
  const strides = new Array<number>(shape.length);
  let stride = 1;
  for (let d = shape.length - 1; d >= 0; d--) {
    strides[d] = stride;
    stride *= shape[d];
  }
  return strides;
}
