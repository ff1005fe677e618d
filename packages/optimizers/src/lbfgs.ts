import { enableGrad, Variable } from "@tinytorch/autograd";
import { rules, type SettingsOf } from "@tinytorch/options";
import { keep, Tensor } from "@tinytorch/tensor";
import { FlatParameters } from "./flat-parameters.ts";
import { optimizerWith, type ParameterState } from "./optimizer.ts";
import { orNull } from "./or-null.ts";
import { type LossAt, strongWolfe } from "./strong-wolfe.ts";

const table = {
  /** α, the first distance to try along a direction, or without a line search the distance (default 1). */
  learningRate: rules.nonNegative.or(1),
  /** The most iterations of a step (default 20). */
  maxIter: rules.count.or(20),
  /** The most evaluations of the loss in a step; null for a quarter more than iterations (default null). */
  maxEval: orNull(rules.count).or(null),
  /** A step ends when no element of the gradient is larger (default 1e-7). */
  toleranceGrad: rules.nonNegative.or(1e-7),
  /** A step ends when neither the loss nor a weight changes by more (default 1e-9). */
  toleranceChange: rules.nonNegative.or(1e-9),
  /** How many iterations are remembered (default 100). */
  historySize: rules.count.or(100),
  /** How far to go along a direction: until the strong Wolfe conditions hold, or, with null, always by α (default null). */
  lineSearch: orNull(rules.oneOf("strongWolfe")).or(null),
};

/** Options of LBFGS. */
export type LBFGSOptions = SettingsOf<typeof table>;

/** An iteration that is remembered. */
interface Remembered {
  /** y: what became of the gradient. */
  readonly change: Tensor;
  /** s: how the parameters moved. */
  readonly move: Tensor;
  /** ρ = 1 / y · s. */
  readonly rho: number;
}

/** What LBFGS knows from before, over all parameters as one vector. */
interface Memory {
  iterations: number;
  evaluations: number;
  history: Remembered[];
  /** The last direction, how far it was followed, and the gradient there had been before; null until there was one. */
  last: { direction: Tensor; stepSize: number; gradient: Tensor } | null;
}

/** A change of the gradient along a move that is smaller says nothing of the curvature. */
const LEAST_PRODUCT = 1e-10;

/**
 * L-BFGS (Nocedal, 1980; Liu & Nocedal, 1989): Newton's method with a curvature that it learns from the last changes of the
 * gradient. For losses without chance in them: a step evaluates the closure many times, over all parameters together.
 *
 *   d ← −Hg,  where H is put together from pairs s = Δθ, y = Δg, beginning with H = sᵀy / yᵀy
 *   θ ← θ + td,  with t from a line search, or t = α; in the first iteration t = α · min(1, 1/‖g‖₁)
 *
 * `step(closure)` needs the closure: it forgets the gradients, computes the loss, calls `backward()` and returns the loss, as
 * a number or one element. A parameter without a gradient counts as one with zeros. There is one group of parameters, without
 * decay. Memory: 2 · `historySize` + 2 vectors the size of all parameters.
 * https://docs.pytorch.org/docs/stable/generated/torch.optim.LBFGS.html
 * @throws RangeError on an empty parameter list, a second group, or an option that is out of range.
 */
export class LBFGS extends optimizerWith("LBFGS", table, ["direction", "gradient", "stepSize", "evaluations"]) {
  /**
   * Moves the parameters towards the minimum, by up to `maxIter` iterations. When the closure throws, the next step begins
   * anew.
   * @returns what the closure returned first: the loss before the step
   * @throws TypeError without a closure, or when it returns no loss
   */
  override step(): never;
  override step<Loss>(closure: () => Loss): Loss;
  override step<Loss>(closure?: () => Loss): Loss {
    if (typeof closure !== "function")
      throw new TypeError(`LBFGS: a closure must be a function that computes the loss, got ${rules.shown(closure)}`);
    this.requireOptions();
    const [{ params, ...options }] = this.paramGroups;
    const flat = new FlatParameters(params);
    const memory = this.#recall(params, flat);
    const first = enableGrad(closure);
    try {
      minimize(flat, options, memory, lossOf(first), () => lossOf(enableGrad(closure)));
    } catch (error) {
      // The parameters have moved on from where the memory ends.
      for (const param of params) this.#forget(param);
      throw error;
    }
    this.#remember(flat, memory);
    return first;
  }

