import type { Arithmetic, ReduceOptions, Shape, Size, Tensor, UnfoldOptions } from "@tinytorch/tensor";
import type { Scope } from "./scope.ts";

/** Numbers that a function is given, and how they lie in memory. */
export type Given = {
  readonly values: readonly number[];
  readonly shape: readonly number[];
  /**
   * "plain" by default; "transposed" has its first and last dimension swapped in memory, "offset" a neighbour on either side,
   * "strided" one between any two; "own" is no tensor, but a class that has Arithmetic and nothing else, and keeps a slope beside each number.
   */
  readonly as?: "plain" | "transposed" | "offset" | "strided" | "own";
  readonly dtype?: "float32" | "float64";
};

/** What is called, or made and then called: on each of `given`, one after another, and with `twice` once more on each. */
export type Call = { readonly given: readonly Given[]; readonly twice?: boolean } & (
  | { readonly of: "relu" | "sigmoid" | "tanh" | "ReLU" | "Sigmoid" | "Tanh" }
  | { readonly of: "leakyRelu" | "LeakyReLU"; readonly options?: { readonly negativeSlope?: number } }
  | { readonly of: "gelu" | "GELU"; readonly options?: { readonly approximate?: "none" | "tanh" } }
  | { readonly of: "softmax" | "logSoftmax" | "Softmax" | "LogSoftmax"; readonly dim: number }
);

/** Of whichever function: nobody is told both. */
export type Options = { readonly negativeSlope?: number; readonly approximate?: "none" | "tanh" };

/** What came of one of `given`. */
export type Seen = {
  readonly values: number[];
  readonly shape: number[];
  readonly dtype: string;
  /** All that lies in memory where x does, after something was written into the result: neighbours are −7. */
  readonly after: number[];
  /** The values when the same is asked once more, of the very same x, after that. */
  readonly again: number[];
  /** What the first result, which 5s were written into, holds when the same has been asked once more; null when it has not. */
  readonly first: number[] | null;
  /** What the options hold when they have been used: by a function when it has run, by a layer when it has been made. */
  readonly options: Options | null;
  /** How fast each value changes when every number of x changes alike; null of a tensor. */
  readonly slopes: number[] | null;
};

