import { bytesPer } from "../contract/elements.ts";
import type { Strided } from "../contract/layout.ts";
import type { ElementwiseOperation } from "../contract/operations.ts";
import { comparisons } from "../contract/operations.ts";
import { jsKernels } from "../js/js-kernels.ts";
import { forEachPlace, isFlatOver, layOver } from "../rows.ts";
import { theHeap } from "./heap.ts";
import type { WasmExports } from "./instantiate.ts";
import * as map from "./memory-map.ts";
import { staged, startOf } from "./operands.ts";
import { isWorthSharing, share } from "./threads.ts";

// Where the plan is that assemblyscript/elementwise.ts reads, and what stands where in it, counted in elements of 4 bytes.
const PLAN = map.PLANS / 4;
const PLAN_LENGTH = map.plan.bytes / 4;
const ROWS = map.plan.rows / 4;
const COLUMNS = map.plan.columns / 4;
const OPERANDS = map.plan.operands / 4;
const OUT = map.plan.out / 4;
const NUMBER = map.plan.number / 4;
const SCALARS = map.SCALARS / 4;

/** Pieces of a row are so long that no two threads write to the same cache line, even of bytes. */
const PIECE = 64;

/** What an element takes about, in nanoseconds: where memory is the limit, and elsewhere. */
const [LIGHT, HEAVY] = [0.1, 0.5];
const light: ReadonlySet<ElementwiseOperation> = new Set([
  "copy",
  "relu",
  "reluGradient",
  "addScaled",
  "add",
  "sub",
  "mul",
  "square",
]);

/** From how many elements or products on operands from elsewhere are copied into the heap. */
export const WORTH_STAGING = 2048;

/** Operations on elements, and copies to what has no gaps, where kernels cover them. */
export interface WasmElementwise {
  copy(from: Strided, to: Strided): void;
  elementwise(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided, scalar?: number): void;
}

