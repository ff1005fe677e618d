import { Tensor } from "@tinytorch/module-01-tensor";
import { Tensor as LibraryTensor } from "@tinytorch/tensor";
import { callLibrary, elementsOf, toLibrary, writeElements } from "./between.ts";

/**
 * What later modules may use of a tensor and module 01 does not ask for, put on the student's class: each method of the library's that
 * is not there works on a copy by the library. What ends in `_` changes the student's tensor itself. A method of the student's own stays.
 */
for (const [name, { value }] of Object.entries(Object.getOwnPropertyDescriptors(LibraryTensor.prototype))) {
  if (typeof value !== "function" || name in Tensor.prototype) continue;
  define(name, { value: name.endsWith("_") ? inPlace(value) : onCopy(value), writable: true });
}

/** How often each storage has been written in place. */
const versions = new WeakMap<object, number>();

define("version", {
  get(this: Tensor) {
    return versions.get(this.storage) ?? 0;
  },
});
define("data", {
  get(this: Tensor) {
    return elementsOf(this);
  },
});

function onCopy(method: (...args: never[]) => unknown) {
  return function (this: Tensor, ...args: readonly unknown[]): unknown {
    return callLibrary((...given) => Reflect.apply(method, given[0], given.slice(1)), undefined, [this, ...args]);
  };
}

function inPlace(method: (...args: never[]) => unknown) {
  return function (this: Tensor, ...args: readonly unknown[]): Tensor {
    const onSelf = (...given: unknown[]): void => {
      const self = toLibrary(this);
      Reflect.apply(method, self, given);
      writeElements(this, self.data);
    };
    callLibrary(onSelf, undefined, args);
    versions.set(this.storage, (versions.get(this.storage) ?? 0) + 1);
    return this;
  };
}

function define(name: string, property: PropertyDescriptor & ThisType<Tensor>): void {
  if (!(name in Tensor.prototype)) Object.defineProperty(Tensor.prototype, name, { configurable: true, ...property });
}
