import { bytesPer } from "../../dtype.ts";
import { sizeOf } from "../../shape.ts";
import { jsKernels as js } from "../js/js-kernels.ts";
import type { ElementwiseOperation, Kernels, ReduceOperation, Strided, Window } from "../kernels.ts";
import { theHeap } from "./heap.ts";
import { instantiate } from "./instantiate.ts";
import { foldOf, forEachPlace, layOver } from "./layout.ts";
import { release, staged, temporaryLike } from "./staging.ts";

// Where assembly/elementwise.ts reads what to do, counted in elements of 4 bytes.
const [ROWS, COLUMNS, OPERANDS, OUT, NUMBER] = [16, 17, 18, 27, 30];
/** Where numbers lie that are operands, likewise. */
const SCALARS = 8;
const comparisons: ReadonlySet<ElementwiseOperation> = new Set(["eq", "ne", "lt", "le", "gt", "ge"]);
const javascriptOnly: ReadonlySet<ElementwiseOperation> = new Set(["pow", "sin", "cos", "erf"]);
/** From how many elements or products on operands from elsewhere are copied into the heap. */
const WORTH_STAGING = 2048;

/**
 * Kernels in WebAssembly, for float32. What they do not cover (other element types, rare operations, outputs with gaps) is
 * done by the JavaScript kernels, on the same memory.
 * @param bytes the compiled kernels, as base64
 */
