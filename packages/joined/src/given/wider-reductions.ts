import { Tensor } from "@tinytorch/module-01-tensor";

/**
 * The library reduces along several dimensions at once, and keeps one when it looks for the largest; module 01 asks for neither. Both by
 * the student's own reductions, one dimension after another.
 */
for (const name of ["sum", "mean", "max"] as const) {
  const own = Tensor.prototype[name];
  Tensor.prototype[name] = function (this: Tensor, dim?: unknown, options: { keepdim?: boolean } = {}): Tensor {
    if (!Array.isArray(dim)) return Reflect.apply(own, this, [dim, options]);
    const dims = dim.map((each) => fromFront(each, this.shape));
    const reduced = dims.reduce((x, each) => Reflect.apply(own, x, [each, { keepdim: true }]), this);
    return options.keepdim ? reduced : reduced.reshape(this.shape.filter((_, d) => !dims.includes(d)));
  };
}

const ownArgmax = Tensor.prototype.argmax;
Tensor.prototype.argmax = function (this: Tensor, dim?: number, options: { keepdim?: boolean } = {}): Tensor {
  const found = Reflect.apply(ownArgmax, this, [dim]);
  if (!options.keepdim || dim === undefined) return found;
  return found.reshape(this.shape.map((length, d) => (d === fromFront(dim, this.shape) ? 1 : length)));
};

function fromFront(dim: number, shape: readonly number[]): number {
  return dim < 0 ? dim + shape.length : dim;
}
