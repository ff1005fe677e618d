import { Tensor } from "@tinytorch/module-01-tensor";
import { arange, Tensor as LibraryTensor, scope, tensor, zeros } from "@tinytorch/tensor";

type Elements = Tensor["storage"];

/** A tensor's elements in row-major order: the storage itself where they lie there so, else a copy. */
export function elementsOf(x: Tensor): Elements {
  const { storage, shape, offset } = x;
  if (isRowMajor(x)) return storage.subarray(offset, offset + sizeOf(shape));
  const places = placesOf(x);
  const elements = storage instanceof Float64Array ? new Float64Array(places.length) : new Float32Array(places.length);
  for (let index = 0; index < places.length; index += 1) elements[index] = storage[places[index]];
  return elements;
}

/** Writes a tensor's elements, in row-major order, where it keeps them: views of the same storage see it. */
export function writeElements(x: Tensor, values: ArrayLike<number>): void {
  const places = placesOf(x);
  for (let index = 0; index < places.length; index += 1) x.storage[places[index]] = values[index];
}

/** A library's tensor of the same numbers. */
export function toLibrary(x: Tensor): LibraryTensor {
  return tensor(elementsOf(x), { shape: x.shape });
}

/** A student's tensor of the same numbers, which has two dtypes: whole numbers and truth values become float32. */
export function fromLibrary(x: LibraryTensor): Tensor {
  const { data, strides } = x.contiguous();
  const storage = x.dtype === "float64" ? Float64Array.from(data) : Float32Array.from(data);
  return new Tensor({ storage, shape: [...x.shape], strides: [...strides], offset: 0 });
}

/** A function of the library's as one of the student's tensors, alone or in lists. */
export function borrowed(run: (...args: never[]) => unknown): (...args: readonly unknown[]) => unknown {
  return (...args) => callLibrary(run, undefined, args);
}

/** Calls the library with copies of the student's tensors, and gives back a student's tensor where it gives one of its own. */
export function callLibrary(run: (...args: never[]) => unknown, self: unknown, args: readonly unknown[]): unknown {
  return scope(() => {
    const given = args.map((each) => eachTensor(each, Tensor, toLibrary));
    return eachTensor(Reflect.apply(run, self, given), LibraryTensor, fromLibrary);
  });
}

function eachTensor<From, To>(value: unknown, kind: new (...args: never[]) => From, convert: (x: From) => To): unknown {
  if (value instanceof kind) return convert(value);
  return Array.isArray(value) ? value.map((each) => eachTensor(each, kind, convert)) : value;
}

/** Where the elements lie in the storage, in row-major order: the library adds up the steps along each dimension. */
function placesOf({ shape, strides, offset }: Tensor): ArrayLike<number> {
  if (shape.includes(0)) return [];
  return scope(() => {
    let places = tensor([offset], { dtype: "float64" });
    for (const [d, length] of shape.entries()) {
      const steps = arange(0, length, 1, { dtype: "float64" }).mul(strides[d]);
      places = places.reshape([-1, 1]).add(steps).reshape([-1]);
    }
    return Array.from(places.data);
  });
}

function isRowMajor({ shape, strides }: Tensor): boolean {
  return libraryStrides(shape).every((stride, d) => shape[d] === 1 || strides[d] === stride);
}

const strideLists = new Map<string, readonly number[]>();

/** The strides that the library gives a new tensor. */
function libraryStrides(shape: readonly number[]): readonly number[] {
  const key = shape.join();
  const strides = strideLists.get(key) ?? scope(() => [...zeros(shape).strides]);
  strideLists.set(key, strides);
  return strides;
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1);
}
