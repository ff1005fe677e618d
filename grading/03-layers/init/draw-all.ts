import type { Scope } from "../scope.ts";

export type Initialiser = "xavierUniform" | "xavierNormal" | "heUniform" | "heNormal";

export type Draw = {
  readonly initialiser: Initialiser;
  readonly shape: readonly number[];
  /** A generator is made for each seed, and goes on where it is when a later draw has the same seed. */
  readonly seed: number;
};

export type Drawn = { shape: number[]; dtype: string; values: Float32Array };

/** Runs in the sandbox: what each call gives, one after the other. */
export function drawAll(scope: Scope, draws: readonly Draw[]): Drawn[] {
  const generators = new Map<number, InstanceType<typeof scope.Generator>>();
  return draws.map(({ initialiser, shape, seed }) => {
    const generator = generators.get(seed) ?? new scope.Generator(seed);
    generators.set(seed, generator);
    const drawn = scope[initialiser](Object.freeze([...shape]), Object.freeze({ generator }));
    return {
      shape: [...drawn.shape],
      dtype: drawn.dtype,
      values: Float32Array.from(drawn.contiguous().data),
    };
  });
}