/** Runs in the sandbox. `seen[call][given]`; all layers are made before any is used. */
export function apply(scope: Scope, ...calls: readonly Call[]): Seen[][] {
  /** Numbers, and how fast each changes with x: forward-mode differentiation (Wengert, 1964), one number beside another. */
  class Own implements Arithmetic<Own> {
    readonly held: Tensor;
    readonly slope: Tensor;
    constructor(held: Tensor, slope: Tensor) {
      this.held = held;
      this.slope = slope;
    }
    get shape(): Shape {
      return this.held.shape;
    }
    add(other: Own | Tensor | number): Own {
      const { held, slope } = own(other);
      return new Own(this.held.add(held), this.slope.add(slope));
    }
    sub(other: Own | Tensor | number): Own {
      const { held, slope } = own(other);
      return new Own(this.held.sub(held), this.slope.sub(slope));
    }
    mul(other: Own | Tensor | number): Own {
      const { held, slope } = own(other);
      return new Own(this.held.mul(held), this.slope.mul(held).add(this.held.mul(slope)));
    }
    div(other: Own | Tensor | number): Own {
      const { held, slope } = own(other);
      const quotient = this.held.div(held);
      return new Own(quotient, this.slope.sub(quotient.mul(slope)).div(held));
    }
    /** The exponent is taken for a constant. */
    pow(other: Own | Tensor | number): Own {
      const { held } = own(other);
      const factor = this.held.pow(held.sub(1)).mul(held);
      return new Own(this.held.pow(held), this.slope.mul(factor));
    }
    maximum(other: Own | Tensor | number): Own {
      const { held, slope } = own(other);
      // Half of each where both are equally large.
      const part = this.held.gt(held).mul(0.5).add(this.held.ge(held).mul(0.5));
      const slopes = this.slope.mul(part).add(slope.mul(part.neg().add(1)));
      return new Own(this.held.maximum(held), slopes);
    }
    matmul(other: Own | Tensor): Own {
      const { held, slope } = own(other);
      return new Own(this.held.matmul(held), this.slope.matmul(held).add(this.held.matmul(slope)));
    }
    neg(): Own {
      return new Own(this.held.neg(), this.slope.neg());
    }
    exp(): Own {
      const power = this.held.exp();
      return new Own(power, power.mul(this.slope));
    }
    log(): Own {
      return new Own(this.held.log(), this.slope.div(this.held));
    }
    sqrt(): Own {
      const root = this.held.sqrt();
      return new Own(root, this.slope.div(root.mul(2)));
    }
    sum(dim?: number | readonly number[], options?: ReduceOptions): Own {
      return new Own(this.held.sum(dim, options), this.slope.sum(dim, options));
    }
    mean(dim?: number | readonly number[], options?: ReduceOptions): Own {
      return new Own(this.held.mean(dim, options), this.slope.mean(dim, options));
    }
    max(dim?: number | readonly number[], options?: ReduceOptions): Own {
      const isLargest = this.held.eq(this.held.max(dim, { keepdim: true }));
      const slopes = isLargest.mul(this.slope).sum(dim, options).div(isLargest.sum(dim, options));
      return new Own(this.held.max(dim, options), slopes);
    }
    reshape(shape: Shape): Own {
      return new Own(this.held.reshape(shape), this.slope.reshape(shape));
    }
    transpose(dim0: number, dim1: number): Own {
      return new Own(this.held.transpose(dim0, dim1), this.slope.transpose(dim0, dim1));
    }
    unfold2d(size: Size, options?: UnfoldOptions): Own {
      return new Own(this.held.unfold2d(size, options), this.slope.unfold2d(size, options));
    }
  }
  /** A constant has no slope. */
  function own(value: Own | Tensor | number): Own {
    if (value instanceof Own) return value;
    const held = typeof value === "number" ? scope.tensor(value) : value;
    return new Own(held, scope.zerosLike(held));
  }

  function make<T extends Arithmetic<T>>(call: Call): (x: T) => T {
    switch (call.of) {
      case "relu":
        return (x) => scope.relu(x);
      case "sigmoid":
        return (x) => scope.sigmoid(x);
      case "tanh":
        return (x) => scope.tanh(x);
      case "leakyRelu":
        return (x) => (call.options ? scope.leakyRelu(x, call.options) : scope.leakyRelu(x));
      case "gelu":
        return (x) => (call.options ? scope.gelu(x, call.options) : scope.gelu(x));
      case "softmax":
        return (x) => scope.softmax(x, call.dim);
      case "logSoftmax":
        return (x) => scope.logSoftmax(x, call.dim);
      case "ReLU":
      case "Sigmoid":
      case "Tanh": {
        const layer = new scope[call.of]<T>();
        return (x) => layer.forward(x);
      }
      case "LeakyReLU": {
        const layer = call.options ? new scope.LeakyReLU<T>(call.options) : new scope.LeakyReLU<T>();
        return (x) => layer.forward(x);
      }
      case "GELU": {
        const layer = call.options ? new scope.GELU<T>(call.options) : new scope.GELU<T>();
        return (x) => layer.forward(x);
      }
      default: {
        const layer = new scope[call.of]<T>(call.dim);
        return (x) => layer.forward(x);
      }
    }
  }

  const numbers = (tensor: Tensor) => {
    const { data } = tensor.contiguous();
    return Array.from({ length: data.length }, (_, e) => data[e]);
  };
  const build = ({ values, shape, as = "plain", dtype = "float32" }: Given) => {
    if (as === "offset") {
      const whole = scope.tensor([-7, ...values, -7], { dtype });
      return { whole, x: whole.slice(0, 1, values.length + 1).reshape([...shape]) };
    }
    if (as === "strided") {
      const whole = scope.tensor(
        values.flatMap((value) => [value, -7]),
        { dtype },
      );
      const places = whole.reshape([...shape, 2]);
      return { whole, x: places.select(shape.length, 0) };
    }
    const rows = scope.tensor([...values], { dtype }).reshape([...shape]);
    if (as !== "transposed") return { whole: rows, x: rows };
    const x = rows.transpose(0, -1).contiguous().transpose(0, -1);
    return { whole: x, x };
  };

  const told = (call: Call): Options | null => ("options" in call ? { ...call.options } : null);
  const made = calls.map((call) => {
    const [onTensor, onOwn] = [make<Tensor>(call), make<Own>(call)];
    const whenMade = told(call);
    const isLayer = /^[A-Z]/.test(call.of);
    // A layer keeps what it was told, whatever becomes of the object that told it.
    if (isLayer && "options" in call && call.options) {
      const other = Reflect.get(call.options, "approximate") === "tanh" ? "none" : "tanh";
      Object.assign(call.options, { negativeSlope: 7, approximate: other });
    }
    return { call, onTensor, onOwn, options: () => (isLayer ? whenMade : told(call)) };
  });
  return made.map(({ call, onTensor, onOwn, options }) =>
    call.given.map((given) => {
      const { whole, x } = build(given);
      if (given.as === "own") {
        const { held, slope } = onOwn(new Own(x, scope.onesLike(x)));
        const seen = {
          values: numbers(held),
          shape: [...held.shape],
          dtype: held.dtype,
          slopes: numbers(slope),
        };
        return { ...seen, after: numbers(whole), again: seen.values, first: null, options: options() };
      }
      const result = onTensor(x);
      const seen = { values: numbers(result), shape: [...result.shape], dtype: result.dtype, slopes: null };
      result.fill_(5);
      const after = numbers(whole);
      if (!call.twice) return { ...seen, after, again: seen.values, first: null, options: options() };
      const again = numbers(onTensor(x));
      return { ...seen, after, again, first: numbers(result), options: options() };
    }),
  );
}
