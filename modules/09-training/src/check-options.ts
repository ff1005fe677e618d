import type { EarlyStopping } from "./early-stopping.ts";
import type { Loader } from "./parts.ts";

/** @throws RangeError on a maxNorm that is not above 0, or groups that are not a whole number >= 1. */
export function checkTrainer(maxNorm: number | undefined, accumulate: number): void {
  if (maxNorm !== undefined && !(maxNorm > 0))
    throw new RangeError(`Trainer: maxNorm must be > 0, got ${maxNorm}`);
  requireCount("accumulate", accumulate);
}

/** @throws RangeError on epochs that are no whole number >= 1, or a stop without validation; TypeError on an iterator. */
export function checkFit(
  epochs: number,
  loaders: readonly (Loader | undefined)[],
  validation: Loader | undefined,
  earlyStopping: EarlyStopping | undefined,
): void {
  requireCount("epochs", epochs);
  if (loaders.some((loader) => loader !== undefined && "next" in loader)) {
    throw new TypeError(
      "Trainer: a loader must start afresh in every epoch, got an iterator; pass the DataLoader itself",
    );
  }
  if (earlyStopping !== undefined && validation === undefined) {
    throw new RangeError("Trainer: early stopping must have a validation loader to watch, got none");
  }
}

/** @throws RangeError when a part of the training has a state and the checkpoint has not, or the other way round. */
export function checkSaved(part: string, isThere: boolean, isSaved: boolean): void {
  if (isThere === isSaved) return;
  const [must, got] = isThere ? ["have", "none"] : ["have no", "one"];
  throw new RangeError(`Trainer: a checkpoint for this trainer must ${must} ${part}, got ${got}`);
}

function requireCount(name: string, value: number): void {
  if (!(Number.isInteger(value) && value >= 1)) {
    throw new RangeError(`Trainer: ${name} must be a whole number >= 1, got ${value}`);
  }
}
