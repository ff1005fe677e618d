import { rules } from "@tinytorch/options";
import { formatShape, type Shape } from "@tinytorch/tensor/internal";

/** How a window moves over sequences. */
interface Movement {
  readonly stride: number;
  readonly padding: number;
  readonly dilation?: number;
}

/**
 * Checks a window over sequences, which are then images of height 1: a mistake is told by the shapes that were given.
 * @param mayHangOver whether the last window may reach over the end
 * @throws RangeError on another number of dimensions, a number out of range, or a window that does not fit
 */
export function requireSequenceWindow(
  name: string,
  sequences: Shape,
  kernelSize: number,
  { stride, padding, dilation = 1 }: Movement,
  mayHangOver = false,
): void {
  if (sequences.length !== 3)
    throw new RangeError(`${name}: sequences must be [N, C, length], got ${formatShape(sequences)}`);
  rules.requireEach(name, rules.count, { kernelSize, stride, dilation });
  rules.requireEach(name, rules.wholeNonNegative, { padding });
  const room = sequences[2] + 2 * padding + (mayHangOver ? stride - 1 : 0);
  const reach = dilation * (kernelSize - 1) + 1;
  if (reach > room) {
    throw new RangeError(
      `${name}: the window must fit in the padded sequence, got one that reaches over ${reach} on ${formatShape(sequences)}`,
    );
  }
}
