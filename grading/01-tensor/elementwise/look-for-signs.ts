import type { Scope } from "../scope.ts";

/** Runs in the sandbox: operations whose result is a zero with a sign. */
export function lookForSigns({ tensor, full, Tensor }: Scope, x: number): number[] {
  const zero = tensor([0]);
  const positive = tensor([x]);
  const minus = tensor([-0]);
  const zeros = [
    zero.neg(),
    zero.neg().neg(),
    zero.mul(-1),
    positive.sub(positive),
    zero.div(-x),
    minus,
    minus.sqrt(),
    minus.add(minus),
    minus.add(-0),
    minus.add(0),
    minus.sub(zero),
    minus.mul(positive),
    minus.mul(-0),
    minus.pow(1),
    minus.pow(3),
    minus.pow(2),
    zero.mul(-0),
    positive.div(-Infinity),
    positive.neg().div(tensor(Infinity)),
    full([1], -0),
    minus.clone(),
    tensor([x, -0], { dtype: "float64" }).select(0, 1).clone(),
    new Tensor({ ...tensor([-0, x]), shape: [1], strides: [2], offset: 0 }).neg(),
  ];
  // 1 over a zero tells its sign, in the student's arithmetic and in the language's own.
  return zeros.flatMap((each) => [tensor([1]).div(each).item(), 1 / each.item()]);
}
