import type { Found, Numbers } from "../differentiate.ts";
import type { Scope } from "../scope.ts";

/** A fault of the gradient: so much is added to that of one output by one number of the inputs. */
export type Fault = { readonly output: number; readonly number: number; readonly by: number };

/**
 * A function of all numbers of all inputs, y = W (x + x³), whose gradient is right but for the faults. The variables are no
 * student's: the judge is on trial.
 */
export type Checking = {
  readonly inputs: readonly (Numbers & {
    readonly constant?: boolean;
    readonly dtype?: "float32" | "float64" | "int32";
  })[];
  readonly outputShape: readonly number[];
  /** `weights[output][number]`, over the numbers of all inputs. */
  readonly weights: readonly (readonly number[])[];
  readonly faults?: readonly Fault[];
  /** Inputs that backward never reaches. */
  readonly silent?: readonly number[];
  readonly options?: { readonly eps?: number; readonly atol?: number; readonly rtol?: number };
  /** The call of f that throws, from 1. */
  readonly throwsAt?: number;
};

export type Checked = {
  result: { ok: unknown; worst: unknown; errors: Found[] } | null;
  thrown: { name: unknown; message: unknown } | null;
  /** How far a number was from what it was at the start, at most, and the least that was not nothing. */
  moved: { most: number; least: number };
  /** Of each input what it holds at the end, and once more after 1 was added to the tensor that it held at the start. */
  after: [number[], number[]][];
  hasGradient: boolean[];
  /** How often backward was called on one and the same result, at most. */
  mostAsked: number;
};

/** Runs in the sandbox. */
export function checkFakes(scope: Scope, ...checkings: readonly Checking[]): Checked[] {
  type Tensor = InstanceType<Scope["Tensor"]>;
  const numbersOf = (tensor: Tensor): number[] => Array.from(tensor.contiguous().data, (value) => value);
  class Fake {
    data: Tensor;
    grad: { data: Tensor } | null = null;
    readonly requiresGrad: boolean;
    carry: (gradient: number[]) => void = () => {};
    constructor(data: Tensor, requiresGrad: boolean) {
      this.data = data;
      this.requiresGrad = requiresGrad;
    }
    zeroGrad(): void {
      this.grad = null;
    }
    backward(gradient: Tensor): void {
      this.carry(numbersOf(gradient));
    }
  }
  return checkings.map(({ inputs, outputShape, weights, faults = [], silent = [], options, throwsAt }) => {
    const made = inputs.map(({ shape, values, view, constant = false, dtype = "float64" }) => {
      const straight = scope.tensor([...values], { dtype, shape: [...shape] });
      const lying =
        view === "transposed" ? straight.transpose(-1, -2).contiguous().transpose(-1, -2) : straight;
      const fake = new Fake(lying, !constant);
      // Left over from before: what is there already is none of the judge's findings.
      fake.grad = { data: scope.full([...shape], 5, { dtype: "float64" }) };
      return fake;
    });
    const originals = made.map(({ data }) => data);
    const [most, least] = [[0], [Number.MAX_VALUE]];
    const starts = made.map(({ data }) => numbersOf(data));
    let [calls, mostAsked] = [0, 0];
    const f = (...given: readonly Fake[]): Fake => {
      calls += 1;
      if (calls === throwsAt) throw new Error("f has had enough");
      const all = given.map(({ data }) => numbersOf(data));
      for (const [index, numbers] of all.entries()) {
        for (const [i, number] of numbers.entries()) {
          const way = Math.abs(number - starts[index][i]);
          most[0] = Math.max(most[0], way);
          if (way > 0) least[0] = Math.min(least[0], way);
        }
      }
      const numbers = all.flat();
      const outputs = weights.map((row) =>
        row.reduce((total, weight, i) => total + weight * (numbers[i] + numbers[i] ** 3), 0),
      );
      // A view: in another order than that of its storage, or starting late in it.
      const straight = scope.tensor(outputs, { dtype: "float64", shape: [...outputShape] });
      const lying =
        outputShape.length > 1
          ? straight.transpose(-1, -2).contiguous().transpose(-1, -2)
          : scope.stack([straight, straight]).select(0, 1);
      const y = new Fake(lying, true);
      let asked = 0;
      y.carry = (gradient) => {
        asked += 1;
        mostAsked = Math.max(mostAsked, asked);
        const flat = numbers.map((number, i) =>
          weights.reduce((total, row, o) => {
            // Of what is not asked for not even a NaN arrives.
            if (gradient[o] === 0) return total;
            let slope = row[i] * (1 + 3 * number ** 2);
            for (const fault of faults) if (fault.output === o && fault.number === i) slope += fault.by;
            return total + gradient[o] * slope;
          }, 0),
        );
        let from = 0;
        for (const [index, input] of given.entries()) {
          const own = flat.slice(from, from + all[index].length);
          from += all[index].length;
          if (silent.includes(index)) continue;
          const { shape } = input.data;
          const arriving = scope.tensor(own, { dtype: "float64", shape: [...shape] });
          const total = input.grad === null ? arriving : input.grad.data.add(arriving);
          // A gradient may be a view, too.
          input.grad = {
            data:
              shape.length > 1
                ? total.transpose(-1, -2).contiguous().transpose(-1, -2)
                : scope.stack([total.mul(3), total]).select(0, 1),
          };
        }
      };
      return y;
    };
    const found = (tensor: Tensor): Found => ({
      shape: [...tensor.shape],
      values: numbersOf(tensor),
      dtype: tensor.dtype,
    });
    let result: Checked["result"] = null;
    let thrown: Checked["thrown"] = null;
    try {
      const { ok, worst, errors } = options ? scope.gradcheck(f, made, options) : scope.gradcheck(f, made);
      result = { ok, worst: worst && { ...worst }, errors: errors.map(found) };
    } catch (error) {
      const { name, message } = Object(error);
      thrown = { name, message };
    }
    const hasGradient = made.map(({ grad }) => grad !== null);
    const after = made.map(({ data }, index): [number[], number[]] => {
      const before = numbersOf(data);
      originals[index].add_(1);
      return [before, numbersOf(made[index].data)];
    });
    return { result, thrown, moved: { most: most[0], least: least[0] }, after, hasGradient, mostAsked };
  });
}