export function makeWasmKernels(name: string, bytes: string): Kernels {
  const heap = theHeap();
  const { floats, integers } = heap;
  const wasm = instantiate(bytes);
  const folds = { sum: wasm.reduceSum, max: wasm.reduceMax, min: wasm.reduceMin };

  /** Describes an operand, or the output, to an elementwise kernel. */
  function describe(at: number, address: number, rowStep: number, step: number): void {
    integers[at] = address;
    integers[at + 1] = rowStep;
    integers[at + 2] = step;
  }

  /** Where an input's elements start; a number is first put in its place in the heap. */
  function addressOf(input: Strided, index: number): number {
    const { storage } = input;
    if (storage.address !== 0) return startOf(input);
    (storage.dtype === "bool" ? integers : floats)[SCALARS + index] = storage.data[input.offset];
    return (SCALARS + index) * 4;
  }

  /** Runs an elementwise kernel; false when it cannot write the output. */
  function byKernel(kernel: () => void, inputs: readonly Strided[], out: Strided): boolean {
    if (out.size === 0) return true;
    let flat = out.isContiguous;
    let present = out.storage.address !== 0;
    for (const input of inputs) {
      if (input.size === 1) continue;
      flat &&= input.isContiguous && input.size === out.size;
      present &&= input.storage.address !== 0;
    }
    if (!present) {
      if (out.size < WORTH_STAGING) return false;
      const isFit = (input: Strided) => input.size === 1 || input.storage.address !== 0;
      return staged(inputs, isFit, out, copy, (fit, target) => byKernel(kernel, fit, target));
    }
    if (!flat) return byRows(kernel, inputs, out);
    integers[ROWS] = 1;
    integers[COLUMNS] = out.size;
    for (let k = 0; k < inputs.length; k++) {
      describe(OPERANDS + 3 * k, addressOf(inputs[k], k), 0, inputs[k].size === 1 ? 0 : 1);
    }
    describe(OUT, startOf(out), 0, 1);
    kernel();
    return true;
  }

  /** As `byKernel`, over two dimensions; those beyond are walked through here. */
  function byRows(kernel: () => void, inputs: readonly Strided[], out: Strided): boolean {
    const layout = layOver(inputs, out);
    const { count, lengths, steps } = layout;
    const last = count - 1;
    const isFit = (_: Strided, k: number) => count === 0 || steps[k][last] === 0 || steps[k][last] === 1;
    if (!isFit(out, inputs.length)) return false;
    if (!inputs.every(isFit))
      return staged(inputs, isFit, out, copy, (fit, target) => byKernel(kernel, fit, target));

    integers[ROWS] = count > 1 ? lengths[last - 1] : 1;
    integers[COLUMNS] = count > 0 ? lengths[last] : 1;
    const places = [...inputs.map((_, k) => OPERANDS + 3 * k), OUT];
    const starts = [...inputs.map(addressOf), startOf(out)];
    const widths = [...inputs, out].map(({ storage }) => bytesPer[storage.dtype]);
    for (let k = 0; k < places.length; k++) {
      const rowStep = count > 1 ? steps[k][last - 1] * widths[k] : 0;
      describe(places[k], starts[k], rowStep, count > 0 ? steps[k][last] : 0);
    }
    forEachPlace(layout, count - 2, (at) => {
      for (let k = 0; k < places.length; k++) integers[places[k]] = starts[k] + at[k] * widths[k];
      kernel();
    });
    return true;
  }

  /** Copies to a tensor whose rows have no gaps; false when that is not what it is. */
  function tryCopy(from: Strided, to: Strided): boolean {
    const { storage } = from;
    if (to.size === 0) return true;
    if (storage.address === 0 || to.storage.address === 0) return false;
    if (storage.dtype !== to.storage.dtype || bytesPer[storage.dtype] !== 4) return false;
    const layout = layOver([from], to);
    const { count, lengths, steps } = layout;
    const [step, toStep] = steps;
    const last = count - 1;
    if (count > 0 && toStep[last] !== 1) return false;
    if (count === 0 || step[last] === 0 || step[last] === 1) return byKernel(wasm.copy, [from], to);
    const [rows, columns] = [count > 1 ? lengths[last - 1] : 1, lengths[last]];
    const [row, toRow] = count > 1 ? [step[last - 1] * 4, toStep[last - 1] * 4] : [0, 0];
    const [source, target] = [startOf(from), startOf(to)];
    forEachPlace(layout, count - 2, ([i, k]) => {
      wasm.copyStrided(source + i * 4, row, step[last] * 4, target + k * 4, toRow, rows, columns);
    });
    return true;
  }

  function copy(from: Strided, to: Strided): void {
    if (!tryCopy(from, to)) js.elementwise("copy", [from], to);
  }

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
      if (fold.before === null)
        folds[operation](startOf(from), startOf(to), fold.outer, fold.axis, fold.inner);
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
    const joined = count > 0 && steps[1][count - 1] === 0 && steps[0][count - 1] * 4 === m * aRow;
    const rows = joined ? m * lengths[count - 1] : m;
    forEachPlace(layout, joined ? count - 1 : count, ([i, j, place]) => {
      const [x, y, z] = [left + i * 4, right + j * 4, to + place * 4];
      wasm.matmul(x, aRow, aColumn, y, bRow, bColumn, z, n * 4, rows, k, n);
    });
    return true;
  }

  function matmul(a: Strided, b: Strided, out: Strided): void {
    const isFit = ({ storage }: Strided) => storage.address !== 0;
    if (!areFloat32(a, b, out)) js.matmul(a, b, out);
    else if (isFit(a) && isFit(b) && isFit(out)) multiply([a, b], out);
    else if (
      out.size * a.shape[a.shape.length - 1] < WORTH_STAGING ||
      !staged([a, b], isFit, out, copy, multiply)
    )
      js.matmul(a, b, out);
  }

  function fill(out: Strided, value: number): void {
    if (out.storage.address === 0 || out.storage.dtype !== "float32" || !out.isContiguous)
      js.fill(out, value);
    else floats.fill(value, startOf(out) / 4, startOf(out) / 4 + out.size);
  }

  return {
    ...js,
    name,
    heap,
    fill,
    reduce,
    matmul,
    elementwise(operation, inputs, out, scalar = 0) {
      if (operation === "copy") copy(inputs[0], out);
      else {
        floats[NUMBER] = scalar;
        const done = covers(operation, inputs, out) && byKernel(wasm[operation], inputs, out);
        if (!done) js.elementwise(operation, inputs, out, scalar);
      }
    },
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
      const written = velocity === null ? [parameter, gradient] : [parameter, gradient, velocity];
      if (!areFloat32(...written) || !written.every(isDense)) {
        js.sgd(parameter, gradient, velocity, step);
        return;
      }
      wasm.sgd(
        startOf(parameter),
        startOf(gradient),
        velocity === null ? 0 : startOf(velocity),
        parameter.size,
        step.learningRate,
        step.momentum,
        step.dampening,
        step.weightDecay,
        step.nesterov ? 1 : 0,
        step.maximize ? -1 : 1,
      );
    },
    adam(parameter, gradient, mean, meanSquare, largest, step) {
      const written = [parameter, gradient, mean, meanSquare];
      if (largest !== null) written.push(largest);
      if (!areFloat32(...written) || !written.every(isDense)) {
        js.adam(parameter, gradient, mean, meanSquare, largest, step);
        return;
      }
      wasm.adam(
        startOf(parameter),
        startOf(gradient),
        startOf(mean),
        startOf(meanSquare),
        largest === null ? 0 : startOf(largest),
        parameter.size,
        step.beta1,
        step.beta2,
        step.weightDecay,
        step.shrink,
        step.maximize ? -1 : 1,
        step.meanRate,
        step.gradientRate,
        step.scale,
        step.eps,
      );
    },
    crossEntropy(logits, classes, smoothing, losses, gradient) {
      const covered = areFloat32(logits, losses, gradient) && classes.storage.dtype === "int32";
      if (!covered || ![logits, classes, losses, gradient].every(isDense)) {
        js.crossEntropy(logits, classes, smoothing, losses, gradient);
        return;
      }
      const [rows, n] = logits.shape;
      wasm.crossEntropy(
        startOf(logits),
        startOf(classes),
        smoothing,
        startOf(losses),
        startOf(gradient),
        rows,
        n,
      );
    },
    squaredError(a, b, difference) {
      if (!areFloat32(a, b, difference) || ![a, b, difference].every(isDense))
        return js.squaredError(a, b, difference);
      return wasm.squaredError(startOf(a), startOf(b), startOf(difference), difference.size);
    },
  };
}

