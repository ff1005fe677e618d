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
 * scope around (a tensor or variable, or an array or plain object of such), and so does what was passed to `keep`.
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
 * @throws TypeError when the function is asynchronous: it would go on after its scope has ended
 */
export function scope<Result>(fn: () => Result): Result {
  const made: Storage[] = [];
  const outer = gatherStorages(made);
  try {
    const result = fn();
    if (result instanceof Promise)
      throw new TypeError("scope: the function must not be asynchronous, got a promise");
    forEachStorage(result, (storage) => {
      if (storage.life === "scoped") storage.life = "escaping";
    });
    return result;
  } finally {
    gatherStorages(outer);
    for (const storage of made) {
      if (storage.life === "scoped") storage.free();
      else if (storage.life === "escaping") handOver(storage, outer);
    }
  }
}

function handOver(storage: Storage, outer: Storage[] | null): void {
  if (outer === null) storage.keep();
  else {
    storage.life = "scoped";
    outer.push(storage);
  }
}

/** Keeps what a value holds beyond every scope it was made in, as `scope` would keep its result; returns the value. */
export function keep<Value>(value: Value): Value {
  forEachStorage(value, (storage) => {
    if (storage.life !== "kept") storage.keep();
  });
  return value;
}

/** Visits the storages in a value: in tensors and other holders, and in arrays, maps and plain objects of them. */
function forEachStorage(root: unknown, visit: (storage: Storage) => void): void {
  const seen = new Set<object>();
  const unexplored: object[] = [];
  const explore = (values: Iterable<unknown>): void => {
    for (const value of values) {
      if (typeof value !== "object" || value === null || ArrayBuffer.isView(value) || seen.has(value))
        continue;
      seen.add(value);
      unexplored.push(value);
    }
  };
  explore([root]);
  for (let value = unexplored.pop(); value !== undefined; value = unexplored.pop()) {
    if (value instanceof Storage) visit(value);
    else if (isHolder(value)) explore(value[holdings]());
    else if (Array.isArray(value) || value instanceof Map || value instanceof Set) explore(value.values());
    else if (isPlain(value)) explore(Object.values(value));
  }
}

function isHolder(value: object): value is Holder {
  return holdings in value;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
