import { asVariable, linear, Variable } from "@tinytorch/autograd";
import { type OptionsOf, rules } from "@tinytorch/options";
import { uniform, zeros } from "@tinytorch/tensor";
import { formatShape, sameShape } from "@tinytorch/tensor/internal";
import { type Input, Module } from "../module.ts";
import { initialTable } from "./initial-options.ts";
import { elman, gatedUnit, longShortTerm, type Recurrence } from "./recurrence.ts";
import { pairOf } from "./recurrent.ts";

const table = {
  ...initialTable,
  /** Add learned offsets (default true). */
  bias: rules.flag.or(true),
};

const rnnTable = {
  ...table,
  /** What bends the sum (default "tanh"). */
  nonlinearity: rules.oneOf("tanh", "relu").or("tanh"),
};

/** Options of a cell of long short-term memory or of a gated unit. */
export type CellOptions = OptionsOf<typeof table>;

/** Options of a simple recurrent cell. */
export type RNNCellOptions = OptionsOf<typeof rnnTable>;

/** What single steps have alike. */
abstract class Cell<State> extends Module<State> {
  readonly weightIh: Variable;
  readonly weightHh: Variable;
  readonly biasIh: Variable | null;
  readonly biasHh: Variable | null;
  readonly #name: string;
  readonly #recurrence: Recurrence;

  constructor(
    name: string,
    recurrence: Recurrence,
    inputSize: number,
    hiddenSize: number,
    { bias, ...drawing }: Required<CellOptions>,
  ) {
    super();
    rules.requireEach(name, rules.count, { inputSize, hiddenSize });
    const bound = 1 / Math.sqrt(hiddenSize);
    const rows = recurrence.gates * hiddenSize;
    const drawn = (...shape: number[]) => new Variable(uniform(shape, -bound, bound, drawing));
    this.#name = name;
    this.#recurrence = recurrence;
    this.weightIh = drawn(rows, inputSize);
    this.weightHh = drawn(rows, hiddenSize);
    this.biasIh = bias ? drawn(rows) : null;
    this.biasHh = bias ? drawn(rows) : null;
  }

  protected step(input: Input, given: readonly (Input | undefined)[]): Variable[] {
    const x = asVariable(input);
    const [inputSize, hiddenSize] = [this.weightIh.shape[1], this.weightHh.shape[1]];
    if ((x.ndim !== 1 && x.ndim !== 2) || x.shape[x.ndim - 1] !== inputSize) {
      throw new RangeError(
        `${this.#name}(${inputSize}, ${hiddenSize}): the input must be [N, ${inputSize}] or [${inputSize}], got ` +
          formatShape(x.shape),
      );
    }
    const shape = [...x.shape.slice(0, -1), hiddenSize];
    const state = Array.from({ length: this.#recurrence.states }, (_, s) => {
      const start = asVariable(given[s] ?? zeros(shape, { dtype: this.weightHh.dtype }));
      if (!sameShape(start.shape, shape)) {
        throw new RangeError(
          `${this.#name}: a state must be ${formatShape(shape)} for an input ${formatShape(x.shape)}, got ` +
            formatShape(start.shape),
        );
      }
      return start.reshape([-1, hiddenSize]);
    });
    const fromInput = linear(x.ndim === 1 ? x.unsqueeze(0) : x, this.weightIh, this.biasIh);
    return this.#recurrence.step(fromInput, state, this).map((part) => part.reshape(shape));
  }
}

/** A state that is one tensor, or left out. */
abstract class CellWithOneState extends Cell<Variable> {
  override forward(input: Input, state?: Input): Variable {
    return this.step(input, [state])[0];
  }
}

/**
 * One step of an `RNN`: from `[N, inputSize]` and a state `[N, H]`, 0 when left out, to the next state.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.RNNCell.html
 * @throws RangeError when a size is out of range, or shapes do not fit
 */
export class RNNCell extends CellWithOneState {
  constructor(inputSize: number, hiddenSize: number, options: RNNCellOptions) {
    const { nonlinearity, ...settings } = rules.readOptions("RNNCell", rnnTable, options);
    super("RNNCell", elman(nonlinearity), inputSize, hiddenSize, settings);
  }
}

/**
 * One step of a `GRU`: from `[N, inputSize]` and a state `[N, H]`, 0 when left out, to the next state.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.GRUCell.html
 * @throws RangeError when a size is out of range, or shapes do not fit
 */
export class GRUCell extends CellWithOneState {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions) {
    super("GRUCell", gatedUnit, inputSize, hiddenSize, rules.readOptions("GRUCell", table, options));
  }
}

/**
 * One step of an `LSTM`: from `[N, inputSize]` and a state `[h, c]`, `[N, H]` each and 0 when left out, to the next.
 * https://docs.pytorch.org/docs/stable/generated/torch.nn.LSTMCell.html
 * @throws RangeError when a size is out of range, or shapes do not fit
 */
export class LSTMCell extends Cell<[hidden: Variable, cell: Variable]> {
  constructor(inputSize: number, hiddenSize: number, options: CellOptions) {
    super("LSTMCell", longShortTerm, inputSize, hiddenSize, rules.readOptions("LSTMCell", table, options));
  }

  override forward(input: Input, state?: readonly [hidden: Input, cell: Input]): [hidden: Variable, cell: Variable] {
    const [hidden, cell] = this.step(input, pairOf("LSTMCell", state));
    return [hidden, cell];
  }
}
