import type { Variable } from "@tinytorch/autograd";
import { cat, type DType, type Tensor, zeros } from "@tinytorch/tensor";

/** All parameters as one long vector, for rules that move them together. */
export class FlatParameters {
  readonly #params: readonly Variable[];
  /** That of the most precise parameter. */
  readonly #dtype: DType;

  constructor(params: readonly Variable[]) {
    this.#params = params;
    this.#dtype = params.some(({ dtype }) => dtype === "float64") ? "float64" : "float32";
  }

  /** The gradients, copied; of a parameter without one zeros. */
  gradient(): Tensor {
    return this.join((param) => param.grad?.data ?? zeros(param.shape, { dtype: this.#dtype }));
  }

  /** The parameters' values, copied. */
  values(): Tensor {
    return this.join((param) => param.data);
  }

  /** One tensor of each parameter's shape, end to end. */
  join(part: (param: Variable) => Tensor): Tensor {
    return cat(this.#params.map((param) => part(param).to(this.#dtype).reshape([-1])));
  }

  /** Each parameter with its part of a vector, in its shape: a view. */
  parts(vector: Tensor): [Variable, Tensor][] {
    let end = 0;
    return this.#params.map((param) => {
      end += param.size;
      return [param, vector.slice(0, end - param.size, end).reshape(param.shape)];
    });
  }

  /** Puts the parameters where a vector says. */
  moveTo(values: Tensor): void {
    for (const [param, part] of this.parts(values)) param.data.copy_(part);
  }

  /** Moves the parameters along a direction. */
  moveBy(distance: number, direction: Tensor): void {
    for (const [param, part] of this.parts(direction)) param.data.add_(part.to(param.dtype), { alpha: distance });
  }
}