/** Runs the elementwise kernels, and leaves to JavaScript what they do not cover. */
export function makeElementwise(wasm: WasmExports): WasmElementwise {
  const { floats, integers } = theHeap();

  /** Describes an operand, or the output, in the plan. */
  function describe(place: number, address: number, rowStep: number, step: number): void {
    integers[PLAN + place] = address;
    integers[PLAN + place + 1] = rowStep;
    integers[PLAN + place + 2] = step;
  }

  /** Runs the plan: at once, or some of its rows at a time, or some of the elements of the only one. */
  function run(operation: ElementwiseOperation): void {
    const [rows, columns] = [integers[PLAN + ROWS], integers[PLAN + COLUMNS]];
    const cost = light.has(operation) ? LIGHT : HEAVY;
    let written = 0;
    if (!isWorthSharing(rows * columns * cost)) wasm[operation](PLAN * 4);
    else if (rows > 1)
      share(wasm[operation], rows, columns * cost, (start, count) => {
        const plan = copyPlan(++written, (place) => start * integers[place + 1]);
        integers[plan + ROWS] = count;
        return [plan * 4];
      });
    else
      share(wasm[operation], Math.ceil(columns / PIECE), PIECE * cost, (start, count) => {
        const first = start * PIECE;
        const plan = copyPlan(++written, (place, k) => first * integers[place + 2] * widthOf(operation, k));
        integers[plan + COLUMNS] = Math.min(count * PIECE, columns - first);
        return [plan * 4];
      });
  }

  /** Copies the plan to a place further on, with every operand and the output moved by so many bytes. */
  function copyPlan(number: number, shift: (place: number, k: number) => number): number {
    const plan = PLAN + number * PLAN_LENGTH;
    integers.copyWithin(plan, PLAN, PLAN + PLAN_LENGTH);
    for (let k = 0; k < 4; k++) integers[plan + OPERANDS + 3 * k] += shift(plan + OPERANDS + 3 * k, k);
    return plan;
  }

  /** Where an input's elements start; a number is first put in its place in the heap. */
  function addressOf(input: Strided, index: number): number {
    const { storage } = input;
    if (storage.address !== 0) return startOf(input);
    (storage.dtype === "bool" ? integers : floats)[SCALARS + index] = storage.data[input.offset];
    return (SCALARS + index) * 4;
  }

  /** Runs an elementwise kernel; false when it cannot write the output. */
  function byKernel(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided): boolean {
    if (out.size === 0) return true;
    let flat = out.isContiguous;
    let present = out.storage.address !== 0;
    for (const input of inputs) {
      flat &&= isFlatOver(input, out);
      present &&= input.size === 1 || input.storage.address !== 0;
    }
    if (!present) {
      if (out.size < WORTH_STAGING) return false;
      const isFit = (input: Strided) => input.size === 1 || input.storage.address !== 0;
      return staged(inputs, isFit, out, copy, (fit, target) => byKernel(operation, fit, target));
    }
    if (!flat) return byRows(operation, inputs, out);
    integers[PLAN + ROWS] = 1;
    integers[PLAN + COLUMNS] = out.size;
    for (let k = 0; k < inputs.length; k++) {
      describe(OPERANDS + 3 * k, addressOf(inputs[k], k), 0, inputs[k].size === 1 ? 0 : 1);
    }
    describe(OUT, startOf(out), 0, 1);
    run(operation);
    return true;
  }

  /** As `byKernel`, over two dimensions; those beyond are walked through here. */
  function byRows(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided): boolean {
    const layout = layOver(inputs, out);
    const { count, lengths, steps } = layout;
    const last = count - 1;
    const isFit = (_: Strided, k: number) => count === 0 || steps[k][last] === 0 || steps[k][last] === 1;
    if (!isFit(out, inputs.length)) return false;
    if (!inputs.every(isFit))
      return staged(inputs, isFit, out, copy, (fit, target) => byKernel(operation, fit, target));

    integers[PLAN + ROWS] = count > 1 ? lengths[last - 1] : 1;
    integers[PLAN + COLUMNS] = count > 0 ? lengths[last] : 1;
    const places = [...inputs.map((_, k) => OPERANDS + 3 * k), OUT];
    const starts = [...inputs.map(addressOf), startOf(out)];
    const widths = [...inputs, out].map(({ storage }) => bytesPer[storage.dtype]);
    for (let k = 0; k < places.length; k++) {
      const rowStep = count > 1 ? steps[k][last - 1] * widths[k] : 0;
      describe(places[k], starts[k], rowStep, count > 0 ? steps[k][last] : 0);
    }
    const at = places.map(() => 0);
    forEachPlace(layout, count - 2, at, () => {
      for (let k = 0; k < places.length; k++) integers[PLAN + places[k]] = starts[k] + at[k] * widths[k];
      run(operation);
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
    if (count === 0 || step[last] === 0 || step[last] === 1) return byKernel("copy", [from], to);
    const [rows, columns] = [count > 1 ? lengths[last - 1] : 1, lengths[last]];
    const [row, toRow] = count > 1 ? [step[last - 1] * 4, toStep[last - 1] * 4] : [0, 0];
    const [source, target] = [startOf(from), startOf(to)];
    const at = [0, 0];
    forEachPlace(layout, count - 2, at, () => {
      wasm.copyStrided(source + at[0] * 4, row, step[last] * 4, target + at[1] * 4, toRow, rows, columns);
    });
    return true;
  }

  function copy(from: Strided, to: Strided): void {
    if (!tryCopy(from, to)) jsKernels.elementwise("copy", [from], to);
  }

  function elementwise(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided, scalar = 0): void {
    if (operation === "copy") copy(inputs[0], out);
    else {
      floats[PLAN + NUMBER] = scalar;
      // An operation may have no kernel yet.
      const done = operation in wasm && covers(operation, inputs, out) && byKernel(operation, inputs, out);
      if (!done) jsKernels.elementwise(operation, inputs, out, scalar);
    }
  }

  return { copy, elementwise };
}

/** How many bytes an element of an operand, or of the output (3), takes. */
function widthOf(operation: ElementwiseOperation, k: number): number {
  return (k === 3 && comparisons.has(operation)) || (k === 0 && operation === "where") ? 1 : 4;
}

/** Whether there is a kernel for an operation on operands of these types. */
function covers(operation: ElementwiseOperation, inputs: readonly Strided[], out: Strided): boolean {
  if (out.storage.dtype !== (comparisons.has(operation) ? "bool" : "float32")) return false;
  return inputs.every(({ storage: { dtype, address }, size }, k) => {
    if (operation === "where" && k === 0) return dtype === "bool";
    // A number takes the type it is used in.
    return dtype === "float32" || (address === 0 && size === 1);
  });
}
