import { asVariable, cat, linear, stack, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { uniform, zeros } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { Dropout } from "./dropout.ts";
import { initialTable } from "./initial-options.ts";
import { elman, gatedUnit, longShortTerm, type Recurrence, type RecurrentWeights } from "./recurrence.ts";

const table = {
  ...initialTable,
  /** How many layers run one after another (default 1). */
  numLayers: rules.count.or(1),
  /** Add learned offsets (default true). */
  bias: rules.flag.or(true),
  /** Inputs and outputs are `[N, L, …]` and not `[L, N, …]` (default false); states are not turned. */
  batchFirst: rules.flag.or(false),
  /** How often an element between two layers is dropped while training (default 0). */
  dropout: rules.share.or(0),
  /** Run from the end to the start as well, and put both outputs side by side (default false). */
  bidirectional: rules.flag.or(false),
};

const rnnTable = {
  ...table,
  /** What bends the sum (default "tanh"). */
  nonlinearity: rules.oneOf("tanh", "relu").or("tanh"),
};

/** Options of a layer of long short-term memory or gated units. */
export type RecurrentOptions = OptionsOf<typeof table>;

/** Options of a simple recurrent layer. */
export type RNNOptions = OptionsOf<typeof rnnTable>;

type Settings = Omit<Required<RecurrentOptions>, "generator" | "dtype">;

/** What recurrent layers have alike. */
abstract class Recurrent<State> extends Module<[output: Variable, state: State]> {
  readonly [name: `weight${"Ih" | "Hh"}L${number}${"" | "Reverse"}`]: Variable;
  readonly [name: `bias${"Ih" | "Hh"}L${number}${"" | "Reverse"}`]: Variable | undefined;
  readonly #name: string;
  readonly #recurrence: Recurrence;
  readonly #inputSize: number;
  readonly #hiddenSize: number;
  readonly #settings: Settings;
  readonly #dropout: Dropout;

  constructor(
    name: string,
    recurrence: Recurrence,
    inputSize: number,
    hiddenSize: number,
    { generator, dtype, ...settings }: Required<RecurrentOptions>,
  ) {
    super();
    rules.requireEach(name, rules.count, { inputSize, hiddenSize });
    if (settings.dropout > 0 && settings.numLayers === 1)
      throw new RangeError(`${name}: dropout must have layers to stand between, got ${settings.dropout} for one layer`);
    this.#name = name;
    this.#recurrence = recurrence;
    this.#inputSize = inputSize;
    this.#hiddenSize = hiddenSize;
    this.#settings = settings;
    this.#dropout = new Dropout(settings.dropout, { generator });
    const bound = 1 / Math.sqrt(hiddenSize);
    const rows = recurrence.gates * hiddenSize;
    const drawn = (...shape: number[]) => new Variable(uniform(shape, -bound, bound, { generator, dtype }));
    for (let layer = 0; layer < settings.numLayers; layer++) {
      for (const suffix of this.#suffixes(layer)) {
        const width = layer === 0 ? inputSize : hiddenSize * this.#directions;
        Reflect.set(this, `weightIh${suffix}`, drawn(rows, width));
        Reflect.set(this, `weightHh${suffix}`, drawn(rows, hiddenSize));
        if (!settings.bias) continue;
        Reflect.set(this, `biasIh${suffix}`, drawn(rows));
        Reflect.set(this, `biasHh${suffix}`, drawn(rows));
      }
    }
  }

  /** Runs over sequences, from the states of all layers and directions, `[layers · directions, N, H]` each. */
  protected run(input: Input, given: readonly (Input | undefined)[]): { output: Variable; states: Variable[] } {
    const { batchFirst, numLayers } = this.#settings;
    const x = asVariable(input);
    if ((x.ndim !== 2 && x.ndim !== 3) || x.shape[x.ndim - 1] !== this.#inputSize) {
      throw new RangeError(
        `${this.#name}(${this.#inputSize}, ${this.#hiddenSize}): the input must be ` +
          `${batchFirst ? "[N, L, " : "[L, N, "}${this.#inputSize}] or [L, ${this.#inputSize}], got ${formatShape(x.shape)}`,
      );
    }
    const isAlone = x.ndim === 2;
    let sequence = isAlone ? x.unsqueeze(1) : batchFirst ? x.transpose(0, 1) : x;
    const [length, batch] = sequence.shape;
    if (length === 0)
      throw new RangeError(`${this.#name}: a sequence must have at least one step, got ${formatShape(x.shape)}`);
    const first = this.#firstStates(given, batch, isAlone, x);
    const last: (readonly Variable[])[] = [];
    for (let layer = 0; layer < numLayers; layer++) {
      if (layer > 0 && this.training) sequence = this.#dropout.forward(sequence);
      const outputs: Variable[] = [];
      for (const [direction, suffix] of this.#suffixes(layer).entries()) {
        const before = first.map((state) => state.select(0, layer * this.#directions + direction));
        const { steps, end } = this.#sweep(sequence, before, this.#weightsOf(suffix), direction === 1);
        outputs.push(stack(steps));
        last.push(end);
      }
      sequence = outputs.length === 1 ? outputs[0] : cat(outputs, 2);
    }
    const states = first.map((_, s) => stack(last.map((state) => state[s])));
    if (isAlone) return { output: sequence.squeeze(1), states: states.map((state) => state.squeeze(1)) };
    return { output: batchFirst ? sequence.transpose(0, 1) : sequence, states };
  }

  /** One direction of one layer: what it says at every step, and its state at the end. */
  #sweep(sequence: Variable, before: readonly Variable[], weights: RecurrentWeights, isReversed: boolean) {
    const inputs = steps(linear(sequence, weights.weightIh, weights.biasIh));
    if (isReversed) inputs.reverse();
    let state = before;
    const outputs = inputs.map((fromInput) => {
      state = this.#recurrence.step(fromInput, state, weights);
      return state[0];
    });
    if (isReversed) outputs.reverse();
    return { steps: outputs, end: state };
  }

  #firstStates(given: readonly (Input | undefined)[], batch: number, isAlone: boolean, x: Variable): Variable[] {
    const shape = [this.#settings.numLayers * this.#directions, batch, this.#hiddenSize];
    const { dtype } = this.#weightsOf("L0").weightHh;
    return Array.from({ length: this.#recurrence.states }, (_, s) => {
      const state = given[s];
      if (state === undefined) return asVariable(zeros(shape, { dtype }));
      const start = asVariable(state);
      const expected = isAlone ? [shape[0], shape[2]] : shape;
      if (!sameShape(start.shape, expected)) {
        throw new RangeError(
          `${this.#name}: a state must be ${formatShape(expected)} for an input ${formatShape(x.shape)}, got ` +
            formatShape(start.shape),
        );
      }
      return isAlone ? start.unsqueeze(1) : start;
    });
  }

  get #directions(): number {
    return this.#settings.bidirectional ? 2 : 1;
  }

  /** What the names of a layer's parameters end in, for each direction. */
  #suffixes(layer: number): readonly string[] {
    return this.#settings.bidirectional ? [`L${layer}`, `L${layer}Reverse`] : [`L${layer}`];
  }

  /** As they are now: somebody may have put others in their place. */
  #weightsOf(suffix: string): RecurrentWeights {
    return {
      weightIh: this.#parameter(`weightIh${suffix}`),
      weightHh: this.#parameter(`weightHh${suffix}`),
      biasIh: this.#settings.bias ? this.#parameter(`biasIh${suffix}`) : null,
      biasHh: this.#settings.bias ? this.#parameter(`biasHh${suffix}`) : null,
    };
  }

  #parameter(name: string): Variable {
    const parameter: unknown = Reflect.get(this, name);
    if (parameter instanceof Variable) return parameter;
    throw new TypeError(`${this.#name}: ${name} must be a Variable, got ${rules.shown(parameter)}`);
  }
}

