import type { Scope } from "../scope.ts";

/** Runs in the sandbox: 1 over a zero tells its sign. */
export function lookForSigns({ tensor }: Scope, x: number): number[] {
  const zero = tensor([0]);
  const [one, positive] = [tensor([1]), tensor([x])];
  const zeros = [
    zero.neg(),
    zero.neg().neg(),
    zero.mul(-1),
    positive.sub(positive),
    zero.div(-x),
    tensor([-0]),
  ];
  return zeros.map((each) => one.div(each).item());
}
