import { rules } from "@tinytorch/options";

// Options of operations on elements and of reductions. Left out they cost nothing: these are read at every step.

/** Options of a reduction. */
export interface ReduceOptions {
  /** Keep each reduced dimension with size 1 (default false). */
  keepdim?: boolean;
}

/** Whether an object has no other option. A step asks this hundreds of times, and a table takes as long as adding a hundred numbers. */
function hasOnly(options: object | null, name: string): boolean {
  if (options === null) return false;
  for (const other in options) if (other !== name) return false;
  return true;
}

const reduceTable = { keepdim: rules.flag.or(false) };

/** Whether reduced dimensions stay. @throws RangeError on another option, or another value */
export function keepdimOf(operation: string, options: ReduceOptions | undefined): boolean {
  if (options === undefined) return false;
  if (hasOnly(options, "keepdim") && typeof options.keepdim === "boolean") return options.keepdim;
  return rules.readOptions(operation, reduceTable, options).keepdim;
}

const alphaTable = { alpha: rules.anyNumber.or(1) };
const valueTable = { value: rules.anyNumber.or(1) };

/** What the operand of a sum is multiplied by. @throws RangeError as `keepdimOf` does */
export function alphaOf(operation: string, options: { alpha?: number } | undefined): number {
  if (options === undefined) return 1;
  if (hasOnly(options, "alpha") && typeof options.alpha === "number") return options.alpha;
  return rules.readOptions(operation, alphaTable, options).alpha;
}

/** What a product or a quotient is multiplied by before it is added. @throws RangeError as `keepdimOf` does */
export function factorOf(operation: string, options: { value?: number } | undefined): number {
  if (options === undefined) return 1;
  if (hasOnly(options, "value") && typeof options.value === "number") return options.value;
  return rules.readOptions(operation, valueTable, options).value;
}

/** The bounds of `clamp`; one that is left out does not bind. */
export interface Bounds {
  min?: number;
  max?: number;
}

const boundsTable = {
  min: rules.anyNumber.or(Number.NEGATIVE_INFINITY),
  max: rules.anyNumber.or(Number.POSITIVE_INFINITY),
};

/** Both bounds. @throws RangeError on a bound that is NaN, and as `keepdimOf` does */
export function boundsOf(operation: string, bounds: Bounds): Required<Bounds> {
  const { min, max } = rules.readOptions(operation, boundsTable, bounds);
  if (Number.isNaN(min) || Number.isNaN(max))
    throw new RangeError(`${operation}: bounds must not be NaN, got min ${min} and max ${max}`);
  return { min, max };
}
