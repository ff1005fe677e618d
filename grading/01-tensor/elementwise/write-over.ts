import type { Scope } from "../scope.ts";

/** Runs in the sandbox: for operations that change no number, what is left of the operand after the result was written over. */
export function writeOver({ tensor }: Scope, values: readonly number[]): number[][] {
  const zero = tensor(0);
  const calls = [
    (x: typeof zero) => x.add(0),
    (x: typeof zero) => x.sub(0),
    (x: typeof zero) => x.mul(1),
    (x: typeof zero) => x.div(1),
    (x: typeof zero) => x.pow(1),
    (x: typeof zero) => x.maximum(-1000),
    (x: typeof zero) => x.maximum(x),
    (x: typeof zero) => x.add(zero),
    (x: typeof zero) => zero.add(x),
    (x: typeof zero) => x.neg(),
    (x: typeof zero) => x.sqrt(),
    (x: typeof zero) => x.add(x),
  ];
  return calls.map((call) => {
    const x = tensor(values);
    call(x).storage.fill(-77);
    return values.map((_, index) => x.at(index));
  });
}
