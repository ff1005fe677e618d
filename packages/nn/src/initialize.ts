import type { Variable } from "@tinytorch/autograd";
import { formatShape, type Generator, randn, rules, type Shape, sizeOf, uniform } from "@tinytorch/tensor";

// Initial values: each function fills a parameter in place, so that a layer keeps its parameter.

/** Options of the random initialisers. */
export interface InitializeOptions {
  /** Where the values come from. */
  generator: Generator;
  /** What the spread is multiplied by (default 1); see `gainFor`. */
  gain?: number;
}

/** Options of the He initialisers. */
export interface HeOptions {
  /** Where the values come from. */
  generator: Generator;
  /** Which side keeps its variance: "fanIn" that of the outputs (default), "fanOut" that of the gradients. */
  mode?: "fanIn" | "fanOut";
  /** The layer that follows (default "relu"). */
  nonlinearity?: Nonlinearity;
}

/** What follows a layer, for `gainFor`. */
export type Nonlinearity = "linear" | "sigmoid" | "tanh" | "relu" | "leakyRelu" | "selu";

const gains: Readonly<Record<Exclude<Nonlinearity, "leakyRelu">, number>> = {
  linear: 1,
  sigmoid: 1,
  tanh: 5 / 3,
  relu: Math.SQRT2,
  selu: 3 / 4,
};

/**
 * How much wider weights should start when an activation follows them.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain
 */
export function gainFor(nonlinearity: Nonlinearity, negativeSlope = 0.01): number {
  rules.requireEach("gainFor", rules.oneOf("leakyRelu", ...Object.keys(gains)), { nonlinearity });
  return nonlinearity === "leakyRelu" ? Math.sqrt(2 / (1 + negativeSlope ** 2)) : gains[nonlinearity];
}

/** U(−a, a) with a = gain · √(6 / (fanIn + fanOut)) (Glorot & Bengio, 2010). */
export function xavierUniform(parameter: Variable, { generator, gain = 1 }: InitializeOptions): void {
  const [fanIn, fanOut] = fans("xavierUniform", parameter.shape);
  fillUniform("xavierUniform", parameter, gain * Math.sqrt(6 / (fanIn + fanOut)), generator);
}

/** Normals with standard deviation gain · √(2 / (fanIn + fanOut)) (Glorot & Bengio, 2010). */
export function xavierNormal(parameter: Variable, { generator, gain = 1 }: InitializeOptions): void {
  const [fanIn, fanOut] = fans("xavierNormal", parameter.shape);
  fillNormal("xavierNormal", parameter, gain * Math.sqrt(2 / (fanIn + fanOut)), generator);
}

/** U(−a, a) with a = gain · √(3 / fan) (He et al., 2015). */
export function heUniform(parameter: Variable, options: HeOptions): void {
  fillUniform(
    "heUniform",
    parameter,
    Math.sqrt(3) * heDeviation("heUniform", parameter, options),
    options.generator,
  );
}

/** Normals with standard deviation gain / √fan (He et al., 2015). */
export function heNormal(parameter: Variable, options: HeOptions): void {
  fillNormal("heNormal", parameter, heDeviation("heNormal", parameter, options), options.generator);
}

function heDeviation(
  name: string,
  parameter: Variable,
  { mode = "fanIn", nonlinearity = "relu" }: HeOptions,
): number {
  const [fanIn, fanOut] = fans(name, parameter.shape);
  rules.requireEach(name, rules.oneOf("fanIn", "fanOut"), { mode });
  return gainFor(nonlinearity) / Math.sqrt(mode === "fanIn" ? fanIn : fanOut);
}

/** How many inputs an output has, and how many outputs an input has: `[out, in, …]`, times the size of a kernel. */
function fans(name: string, shape: Shape): readonly [number, number] {
  if (shape.length < 2)
    throw new RangeError(`${name}: a parameter must have at least 2 dimensions, got ${formatShape(shape)}`);
  const kernel = sizeOf(shape.slice(2));
  return [shape[1] * kernel, shape[0] * kernel];
}

function fillUniform(name: string, { data }: Variable, bound: number, generator: Generator): void {
  checkSpread(name, bound, generator);
  data.copy_(uniform(data.shape, -bound, bound, { generator, dtype: data.dtype }));
}

function fillNormal(name: string, { data }: Variable, deviation: number, generator: Generator): void {
  checkSpread(name, deviation, generator);
  data.copy_(randn(data.shape, { generator, dtype: data.dtype }).mul_(deviation));
}

function checkSpread(name: string, spread: number, generator: Generator): void {
  rules.requireEach(name, rules.finite, { spread });
  rules.requireEach(name, rules.generator, { generator });
}
