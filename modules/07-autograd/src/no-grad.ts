const recording = { isOn: true };

/** Whether operations are being recorded. `apply` asks. */
export function isGradEnabled(): boolean {
  return recording.isOn;
}

/**
 * Runs a function without recording: what it computes requires no gradient and remembers nothing, so evaluation costs no
 * memory. Afterwards recording is as it was before, also when calls are nested and when the function throws.
 *
 * @returns what the function returns.
 */
export function noGrad<Result>(fn: () => Result): Result {
  throw new Error("TODO(07-autograd): run fn with recording off, then put back what it was");
}
