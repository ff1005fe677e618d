import { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { type Generator, randn, uniform } from "@tinytorch/tensor";
import { formatShape, generatorRule, sizeOf } from "@tinytorch/tensor/internal";

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

const nonlinearityRule = rules.oneOf<Nonlinearity>("leakyRelu", "linear", "sigmoid", "tanh", "relu", "selu");

/**
 * How much wider weights should start when an activation follows them.
 * https://docs.pytorch.org/docs/stable/nn.init.html#torch.nn.init.calculate_gain
 */
export function gainFor(nonlinearity: Nonlinearity, negativeSlope = 0.01): number {
  rules.requireEach("gainFor", nonlinearityRule, { nonlinearity });
  rules.requireEach("gainFor", rules.finite, { negativeSlope });
  return nonlinearity === "leakyRelu" ? Math.sqrt(2 / (1 + negativeSlope ** 2)) : gains[nonlinearity];
}

/** U(−a, a) with a = gain · √(6 / (fanIn + fanOut)) (Glorot & Bengio, 2010). */
export function xavierUniform(parameter: Variable, options: InitializeOptions): void {
  fillUniform(parameter, options, xavierDeviation("xavierUniform", parameter, options));
}

/** Normals with standard deviation gain · √(2 / (fanIn + fanOut)) (Glorot & Bengio, 2010). */
export function xavierNormal(parameter: Variable, options: InitializeOptions): void {
  fillNormal(parameter, options, xavierDeviation("xavierNormal", parameter, options));
}

/** U(−a, a) with a = gain · √(3 / fan) (He et al., 2015). */
export function heUniform(parameter: Variable, options: HeOptions): void {
  fillUniform(parameter, options, heDeviation("heUniform", parameter, options));
}

/** Normals with standard deviation gain / √fan (He et al., 2015). */
export function heNormal(parameter: Variable, options: HeOptions): void {
  fillNormal(parameter, options, heDeviation("heNormal", parameter, options));
}

const xavierTable = { generator: generatorRule, gain: rules.finite.or(1) };

function xavierDeviation(name: string, parameter: Variable, options: InitializeOptions): number {
  const { gain } = rules.readOptions(name, xavierTable, options);
  const [fanIn, fanOut] = fans(name, parameter);
  return gain * Math.sqrt(2 / (fanIn + fanOut));
}

const heTable = {
  generator: generatorRule,
  mode: rules.oneOf("fanIn", "fanOut").or("fanIn"),
  nonlinearity: nonlinearityRule.or("relu"),
};

function heDeviation(name: string, parameter: Variable, options: HeOptions): number {
  const { mode, nonlinearity } = rules.readOptions(name, heTable, options);
  const [fanIn, fanOut] = fans(name, parameter);
  return gainFor(nonlinearity) / Math.sqrt(mode === "fanIn" ? fanIn : fanOut);
}

/** How many inputs an output has, and how many outputs an input has: `[out, in, …]`, times the size of a kernel. */
function fans(name: string, parameter: Variable): readonly [number, number] {
  if (!(parameter instanceof Variable))
    throw new TypeError(`${name}: a parameter must be a Variable, got ${rules.shown(parameter)}`);
  const { shape } = parameter;
  if (shape.length < 2)
    throw new RangeError(`${name}: a parameter must have at least 2 dimensions, got ${formatShape(shape)}`);
  const kernel = sizeOf(shape.slice(2));
  return [shape[1] * kernel, shape[0] * kernel];
}

function fillUniform({ data }: Variable, { generator }: { generator: Generator }, deviation: number): void {
  const bound = Math.sqrt(3) * deviation;
  data.copy_(uniform(data.shape, -bound, bound, { generator, dtype: data.dtype }));
}

function fillNormal({ data }: Variable, { generator }: { generator: Generator }, deviation: number): void {
  data.copy_(randn(data.shape, { generator, dtype: data.dtype }).mul_(deviation));
}