/**
 * The steps of a sequence `[L, …]`, by halves: the gradient of a part is as large as what it was taken from, so that taking one step after
 * another from all of it would cost L² on the way back.
 */
function steps(sequence: Variable): Variable[] {
  const length = sequence.shape[0];
  if (length === 1) return [sequence.squeeze(0)];
  const middle = Math.ceil(length / 2);
  return [...steps(sequence.slice(0, 0, middle)), ...steps(sequence.slice(0, middle, length))];
}

/** A state that is one tensor, or left out. */
abstract class WithOneState extends Recurrent<Variable> {
  override forward(input: Input, state?: Input): [output: Variable, state: Variable] {
    const { output, states } = this.run(input, [state]);
    return [output, states[0]];
  }
}

/**
 * A simple recurrent network: `h′ = tanh(W_ih x + b_ih + W_hh h + b_hh)` at each step of a sequence (Elman, 1990).
 *
 * From `[L, N, inputSize]` and a state `[layers · directions, N, H]`, 0 when left out, to the last layer's states at all steps,
 * `[L, N, directions · H]`, and every layer's last state: `[output, h]`. A single sequence has no N. Parameters are PyTorch's,
 * `weightIhL0`, `weightHhL0`, `biasIhL0`, `biasHhL0`, those of the way back with `Reverse` after that; all start as U(−1/√H, 1/√H).
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.RNN.html
 * @throws RangeError when a size or an option is out of range, shapes do not fit, or a sequence has no step
 */