/** Whether there is a kernel for an operation on operands of these types. */
function covers(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided): boolean {
  if (out.storage.dtype !== (comparisons.has(operation) ? "bool" : "float32")) return false;
  return (
    !javascriptOnly.has(operation) &&
    inputs.every(({ storage: { dtype, address }, size }, k) => {
      if (operation === "where" && k === 0) return dtype === "bool";
      // A number takes the type it is used in.
      return dtype === "float32" || (address === 0 && size === 1);
    })
  );
}

function startOf({ storage, offset }: Strided): number {
  return storage.address + offset * bytesPer[storage.dtype];
}

function isDense({ storage, isContiguous }: Strided): boolean {
  return isContiguous && storage.address !== 0;
}

function areFloat32(...operands: readonly Strided[]): boolean {
  for (const { storage } of operands) if (storage.dtype !== "float32") return false;
  return true;
}

/** An operand of a matrix product without its last two dimensions. */
function batchOf({ storage, shape, strides, offset }: Strided): Strided {
  const batch = shape.slice(0, -2);
  return {
    storage,
    shape: batch,
    strides: strides.slice(0, -2),
    offset,
    size: sizeOf(batch),
    isContiguous: false,
  };
}

function planesOf({ shape: [images, channels, height, width] }: Strided): [number, number, number] {
  return [images * channels, height, width];
}

function placesOf({ kernel, stride, padding, dilation, output }: Window): readonly number[] {
  return [...kernel, ...stride, ...padding, ...dilation, ...output];
}