  protected override checkParameter(): void {
    if (this.paramGroups.length > 0) throw new RangeError("LBFGS: there must be one group of parameters, got a second");
  }

  protected override update(): never {
    throw new Error("internal: LBFGS moves all parameters at once");
  }

  protected override checkStates(states: ReadonlyMap<Variable, ParameterState>): void {
    const { params } = this.paramGroups[0];
    if (states.size !== 0 && states.size !== params.length) {
      throw new RangeError(
        `loadStateDict: LBFGS must have a state of every parameter, got ${states.size} of ${params.length}`,
      );
    }
    const counts = [...states.values()].map(historyLength);
    if (new Set(counts).size > 1)
      throw new RangeError(`loadStateDict: histories must have one length, got ${rules.shown(counts)}`);
  }

  /** The memory, from what is kept of each parameter. */
  #recall(params: readonly Variable[], flat: FlatParameters): Memory {
    const { step: iterations, numbers, buffers } = this.stateOf(params[0]);
    const { evaluations = 0, stepSize = 0 } = numbers;
    const read = (name: string) => flat.join((param) => this.stateOf(param).buffers[name]);
    if (buffers.direction === undefined) return { iterations, evaluations, history: [], last: null };
    const history = Array.from({ length: historyLength(this.stateOf(params[0])) }, (_, i) =>
      pairOf(read(`change${i}`), read(`move${i}`)),
    );
    return {
      iterations,
      evaluations,
      history,
      last: { direction: read("direction"), stepSize, gradient: read("gradient") },
    };
  }

  #forget(param: Variable): void {
    const { buffers } = this.stateOf(param);
    for (const name of Object.keys(buffers)) delete buffers[name];
  }

  /** Keeps the memory with each parameter: its parts of all vectors. */
  #remember(flat: FlatParameters, { iterations, evaluations, history, last }: Memory): void {
    if (last === null) return;
    const vectors: Record<string, Tensor> = { direction: last.direction, gradient: last.gradient };
    for (const [i, { change, move }] of history.entries()) {
      vectors[`change${i}`] = change;
      vectors[`move${i}`] = move;
    }
    for (const [param] of flat.parts(last.direction)) this.#forget(param);
    for (const [name, vector] of Object.entries(keep(vectors)))
      for (const [param, part] of flat.parts(vector)) this.stateOf(param).buffers[name] = part;
    for (const [param] of flat.parts(last.direction)) {
      const state = this.stateOf(param);
      state.step = iterations;
      Object.assign(state.numbers, { evaluations, stepSize: last.stepSize });
    }
  }
}

