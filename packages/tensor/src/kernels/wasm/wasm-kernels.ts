import type { Kernels, Pair } from "../contract/kernels.ts";
import type { Shape, Strided } from "../contract/layout.ts";
import type { ReduceOperation } from "../contract/operations.ts";
import { jsKernels as js } from "../js/js-kernels.ts";
import { makeElementwise } from "./elementwise.ts";
import { theHeap } from "./heap.ts";
import { makeIndexing } from "./indexing.ts";
import { instantiate, type Variant, type WasmExports } from "./instantiate.ts";
import { makeNormals } from "./normals.ts";
import { areFloat32, isDense, release, staged, startOf, temporaryLike } from "./operands.ts";
import { makeProducts, placesOf } from "./products.ts";
import { planReduction, type ReductionPlan } from "./reduction-plan.ts";
import { LINE, share } from "./threads.ts";
import { makeTraining } from "./training.ts";

/** What an element takes about that is read, moved or updated, in nanoseconds. */
const [READ, MOVE, UPDATE] = [0.03, 0.2, 0.4];

/** How long rows may be that are pooled: a thread has room for one. */
const LONGEST_ROW = 1 << 17;

/** Of how many elements a mean is taken in float32; sums of more lose too much. */
const MOST_IN_MEAN = 512;

/**
 * Kernels in WebAssembly, for float32. What they do not cover (other element types, rare operations, outputs with gaps) is
 * done by the JavaScript kernels, on the same memory.
 */
export function makeWasmKernels(name: string, variant: Variant): Kernels {
  const heap = theHeap();
  const wasm = instantiate(variant);
  const { copy, elementwise } = makeElementwise(wasm);
  const products = makeProducts(wasm, copy);
  const pools = { max: wasm.poolMax, argmax: wasm.poolArgmax, mean: wasm.poolMean };
  const reductions = { sum: wasm.reduceSum, max: wasm.reduceMax, min: wasm.reduceMin };

  /** Runs an operation on operands that are dense and in the heap; false when there is no room for that. */
  function onDense(
    inputs: readonly Strided[],
    out: Strided,
    run: (inputs: readonly Strided[], out: Strided) => void,
  ): boolean {
    if (!areFloat32(...inputs)) return false;
    const done = (fit: readonly Strided[], target: Strided) => {
      run(fit, target);
      return true;
    };
    if (inputs.every(isDense) && out.storage.address !== 0) return done(inputs, out);
    return staged(inputs, isDense, out, copy, done);
  }

  function reduceOnce(
    operation: ReduceOperation,
    from: number,
    to: number,
    { outer, axis, inner }: ReductionPlan,
  ): void {
    const row = inner * 4;
    if (outer > 1) {
      const rest = [axis, inner, row];
      shareBlocks(reductions[operation], outer, axis * inner * READ, [from, axis * inner], [to, inner], rest);
    } else {
      share(reductions[operation], Math.ceil(inner / LINE), axis * LINE * READ, (start, count) => {
        const columns = Math.min((start + count) * LINE, inner) - start * LINE;
        return [from + start * LINE * 4, to + start * LINE * 4, 1, axis, columns, row];
      });
    }
  }

  /** Reduces one stretch of dimensions after another, from the last. */
  function reduce(operation: ReduceOperation, x: Strided, out: Strided): void {
    const done = onDense([x], out, ([from], to) => {
      const plan = planReduction(from.shape, to.shape);
      if (plan.before === null) reduceOnce(operation, startOf(from), startOf(to), plan);
      else {
        const between = temporaryLike(from, plan.before);
        if (between === null) js.reduce(operation, from, to);
        else {
          reduce(operation, from, between);
          reduce(operation, between, to);
          release(between);
        }
      }
    });
    if (!done) js.reduce(operation, x, out);
  }

  function fill(out: Strided, value: number): void {
    if (!isDense(out) || !areFloat32(out)) js.fill(out, value);
    else wasm.fill(startOf(out), out.size, value);
  }

  return {
    ...js,
    name,
    heap,
    fill,
    reduce,
    ...products,
    ...makeIndexing(wasm),
    normals: makeNormals(wasm),
    elementwise,
    argmax(x, out) {
      const n = x.shape[x.shape.length - 1];
      const done = onDense([x], out, ([from], to) =>
        shareBlocks(wasm.argmax, to.size, n * READ, [startOf(from), n], [startOf(to), 1], [n]),
      );
      if (!done) js.argmax(x, out);
    },
    softmax(x, logarithm, out) {
      const n = x.shape[x.shape.length - 1];
      const kernel = logarithm ? wasm.logSoftmax : wasm.softmax;
      const done = onDense([x], out, ([from], to) =>
        shareBlocks(kernel, x.size / n, n * UPDATE, [startOf(from), n], [startOf(to), n], [n]),
      );
      if (!done) js.softmax(x, logarithm, out);
    },
    unfold(x, window, padding, out) {
      const done = onDense([x], out, ([from], to) =>
        sharePlanes(wasm.unfold, from, to, from.shape, [...placesOf(window), padding]),
      );
      if (!done) js.unfold(x, window, padding, out);
    },
    fold(columns, window, out) {
      const done = onDense([columns], out, ([from], to) => {
        fill(to, 0);
        sharePlanes(wasm.fold, from, to, to.shape, placesOf(window));
      });
      if (!done) js.fold(columns, window, out);
    },
    pool(operation, x, window, out) {
      const pooled = ([from]: readonly Strided[], to: Strided) =>
        sharePlanes(pools[operation], from, to, from.shape, placesOf(window));
      const small = operation !== "mean" || window.kernel[0] * window.kernel[1] <= MOST_IN_MEAN;
      const fits = small && x.shape[3] + 2 * window.padding[1] <= LONGEST_ROW;
      if (!fits || !onDense([x], out, pooled)) js.pool(operation, x, window, out);
    },
    training: makeTraining(wasm),
  };
}

/** Shares work on blocks, each of which begins so many elements after the one before. */
function shareBlocks(
  kernel: WasmExports[string],
  blocks: number,
  cost: number,
  [from, fromSize]: Pair,
  [to, toSize]: Pair,
  rest: readonly number[],
): void {
  share(kernel, blocks, cost, (start, count) => [
    ...[from + start * fromSize * 4, to + start * toSize * 4, count],
    ...rest,
  ]);
}

/** Shares work on the planes of images of a shape. */
function sharePlanes(
  kernel: WasmExports[string],
  from: Strided,
  to: Strided,
  [images, channels, ...size]: Shape,
  rest: readonly number[],
): void {
  const planes = images * channels;
  const [fromSize, toSize] = [from.size / planes, to.size / planes];
  const cost = Math.max(fromSize, toSize) * MOVE;
  shareBlocks(kernel, planes, cost, [startOf(from), fromSize], [startOf(to), toSize], [...size, ...rest]);
}
