import type { Scope } from "../scope.ts";

export type Dropping = {
  readonly p: number;
  readonly seed: number;
  /** Which of the layers made so far is called; each new number makes one. Layers of one seed share its generator. */
  readonly layer: number;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  /** What `training` is set to before the call; left as it is without it. */
  readonly training?: boolean;
  /** How x lies in memory; as a view it is seen from the side, or begins later. */
  readonly layout?: "transposed" | "offset";
};

export type Dropped = {
  shape: number[];
  dtype: string;
  values: Float32Array;
  /** x after the call. */
  x: Float32Array;
  /** What `training` was before it was set. */
  training: boolean;
  /** Whether the generator is where it was before the call. */
  isStill: boolean;
};

/** Runs in the sandbox: call after call. */
export function dropAll(scope: Scope, droppings: readonly Dropping[]): Dropped[] {
  const generators = new Map<number, InstanceType<typeof scope.Generator>>();
  const make = (p: number, generator: InstanceType<typeof scope.Generator>) =>
    new scope.Dropout<InstanceType<typeof scope.Tensor>>(p, Object.freeze({ generator }));
  const layers = new Map<number, ReturnType<typeof make>>();
  return droppings.map(({ p, seed, layer: id, shape, values, training, layout }) => {
    const generator = generators.get(seed) ?? new scope.Generator(seed);
    generators.set(seed, generator);
    const layer = layers.get(id) ?? make(p, generator);
    layers.set(id, layer);
    const plain = scope.tensor([...values]).reshape([...shape]);
    const last = shape.length - 1;
    const around = values.slice(0, values.length / shape[0]);
    const x =
      layout === "transposed"
        ? plain
            .transpose(last - 1, last)
            .contiguous()
            .transpose(last - 1, last)
        : layout === "offset"
          ? scope
              .tensor([...around, ...values])
              .reshape([shape[0] + 1, ...shape.slice(1)])
              .slice(0, 1)
          : plain;
    const before = layer.training;
    if (training !== undefined) layer.training = training;
    const state = JSON.stringify(generator.saveState());
    const y = layer.forward(x);
    return {
      shape: [...y.shape],
      dtype: y.dtype,
      values: Float32Array.from(y.contiguous().data),
      x: Float32Array.from(x.contiguous().data),
      training: before,
      isStill: JSON.stringify(generator.saveState()) === state,
    };
  });
}
