import { type Tensor, where } from "@tinytorch/tensor";
import { operandGradient } from "@tinytorch/tensor/internal";
import type { BackwardContext, Operation } from "../operation.ts";
import type { Algebra, Recorded } from "../recorded.ts";
import { unbroadcast } from "../unbroadcast.ts";

// The gradients of quotients and powers as operations of their own, of what arrives and both operands, each in one pass in which
// no number is too large or too small on the way. Their gradients are such gradients again.

type Kind = Parameters<typeof operandGradient>[0];

/** What the formulas are written with besides arithmetic, on tensors and on what is recorded. */
interface Means<T> {
  of(kind: Kind, g: T, a: T, b: T): T;
  valuesOf(x: T): Tensor;
  fill(x: T, mask: Tensor, value: number): T;
}

const onTensors: Means<Tensor> = {
  of: operandGradient,
  valuesOf: (x) => x,
  fill: (x, mask, value) => where(mask, value, x),
};

/** With h arriving: the gradients for a and b, in the shape of h. */
interface Formulas {
  readonly a: <T extends Algebra<T>>(hg: T, a: T, b: T, means: Means<T>) => T;
  readonly b: <T extends Algebra<T>>(hg: T, a: T, b: T, means: Means<T>) => T;
}

const formulas: Record<Kind, Formulas> = {
  // −ga/b²: −g/b² for a, and 2ga/b³ for b
  div: {
    a: (hg, _a, b) => hg.div(b).div(b).neg(),
    b: (hg, a, b, { of }) => of("div", hg.div(b).mul(-2), a, b),
  },
  // gb aᵇ⁻¹: gb(b − 1) aᵇ⁻² for a
  pow: { a: (hg, a, b, { of }) => of("pow", hg.mul(b), a, b.sub(1)), b: mixed },
  // g aᵇ log a: g aᵇ log² a for b
  exponent: {
    a: mixed,
    b(hg, a, b, means) {
      const { base, constant } = movingBase(hg, a, b, means);
      return means.fill(means.of("exponent", hg.mul(base.log()), base, b), constant, 0);
    },
  },
};

/** g aᵇ⁻¹ (1 + b log a), of one gradient for b and of the other for a */
function mixed<T extends Algebra<T>>(hg: T, a: T, b: T, means: Means<T>): T {
  const { base, constant } = movingBase(hg, a, b, means);
  const before = b.sub(1);
  const sum = base
    .pow(before)
    .mul(hg)
    .add(means.of("exponent", hg.mul(b), base, before));
  return means.fill(sum, constant, 0);
}

/** The base without zeros whose power is constant: 1 there, of which logarithm and reciprocal are finite. */
function movingBase<T extends Algebra<T>>(hg: T, a: T, b: T, { valuesOf, fill }: Means<T>) {
  const constant = where(valuesOf(a).eq(0), valuesOf(b).ge(0), 0).broadcastTo(hg.shape);
  return { base: fill(a.broadcastTo(hg.shape), constant, 1), constant };
}

function gradientOperation(kind: Kind): Operation {
  const gradients = <T extends Algebra<T>>(h: T, context: BackwardContext<undefined, T>, means: Means<T>) => {
    const [g, a, b] = context.saved;
    const { a: forA, b: forB } = formulas[kind];
    return [
      context.needs(0) ? means.of(kind, h, a, b) : null,
      context.needs(1) ? unbroadcast(forA(h.mul(g), a, b, means), context.shapeOf(1)) : null,
      context.needs(2) ? unbroadcast(forB(h.mul(g), a, b, means), context.shapeOf(2)) : null,
    ];
  };
  return {
    name: `${kind} gradient`,
    forward: ([g, a, b]) => operandGradient(kind, g, a, b),
    save: (inputs) => inputs,
    backward: (h, context) => gradients(h, context, onTensors),
    differentiable: (h, context) =>
      gradients<Recorded>(h, context, {
        of: (other, ...operands) => context.apply(operandGradients[other], operands, undefined),
        valuesOf: (x) => x.data,
        fill: (x, mask, value) => x.maskedFill(mask, value),
      }),
  };
}

/** The gradient of `a / b` for b, of `a` to the power `b` for a, and for b. */
export const operandGradients: Readonly<Record<Kind, Operation>> = {
  div: gradientOperation("div"),
  pow: gradientOperation("pow"),
  exponent: gradientOperation("exponent"),
};

/** gk xᵏ⁻¹: the gradient is k xᵏ⁻¹ for g, and gk(k − 1) xᵏ⁻² for x */
export const powerGradient: Operation<number> = {
  name: "power gradient",
  forward: ([g, x], k) => operandGradient("pow", g, x, k),
  save: (inputs) => inputs,
  backward(h, context) {
    const { attributes: k } = context;
    const [g, x] = context.saved;
    return [
      context.needs(0) ? operandGradient("pow", h, x, k) : null,
      context.needs(1) ? operandGradient("pow", h.mul(g).mul_(k), x, k - 1) : null,
    ];
  },
  differentiable(h, context) {
    const { attributes: k } = context;
    const [g, x] = context.saved;
    return [
      context.needs(0) ? context.apply(powerGradient, [h, x], k) : null,
      context.needs(1) ? context.apply(powerGradient, [h.mul(g).mul(k), x], k - 1) : null,
    ];
  },
};
