import type { Variable } from "@tinytorch/autograd";
import { rules } from "@tinytorch/options";
import { Tensor } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";

/** What can be averaged: a `Module`, or whatever else names its parameters and buffers. */
export interface Averaged {
  namedParameters(): [string, Variable][];
  namedBuffers(): [string, Tensor][];
  stateDict(): Readonly<Record<string, Tensor>>;
  loadStateDict(state: Readonly<Record<string, Tensor>>): void;
}

/** What an average becomes when another value joins the `count` that it is made of. */
export type AvgFn = (average: Tensor, value: Tensor, count: number) => Tensor;

/** The plain mean of all values (SWA: Izmailov et al., 2018): a + (x − a) / (n + 1). */
export function getSwaAvgFn(): AvgFn {
  return (average, value, count) => average.add(value.sub(average).div(count + 1));
}

/**
 * A mean in which older values fade (EMA): decay · a + (1 − decay) · x.
 * @param decay how much of the average is kept at each update (default 0.999)
 * @throws RangeError when that is not in [0, 1]
 */
export function getEmaAvgFn(decay = 0.999): AvgFn {
  rules.requireEach("getEmaAvgFn", rules.share, { decay });
  return (average, value) => average.mul(decay).add(value, { alpha: 1 - decay });
}

const table = {
  /** How a value joins the average: `getSwaAvgFn()`, the default, `getEmaAvgFn(decay)`, or one's own. */
  avgFn: rules.rule("a function", (value): value is AvgFn => typeof value === "function").or(getSwaAvgFn()),
  /** Average buffers too, such as the running estimates of batch normalization, which else are the model's own (default false). */
  useBuffers: rules.flag.or(false),
};

/** Options of AveragedModel. */
export interface AveragedModelOptions {
  avgFn?: AvgFn;
  useBuffers?: boolean;
}

/** What an average needs to go on. */
export interface AveragedModelStateDict {
  readonly nAveraged: number;
  readonly module: Readonly<Record<string, Tensor>>;
}

/**
 * The average of a model's weights over a training: the mean of several (SWA), or one in which older ones fade (EMA; Polyak &
 * Juditsky, 1992). It often does better than the last weights.
 *
 *   const averaged = new AveragedModel(makeModel(), { avgFn: getEmaAvgFn(0.999) });
 *   … optimizer.step(); averaged.updateParameters(model); …
 *   averaged.module.eval().forward(x)
 *
 * The average stands in a second model of the same make, which is given (JavaScript cannot copy one); what it held is written
 * over at the first update. After a mean of weights, `updateBn` computes the estimates of batch normalization for them.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.swa_utils.AveragedModel.html
 * @throws TypeError on what has no parameters by name
 */
export class AveragedModel<Model extends Averaged> {
  /** The model that holds the average. */
  readonly module: Model;
  readonly #avgFn: AvgFn;
  readonly #useBuffers: boolean;
  #nAveraged = 0;

  constructor(module: Model, options: AveragedModelOptions = {}) {
    requireModel(module);
    const { avgFn, useBuffers } = rules.readOptions("AveragedModel", table, options);
    this.module = module;
    this.#avgFn = avgFn;
    this.#useBuffers = useBuffers;
  }

  /** How many models the average is made of. */
  get nAveraged(): number {
    return this.#nAveraged;
  }

  /**
   * Takes a model's weights, as they are now, into the average; the first time they are the average. Nothing changes when it
   * throws.
   * @throws RangeError when the model has other parameters or buffers, by name or shape, or is the one that holds the average
   */
  updateParameters(model: Averaged): void {
    requireModel(model);
    const [parameters, values] = [parametersOf(this.module), parametersOf(model)];
    const [buffers, bufferValues] = [this.module.namedBuffers(), model.namedBuffers()];
    if (values.some(([, value]) => parameters.some(([, own]) => own === value)))
      throw new RangeError("AveragedModel: the average must stand in a model of its own, got the one that is trained");
    requireAlike("parameters", parameters, values);
    requireAlike("buffers", buffers, bufferValues);
    const averaged = paired(parameters, values).map(([own, value]) => [own, this.#joined(own, value)] as const);
    const copied = paired(buffers, bufferValues).map(
      ([own, value]) => [own, this.#useBuffers ? this.#joined(own, value) : value] as const,
    );
    const joined = [...averaged, ...copied].map(([own, value]) => [own, value.to(own.dtype)] as const);
    for (const [own, value] of joined) own.copy_(value);
    this.#nAveraged++;
  }

  /** What the average becomes with a value. Whole numbers are averaged as float64, and then cut. */
  #joined(average: Tensor, value: Tensor): Tensor {
    if (this.#nAveraged === 0) return value;
    const isFloat = average.dtype === "float32" || average.dtype === "float64";
    const [a, x] = isFloat ? [average, value] : [average.to("float64"), value.to("float64")];
    const joined = this.#avgFn(a, x, this.#nAveraged);
    if (joined instanceof Tensor && sameShape(joined.shape, average.shape)) return joined;
    throw new RangeError(
      `AveragedModel: avgFn must return a Tensor of shape ${formatShape(average.shape)}, got ${rules.shown(joined)}`,
    );
  }

  /** A snapshot, which later updates do not change; how values join is not part of it. */
  stateDict(): AveragedModelStateDict {
    return { nAveraged: this.#nAveraged, module: this.module.stateDict() };
  }

  /**
   * Goes on from a snapshot. Nothing changes when it throws.
   * @throws RangeError when the number is none, or the weights are of another model
   */
  loadStateDict(state: AveragedModelStateDict): void {
    const { nAveraged, module }: Partial<AveragedModelStateDict> = Object(state);
    if (typeof module !== "object" || module === null)
      throw new RangeError(`loadStateDict: a state must have nAveraged and module, got ${rules.shown(state)}`);
    rules.requireEach<unknown>("loadStateDict", rules.wholeNonNegative, { nAveraged });
    this.module.loadStateDict(module);
    this.#nAveraged = Number(nAveraged);
  }
}

function parametersOf(model: Averaged): [string, Tensor][] {
  return model.namedParameters().map(([name, { data }]) => [name, data]);
}

function paired(
  own: readonly [string, Tensor][],
  values: readonly [string, Tensor][],
): (readonly [own: Tensor, value: Tensor])[] {
  return own.map(([, tensor], i) => [tensor, values[i][1]]);
}

/** @throws RangeError unless both have the same names and shapes in the same order */
function requireAlike(what: string, own: readonly [string, Tensor][], values: readonly [string, Tensor][]): void {
  const inWords = (list: readonly [string, Tensor][]) =>
    list.map(([name, { shape }]) => `${name} ${formatShape(shape)}`).join(", ");
  const [expected, got] = [inWords(own), inWords(values)];
  if (expected !== got)
    throw new RangeError(`AveragedModel: ${what} must be ${expected || "none"}, got ${got || "none"}`);
}

/** @throws TypeError on what has no parameters and buffers by name */
function requireModel(model: Averaged): void {
  if (typeof model?.namedParameters === "function" && typeof model.namedBuffers === "function") return;
  throw new TypeError(`AveragedModel: a model must have namedParameters and namedBuffers, got ${rules.shown(model)}`);
}
