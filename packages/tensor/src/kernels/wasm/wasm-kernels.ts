import { jsKernels as js } from "../js/js-kernels.ts";
import type { Kernels, ReduceOperation, Strided, Window } from "../kernels.ts";
import { batchOf, forEachPlace, layOver } from "../rows.ts";
import { makeElementwise, WORTH_STAGING } from "./elementwise.ts";
import { foldOf } from "./fold.ts";
import { theHeap } from "./heap.ts";
import { instantiate, type Variant } from "./instantiate.ts";
import { areFloat32, isDense, release, staged, startOf, temporaryLike } from "./operands.ts";

/**
 * Kernels in WebAssembly, for float32. What they do not cover (other element types, rare operations, outputs with gaps) is
 * done by the JavaScript kernels, on the same memory.
 */
export function makeWasmKernels(name: string, variant: Variant): Kernels {
  const heap = theHeap();
  const wasm = instantiate(variant);
  const { copy, elementwise } = makeElementwise(wasm);
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

  /** Folds one stretch of dimensions after another, from the last. */
  function reduce(operation: ReduceOperation, x: Strided, out: Strided): void {
    const done = onDense([x], out, ([from], to) => {
      const fold = foldOf(from.shape, to.shape);
      if (fold.before === null) folds[operation](startOf(from), startOf(to), fold.outer, fold.axis, fold.inner);
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

  /** Multiplies matrices in the heap. */
  function multiply([a, b]: readonly Strided[], out: Strided): boolean {
    const last = out.shape.length - 1;
    const [m, n] = [out.shape[last - 1], out.shape[last]];
    const k = a.shape[a.shape.length - 1];
    if (k === 0 || out.size === 0) {
      fill(out, 0);
      return true;
    }
    const [aRow, aColumn] = [a.strides[a.shape.length - 2] * 4, a.strides[a.shape.length - 1] * 4];
    const [bRow, bColumn] = [b.strides[b.shape.length - 2] * 4, b.strides[b.shape.length - 1] * 4];
    const [left, right, to] = [startOf(a), startOf(b), startOf(out)];
    if (last === 1) {
      wasm.matmul(left, aRow, aColumn, right, bRow, bColumn, to, n * 4, m, k, n);
      return true;
    }
    const layout = layOver([batchOf(a), batchOf(b)], batchOf(out));
    // A batch times one matrix is one product of all its rows.
    const { count, lengths, steps } = layout;
    const apart = steps[0][count - 1] * 4;
    const joined = count > 0 && steps[1][count - 1] === 0 && (m === 1 || apart === m * aRow);
    const [rows, rowStep] = joined ? [m * lengths[count - 1], apart / m] : [m, aRow];
    const at = [0, 0, 0];
    forEachPlace(layout, joined ? count - 1 : count, at, () => {
      const [x, y, z] = [left + at[0] * 4, right + at[1] * 4, to + at[2] * 4];
      wasm.matmul(x, rowStep, aColumn, y, bRow, bColumn, z, n * 4, rows, k, n);
    });
    return true;
  }

  function matmul(a: Strided, b: Strided, out: Strided): void {
    const isFit = ({ storage }: Strided) => storage.address !== 0;
    const products = out.size * a.shape[a.shape.length - 1];
    if (!areFloat32(a, b, out)) js.matmul(a, b, out);
    else if (isFit(a) && isFit(b) && isFit(out)) multiply([a, b], out);
    else if (products < WORTH_STAGING || !staged([a, b], isFit, out, copy, multiply)) js.matmul(a, b, out);
  }

  function fill(out: Strided, value: number): void {
    if (out.storage.address === 0 || out.storage.dtype !== "float32" || !out.isContiguous) js.fill(out, value);
    else heap.floats.fill(value, startOf(out) / 4, startOf(out) / 4 + out.size);
  }

  return {
    ...js,
    name,
    heap,
    fill,
    reduce,
    matmul,
    elementwise,
    argmax(x, out) {
      const n = x.shape[x.shape.length - 1];
      const done = onDense([x], out, ([from], to) => wasm.argmax(startOf(from), startOf(to), to.size, n));
      if (!done) js.argmax(x, out);
    },
    softmax(x, logarithm, out) {
      const n = x.shape[x.shape.length - 1];
      const run = logarithm ? wasm.logSoftmax : wasm.softmax;
      const done = onDense([x], out, ([from], to) => run(startOf(from), startOf(to), x.size / n, n));
      if (!done) js.softmax(x, logarithm, out);
    },
    unfold(x, window, padding, out) {
      const done = onDense([x], out, ([from], to) => {
        wasm.unfold(startOf(from), startOf(to), padding, ...planesOf(from), ...placesOf(window));
      });
      if (!done) js.unfold(x, window, padding, out);
    },
    fold(columns, window, out) {
      const done = onDense([columns], out, ([from], to) => {
        fill(to, 0);
        wasm.fold(startOf(to), startOf(from), ...planesOf(to), ...placesOf(window));
      });
      if (!done) js.fold(columns, window, out);
    },
    sgd(parameter, gradient, velocity, step) {
      const memory = velocity ?? parameter;
      if (!areReady(parameter, gradient, memory)) return js.sgd(parameter, gradient, velocity, step);
      const { learningRate, momentum, dampening, weightDecay, nesterov, maximize } = step;
      const addresses = [parameter, gradient, memory].map(startOf);
      if (velocity === null) addresses[2] = 0;
      const numbers = [learningRate, momentum, dampening, weightDecay, Number(nesterov), maximize ? -1 : 1];
      wasm.sgd(...addresses, parameter.size, ...numbers);
    },
    adam(parameter, gradient, mean, meanSquare, largest, step) {
      const memory = largest ?? mean;
      if (!areReady(parameter, gradient, mean, meanSquare, memory))
        return js.adam(parameter, gradient, mean, meanSquare, largest, step);
      const { beta1, beta2, weightDecay, shrink, maximize, meanRate, gradientRate, scale, eps } = step;
      const addresses = [parameter, gradient, mean, meanSquare, memory].map(startOf);
      if (largest === null) addresses[4] = 0;
      const decays = [beta1, beta2, weightDecay, shrink, maximize ? -1 : 1];
      wasm.adam(...addresses, parameter.size, ...decays, meanRate, gradientRate, scale, eps);
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

function planesOf({ shape: [images, channels, height, width] }: Strided): [number, number, number] {
  return [images * channels, height, width];
}

function placesOf({ kernel, stride, padding, dilation, output }: Window): readonly number[] {
  return [...kernel, ...stride, ...padding, ...dilation, ...output];
}
