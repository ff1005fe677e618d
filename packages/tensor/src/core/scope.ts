import { rules } from "@tinytorch/options";
import { gatherStorages, Storage } from "./storage.ts";

/** The key of a method that says what an object holds: tensors, or further objects that hold some. */
export const holdings: unique symbol = Symbol("holdings");

/** An object that holds tensors, and says which, so that they survive a scope together with it. */
export interface Holder {
  [holdings](): Iterable<unknown>;
}

/**
 * Runs a function and frees every tensor that was made meanwhile, also when it throws: blocks return at once to where the
 * next step takes them from, without waiting for the garbage collector. What the function returns survives into the
 * scope around, and so does what was passed to `keep`: a tensor, a variable or whatever else says what it holds, or an array,
 * map, set or plain object of such.
 * Using anything else afterwards is an error that says so.
 *
 *   const loss = scope(() => {
 *     optimizer.zeroGrad();
 *     const loss = crossEntropy(model.forward(x), y);
 *     loss.backward();
 *     optimizer.step();
 *     return loss.item();
 *   });
 *
 * @throws TypeError when the function is asynchronous: it would go on after its scope has ended; Error when it returns a
 *   tensor that has already been freed
 */
export function scope<Result>(fn: () => Result): Result {
  if (typeof fn !== "function") throw new TypeError(`scope: what runs must be a function, got ${rules.shown(fn)}`);
  const made: Storage[] = [];
  const outer = gatherStorages(made);
  let returned: ReadonlySet<Storage> = new Set();
  try {
    const result = fn();
    if (result instanceof Promise) {
      // What it meets now that its tensors are gone is this error's consequence, and not to be reported beside it.
      result.catch(() => {});
      throw new TypeError("scope: the function must not be asynchronous, got a promise");
    }
    returned = storagesIn(result);
    return result;
  } finally {
    gatherStorages(outer);
    for (const storage of made) {
      if (storage.life === "kept") continue;
      if (!returned.has(storage)) storage.free();
      else if (outer === null) storage.keep();
      else outer.push(storage);
    }
  }
}

/**
 * Keeps what a value holds beyond every scope it was made in, as `scope` would keep its result; returns the value.
 * @throws TypeError on a value that cannot hold tensors, or does not say which; Error on a tensor that has already been freed
 */
export function keep<Value>(value: Value): Value {
  if (typeof value !== "object" || value === null || contentsOf(value) === null)
    throw new TypeError(`keep: a value must say which tensors it holds, got ${rules.shown(value)}`);
  for (const storage of storagesIn(value)) if (storage.life !== "kept") storage.keep();
  return value;
}

/**
 * The storages in a value: in tensors and other holders, and in arrays, maps, sets and plain objects of them.
 * @throws Error when one has been freed
 */
function storagesIn(root: unknown): Set<Storage> {
  const storages = new Set<Storage>();
  const seen = new Set<object>();
  const unexplored: object[] = [];
  const explore = (values: Iterable<unknown>): void => {
    for (const value of values) {
      if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value)) continue;
      seen.add(value);
      unexplored.push(value);
    }
  };
  explore([root]);
  for (let value = unexplored.pop(); value !== undefined; value = unexplored.pop()) {
    if (value instanceof Storage) storages.add(value);
    else explore(contentsOf(value) ?? []);
  }
  for (const storage of storages) storage.requireAlive();
  return storages;
}

/** What an object holds; null when it does not say. */
function contentsOf(value: object): Iterable<unknown> | null {
  if (isHolder(value)) return value[holdings]();
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return value.values();
  return isPlain(value) ? Object.values(value) : null;
}

function isHolder(value: object): value is Holder {
  return holdings in value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