/** Iterates until a tolerance or a number is reached. */
function minimize(
  flat: FlatParameters,
  options: LBFGSOptions,
  memory: Memory,
  lossBefore: number,
  evaluate: () => number,
): void {
  const { learningRate, maxIter, maxEval, toleranceGrad, toleranceChange, historySize, lineSearch } = options;
  const mostEvaluations = maxEval ?? Math.floor((maxIter * 5) / 4);
  let loss = lossBefore;
  let gradient = flat.gradient();
  let evaluations = 1;
  memory.evaluations++;
  if (largest(gradient) <= toleranceGrad) return;
  for (let iteration = 1; iteration <= maxIter; iteration++) {
    memory.iterations++;
    const isFirst = memory.last === null;
    if (memory.last !== null) learn(memory.history, memory.last, gradient, historySize);
    const direction = newtonDirection(memory.history, gradient);
    let distance = isFirst ? Math.min(1, 1 / gradient.abs().sum().item()) * learningRate : learningRate;
    const slope = dot(gradient, direction);
    memory.last = { direction, stepSize: distance, gradient };
    if (slope > -toleranceChange) return;
    const previousLoss = loss;
    const evaluationsBefore = evaluations;
    if (lineSearch === null) {
      flat.moveBy(distance, direction);
      // After the last iteration nobody asks for the loss.
      if (iteration === maxIter) return;
      loss = evaluate();
      gradient = flat.gradient();
      evaluations++;
    } else {
      const start: LossAt = { distance: 0, loss, gradient, slope };
      const values = flat.values();
      const at = (trial: number): LossAt => {
        evaluations++;
        return lossAt(flat, values, direction, trial, evaluate);
      };
      const found = strongWolfe({ start, reach: largest(direction), toleranceChange, evaluate: at }, distance);
      ({ distance, loss, gradient } = found);
      flat.moveBy(distance, direction);
    }
    memory.last.stepSize = distance;
    memory.evaluations += evaluations - evaluationsBefore;
    if (evaluations >= mostEvaluations || largest(gradient) <= toleranceGrad) return;
    if (largest(direction) * Math.abs(distance) <= toleranceChange) return;
    if (Math.abs(loss - previousLoss) < toleranceChange) return;
  }
}

/** The loss at a distance from where the parameters are, where they are again afterwards. */
function lossAt(
  flat: FlatParameters,
  values: Tensor,
  direction: Tensor,
  distance: number,
  evaluate: () => number,
): LossAt {
  flat.moveBy(distance, direction);
  try {
    const loss = evaluate();
    const gradient = flat.gradient();
    return { distance, loss, gradient, slope: dot(gradient, direction) };
  } finally {
    flat.moveTo(values);
  }
}

/** Takes what the last move has told of the curvature into the history. */
function learn(
  history: Remembered[],
  { direction, stepSize, gradient: before }: NonNullable<Memory["last"]>,
  gradient: Tensor,
  historySize: number,
): void {
  const pair = pairOf(gradient.sub(before), direction.mul(stepSize));
  if (!(dot(pair.change, pair.move) > LEAST_PRODUCT)) return;
  if (history.length >= historySize) history.splice(0, history.length - historySize + 1);
  history.push(pair);
}

/** −Hg, by the recursion of two loops. */
function newtonDirection(history: readonly Remembered[], gradient: Tensor): Tensor {
  const direction = gradient.neg();
  const shares: number[] = [];
  for (const { change, move, rho } of [...history].reverse()) {
    const share = dot(move, direction) * rho;
    shares.unshift(share);
    direction.add_(change, { alpha: -share });
  }
  const newest = history.at(-1);
  if (newest !== undefined) direction.mul_(dot(newest.change, newest.move) / dot(newest.change, newest.change));
  for (const [i, { change, move, rho }] of history.entries()) {
    direction.add_(move, { alpha: shares[i] - dot(change, direction) * rho });
  }
  return direction;
}

function pairOf(change: Tensor, move: Tensor): Remembered {
  return { change, move, rho: 1 / dot(change, move) };
}

function dot(a: Tensor, b: Tensor): number {
  return a.matmul(b).item();
}

function largest(vector: Tensor): number {
  return vector.size === 0 ? 0 : vector.abs().max().item();
}

/** How many iterations a state remembers. @throws RangeError when it has them but by halves */
function historyLength({ buffers }: ParameterState): number {
  let length = 0;
  while (Object.hasOwn(buffers, `change${length}`) && Object.hasOwn(buffers, `move${length}`)) length++;
  const expected = 2 + 2 * length;
  const count = Object.keys(buffers).length;
  if (count === expected) return length;
  throw new RangeError(
    `loadStateDict: LBFGS must have direction, gradient and pairs of change and move, got ${rules.shown(Object.keys(buffers))}`,
  );
}

/** @throws TypeError when a closure returned no loss */
function lossOf(value: unknown): number {
  if (typeof value === "number") return value;
  if (value instanceof Variable || value instanceof Tensor) return value.item();
  throw new TypeError(`LBFGS: a closure must return the loss, got ${rules.shown(value)}`);
}
