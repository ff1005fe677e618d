import { rules } from "@tinytorch/options";

let enabled = true;

/** Whether operations are being recorded for backward. */
export function isGradEnabled(): boolean {
  return enabled;
}

/**
 * Runs a function without recording, and restores the mode even when it throws. Returns what the function returns.
 * @throws TypeError when the function is asynchronous: it would go on after the mode is restored
 */
export function noGrad<Result>(fn: () => Result): Result {
  return withMode("noGrad", false, fn);
}

/** Runs a function with recording on, inside a `noGrad` for instance; otherwise as `noGrad`. */
export function enableGrad<Result>(fn: () => Result): Result {
  return withMode("enableGrad", true, fn);
}

function withMode<Result>(operation: string, mode: boolean, fn: () => Result): Result {
  if (typeof fn !== "function")
    throw new TypeError(`${operation}: what runs must be a function, got ${rules.shown(fn)}`);
  const previous = enabled;
  enabled = mode;
  try {
    const result = fn();
    if (result instanceof Promise) {
      // What it meets in another mode is this error's consequence, and not to be reported beside it.
      result.catch(() => {});
      throw new TypeError(
        `${operation}: the function must not be asynchronous, got a promise; it would go on in another mode`,
      );
    }
    return result;
  } finally {
    enabled = previous;
  }
}
