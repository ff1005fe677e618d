import type { Shape } from "../../shape.ts";
import { jsKernels as js } from "../js/js-kernels.ts";
import type { Kernels, Pair, ReduceOperation, Strided } from "../kernels.ts";
import { makeElementwise } from "./elementwise.ts";
import { type Fold, foldOf } from "./fold.ts";
import { theHeap } from "./heap.ts";
import { instantiate, type Variant, type WasmExports } from "./instantiate.ts";
import { areFloat32, isDense, release, staged, startOf, temporaryLike } from "./operands.ts";
import { makeProducts, placesOf } from "./products.ts";
import { isWorthSharing, share } from "./threads.ts";

/** What an element takes about that is read, moved or updated, in nanoseconds. */
const [READ, MOVE, UPDATE] = [0.03, 0.2, 0.4];

/** What threads write in pieces of so many elements, no two of them write in one cache line. */
const LINE = 16;

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
  const folds = { sum: wasm.reduceSum, max: wasm.reduceMax, min: wasm.reduceMin };

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

  function foldOnce(operation: ReduceOperation, from: number, to: number, { outer, axis, inner }: Fold): void {
    const row = inner * 4;
    if (outer > 1) {
      const rest = [axis, inner, row];
      shareBlocks(folds[operation], outer, axis * inner * READ, [from, axis * inner], [to, inner], rest);
    } else {
      share(folds[operation], Math.ceil(inner / LINE), axis * LINE * READ, (start, count) => {
        const columns = Math.min((start + count) * LINE, inner) - start * LINE;
        return [from + start * LINE * 4, to + start * LINE * 4, 1, axis, columns, row];
      });
    }
  }

  /** Folds one stretch of dimensions after another, from the last. */
  function reduce(operation: ReduceOperation, x: Strided, out: Strided): void {
    const done = onDense([x], out, ([from], to) => {
      const fold = foldOf(from.shape, to.shape);
      if (fold.before === null) foldOnce(operation, startOf(from), startOf(to), fold);
      else {
        const between = temporaryLike(from, fold.before);
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
    sgd(parameter, gradient, velocity, step) {
      const memory = velocity ?? parameter;
      if (!areReady(parameter, gradient, memory)) return js.sgd(parameter, gradient, velocity, step);
      const { learningRate, momentum, dampening, weightDecay, nesterov, maximize } = step;
      const [theta, g, b] = [startOf(parameter), startOf(gradient), velocity === null ? 0 : startOf(velocity)];
      const { size } = parameter;
      const [ahead, sign] = [Number(nesterov), maximize ? -1 : 1];
      // Small updates are called without a list on the way: there are many in a step of training.
      if (!isWorthSharing(size * UPDATE))
        wasm.sgd(theta, g, b, size, learningRate, momentum, dampening, weightDecay, ahead, sign);
      else shareUpdate(wasm.sgd, size, [theta, g, b], [learningRate, momentum, dampening, weightDecay, ahead, sign]);
    },
    adam(parameter, gradient, mean, meanSquare, largest, step) {
      const memory = largest ?? mean;
      if (!areReady(parameter, gradient, mean, meanSquare, memory))
        return js.adam(parameter, gradient, mean, meanSquare, largest, step);
      const { beta1, beta2, weightDecay, shrink, maximize, meanRate, gradientRate, scale, eps } = step;
      const { size } = parameter;
      const [theta, g, m, v] = [startOf(parameter), startOf(gradient), startOf(mean), startOf(meanSquare)];
      const most = largest === null ? 0 : startOf(largest);
      const [c1, c2, decay, sign] = [beta1, beta2, weightDecay, maximize ? -1 : 1];
      if (!isWorthSharing(size * UPDATE))
        wasm.adam(theta, g, m, v, most, size, c1, c2, decay, shrink, sign, meanRate, gradientRate, scale, eps);
      else {
        const numbers = [c1, c2, decay, shrink, sign, meanRate, gradientRate, scale, eps];
        shareUpdate(wasm.adam, size, [theta, g, m, v, most], numbers);
      }
    },
    crossEntropy(logits, classes, smoothing, losses, gradient) {
      if (!areReady(logits, losses, gradient) || !isDense(classes))
        return js.crossEntropy(logits, classes, smoothing, losses, gradient);
      const [loss, slope] = [startOf(losses), startOf(gradient)];
      wasm.crossEntropy(startOf(logits), startOf(classes), smoothing, loss, slope, ...logits.shape);
    },
    squaredError(a, b, difference) {
      if (!areReady(a, b, difference)) return js.squaredError(a, b, difference);
      return wasm.squaredError(startOf(a), startOf(b), startOf(difference), difference.size);
    },
  };
}

/** Whether operations in place can run on the tensors as they are. */
function areReady(...tensors: readonly Strided[]): boolean {
  return areFloat32(...tensors) && tensors.every(isDense);
}

/** Updates tensors of one size in place, in parts. A tensor that is missing has the address 0. */
function shareUpdate(
  kernel: WasmExports[string],
  size: number,
  addresses: readonly number[],
  numbers: readonly number[],
): void {
  share(kernel, Math.ceil(size / LINE), LINE * UPDATE, (start, count) => {
    const first = start * LINE;
    const starts = addresses.map((address) => (address === 0 ? 0 : address + first * 4));
    return [...starts, Math.min(count * LINE, size - first), ...numbers];
  });
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
