import { broadcastShapes } from "../core/broadcast.ts";
import type { ElementArray } from "../core/dtype.ts";
import type { Shape } from "../core/shape.ts";

/** Truth values that can be read. */
interface ReadableMask<Mask> {
  readonly shape: Shape;
  broadcastTo(shape: Shape): Mask;
  contiguous(): { readonly data: ElementArray };
}

/** What elements can be taken from. */
interface Selectable<T> {
  readonly shape: Shape;
  broadcastTo(shape: Shape): T;
  reshape(shape: Shape): T;
  indexSelect(dim: number, indices: ArrayLike<number>): T;
}

/** The elements where the mask is not 0, in row-major order, as a vector. */
export function maskedSelect<T extends Selectable<T>, Mask extends ReadableMask<Mask>>(x: T, mask: Mask): T {
  const shape = broadcastShapes("maskedSelect", x.shape, mask.shape);
  const places = placesNotZero(mask.broadcastTo(shape).contiguous().data);
  return x.broadcastTo(shape).reshape([-1]).indexSelect(0, places);
}

/** The coordinates of the elements that are not 0, one row after another, for a tensor `[count, dimensions]`. */
export function coordinatesNotZero(elements: ElementArray, shape: Shape): Int32Array {
  const places = placesNotZero(elements);
  const coordinates = new Int32Array(places.length * shape.length);
  for (let row = 0; row < places.length; row++) {
    let rest = places[row];
    for (let d = shape.length - 1; d >= 0; d--) {
      coordinates[row * shape.length + d] = rest % shape[d];
      rest = Math.floor(rest / shape[d]);
    }
  }
  return coordinates;
}

function placesNotZero(elements: ElementArray): Int32Array {
  const places = new Int32Array(elements.length);
  let count = 0;
  for (let i = 0; i < elements.length; i++) if (elements[i] !== 0) places[count++] = i;
  return places.subarray(0, count);
}
