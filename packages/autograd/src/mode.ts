import { rules } from "@tinytorch/options";

let enabled = true;

/** Whether operations are being recorded for backward. */
export function isGradEnabled(): boolean {
  return enabled;
}

/** Runs a function without recording, and restores the mode even when it throws. Returns what the function returns. */
export function noGrad<Result>(fn: () => Result): Result {
  return withMode("noGrad", false, fn);
}

/** Runs a function with recording on, inside a `noGrad` for instance, and restores the mode even when it throws. */
export function enableGrad<Result>(fn: () => Result): Result {
  return withMode("enableGrad", true, fn);
}

function withMode<Result>(operation: string, mode: boolean, fn: () => Result): Result {
  if (typeof fn !== "function")
    throw new TypeError(`${operation}: what runs must be a function, got ${rules.shown(fn)}`);
  const previous = enabled;
  enabled = mode;
  try {
    return fn();
  } finally {
    enabled = previous;
  }
}
