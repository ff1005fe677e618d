let enabled = true;

/** Whether operations are being recorded for backward. */
export function isGradEnabled(): boolean {
  return enabled;
}

/** Runs a function without recording, and restores the mode even when it throws. Returns what the function returns. */
export function noGrad<Result>(fn: () => Result): Result {
  return withMode(false, fn);
}

/** Runs a function with recording on, inside a `noGrad` for instance, and restores the mode even when it throws. */
export function enableGrad<Result>(fn: () => Result): Result {
  return withMode(true, fn);
}

function withMode<Result>(mode: boolean, fn: () => Result): Result {
  const previous = enabled;
  enabled = mode;
  try {
    return fn();
  } finally {
    enabled = previous;
  }
}
