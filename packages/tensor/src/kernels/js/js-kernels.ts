import type { Kernels } from "../contract/kernels.ts";
import { conv2d } from "./convolve.ts";
import { cumsum } from "./cumsum.ts";
import { elementwise, fill } from "./elementwise.ts";
import { anyOutside, gather, indexAdd, indexSelect, scatterAdd } from "./indexing.ts";
import { matmul } from "./matmul.ts";
import { normals } from "./normals.ts";
import { pool } from "./pool.ts";
import { argmax, reduce } from "./reduce.ts";
import { softmax } from "./softmax.ts";
import { argsort } from "./sort.ts";
import { jsTraining } from "./training.ts";
import { fold, unfold } from "./unfold.ts";

/** Kernels in plain JavaScript: short loops that say what each operation means, and the oracle for any faster ones. */
export const jsKernels: Kernels = {
  name: "js",
  heap: null,
  fill,
  elementwise,
  reduce,
  argmax,
  argsort,
  softmax,
  matmul,
  conv2d,
  indexSelect,
  indexAdd,
  gather,
  scatterAdd,
  anyOutside,
  normals,
  cumsum,
  unfold,
  fold,
  pool,
  training: jsTraining,
};
