import { digits } from "@tinytorch/data";
import { conv2d as theirs } from "@tinytorch/nn";
import { Generator, type Tensor, tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";
import { attempt, type Part } from "./part.ts";

export type Matrix = readonly (readonly number[])[];

/** What a kernel finds in a digit. */
export type Found = {
  readonly map: Matrix;
  /** At how many places it is another number than the library's. */
  readonly unlike: number;
  /** The first of them, row by row; null when there is none. */
  readonly firstApart: { readonly row: number; readonly column: number } | null;
};

export type Edges = {
  readonly digit: Matrix;
  /** Three rows of three: how much brighter it is to the right than to the left. */
  readonly kernel: Matrix;
  readonly sideways: Part<Found>;
  readonly downwards: Part<Found>;
  /** The sideways edges, seen by windows of 2×2 that keep the largest. */
  readonly pooled: Part<Matrix>;
};

/** Sobel's kernel (1968): a difference of neighbours, smoothed across. */
const kernel = [
  [-1, 0, 1],
  [-2, 0, 2],
  [-1, 0, 1],
];

/** Lets a student's convolution look for edges in a four, and their pooling for the largest of them. */
export function findEdges({ conv2d, MaxPool2d }: Pick<typeof mine, "conv2d" | "MaxPool2d">): Edges {
  const digit = aFour();
  const find = (rows: Matrix): Found => {
    const weight = tensor([[rows.map((row) => [...row])]]);
    const found = matrixOf(conv2d(digit, weight, { padding: 1 }));
    const wanted = matrixOf(theirs(digit, weight, null, { padding: 1 }).data);
    const isUnlike = (value: number, i: number, j: number) =>
      !(Math.abs(value - (found[i]?.[j] ?? Number.NaN)) < 1e-5);
    const apart = wanted.flatMap((row, i) =>
      row.flatMap((value, j) => (isUnlike(value, i, j) ? [{ row: i, column: j }] : [])),
    );
    return { map: found, unlike: apart.length, firstApart: apart[0] ?? null };
  };
  const sideways = attempt(() => find(kernel));
  return {
    digit: matrixOf(digit),
    kernel,
    sideways,
    downwards: attempt(() => find(kernel.map((_, i) => kernel.map((row) => row[i] ?? 0)))),
    pooled: attempt(() => {
      const map = "done" in sideways ? sideways.done.map : matrixOf(digit);
      return matrixOf(new MaxPool2d<Tensor>(2).forward(tensor([[map.map((row) => row.map(Math.abs))]])));
    }),
  };
}

/** The first four of the digits, as one image of one channel. */
function aFour(): Tensor {
  const { tensors } = digits({ count: 40, noise: 0.03, generator: new Generator(4) });
  const [images, labels] = tensors;
  return images.slice(0, labels.data.indexOf(4), labels.data.indexOf(4) + 1);
}

/** Channel 0 of image 0. */
function matrixOf(images: Tensor): number[][] {
  const [, , height, width] = images.shape;
  const { data } = images.contiguous();
  return Array.from({ length: height ?? 0 }, (_, i) =>
    Array.from({ length: width ?? 0 }, (_, j) => data[i * (width ?? 0) + j] ?? Number.NaN),
  );
}
