import type { Shape, Tensor } from "@tinytorch/tensor";

/** The right class of each row, whole numbers from 0: a list, or a tensor [N]. */
export type Classes = Tensor | readonly number[];

/**
 * The classes as a list, checked against the scores they belong to.
 * @throws RangeError unless the scores are [N, C] with N classes, each a whole number in [0, C).
 */
export function readClasses(name: string, scores: Shape, classes: Classes): number[] {
  const list = "shape" in classes ? [...classes.contiguous().data] : [...classes];
  const [rows, count] = scores;
  if (scores.length !== 2 || list.length !== rows || ("shape" in classes && classes.ndim !== 1)) {
    const shape = "shape" in classes ? classes.shape : [classes.length];
    throw new RangeError(
      `${name}: logits must be [N, C] with N classes, got [${scores.join(", ")}] and [${shape.join(", ")}]`,
    );
  }
  const wrong = list.find((label) => !(Number.isInteger(label) && label >= 0 && label < count));
  if (wrong !== undefined) {
    throw new RangeError(`${name}: a class must be a whole number in [0, ${count - 1}], got ${wrong}`);
  }
  return list;
}
