import type { Scope } from "../scope.ts";

export type Gradients = readonly (readonly number[] | null)[];

export type Clipping = {
  /** null where a parameter has none. */
  readonly gradients: Gradients;
  /** Of each gradient; left out, each is a list. Matrices are transposed views. */
  readonly shapes?: readonly (readonly number[])[];
  /** One call after another, on the same gradients. */
  readonly calls: readonly {
    readonly maxNorm: number;
    readonly options?: { readonly normType?: number; readonly errorIfNonFinite?: boolean };
  }[];
  /** That the last call is to throw. An error of any other is the submission's, and told as that. */
  readonly refused?: boolean;
};

export type Clipped = {
  /** What each call gave back. */
  norms: number[];
  /** What the last one threw where it was to; null when nothing. */
  thrown: { name: unknown; message: unknown } | null;
  gradients: (number[] | null)[];
  /** The values of the parameters, which are none of the function's business. */
  data: number[][];
};

/** Runs in the sandbox. */
export function clip(scope: Scope, ...clippings: readonly Clipping[]): Clipped[] {
  const shaped = (values: readonly number[], shape: readonly number[] = [values.length]) => {
    const tensor = scope.tensor([...values]).reshape([...shape]);
    return shape.length === 2 ? tensor.t().contiguous().t() : tensor;
  };
  const numbers = (variable: InstanceType<typeof scope.Variable>) => {
    const { data } = variable.data.contiguous();
    return Array.from({ length: data.length }, (_, e) => data[e]);
  };
  return clippings.map(({ gradients, shapes, calls, refused = false }) => {
    const parameters = gradients.map((gradient, p) => {
      const values = gradient ? gradient.map(() => 3) : [3, 3];
      const parameter = new scope.Variable(shaped(values, gradient ? shapes?.[p] : undefined));
      parameter.grad = gradient && new scope.Variable(shaped(gradient, shapes?.[p]), { requiresGrad: false });
      return parameter;
    });
    const clipped: Clipped = { norms: [], thrown: null, gradients: [], data: [] };
    try {
      for (const { maxNorm, options } of calls) {
        const norm = options
          ? scope.clipGradNorm(parameters, maxNorm, { ...options })
          : scope.clipGradNorm(parameters, maxNorm);
        clipped.norms.push(norm);
      }
    } catch (error) {
      if (!refused) throw error;
      const { name, message } = Object(error);
      clipped.thrown = { name, message };
    }
    clipped.gradients = parameters.map(({ grad }) => grad && numbers(grad));
    clipped.data = parameters.map(numbers);
    return clipped;
  });
}