export class RNN extends WithOneState {
  constructor(inputSize: number, hiddenSize: number, options: RNNOptions) {
    const { nonlinearity, ...settings } = rules.readOptions("RNN", rnnTable, options);
    super("RNN", elman(nonlinearity), inputSize, hiddenSize, settings);
  }
}

/**
 * Gated recurrent units (Cho et al., 2014), where a gate decides how much of the state is kept:
 *
 *   r, z = σ(W_ih x + b_ih + W_hh h + b_hh)    n = tanh(W_in x + b_in + r (W_hn h + b_hn))    h′ = (1 − z) n + z h
 *
 * Shapes and names as for `RNN`; the rows of the weights are those of r, z and n.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GRU.html
 * @throws RangeError when a size or an option is out of range, shapes do not fit, or a sequence has no step
 */
export class GRU extends WithOneState {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions) {
    super("GRU", gatedUnit, inputSize, hiddenSize, rules.readOptions("GRU", table, options));
  }
}

/**
 * Long short-term memory (Hochreiter & Schmidhuber, 1997), whose state is a hidden vector h and a cell c:
 *
 *   i, f, g, o = W_ih x + b_ih + W_hh h + b_hh    c′ = σ(f) c + σ(i) tanh(g)    h′ = σ(o) tanh(c′)
 *
 * Shapes and names as for `RNN`; the state is `[h, c]`, given and returned, and the rows of the weights are those of i, f, g and o.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTM.html
 * @throws RangeError when a size or an option is out of range, shapes do not fit, or a sequence has no step
 */
export class LSTM extends Recurrent<[hidden: Variable, cell: Variable]> {
  constructor(inputSize: number, hiddenSize: number, options: RecurrentOptions) {
    super("LSTM", longShortTerm, inputSize, hiddenSize, rules.readOptions("LSTM", table, options));
  }

  override forward(
    input: Input,
    state?: readonly [hidden: Input, cell: Input],
  ): [output: Variable, state: [hidden: Variable, cell: Variable]] {
    const { output, states } = this.run(input, pairOf("LSTM", state));
    return [output, [states[0], states[1]]];
  }
}

/** The two parts of an LSTM's state. @throws TypeError on anything else */
export function pairOf(name: string, state: readonly [Input, Input] | undefined): readonly (Input | undefined)[] {
  if (state === undefined) return [undefined, undefined];
  if (Array.isArray(state) && state.length === 2 && state.every((part) => part !== undefined)) return state;
  throw new TypeError(`${name}: a state must be a hidden vector and a cell, got ${rules.shown(state)}`);
}
