import type { Scope } from "../scope.ts";

/**
 * Runs in the sandbox: for operations that change no number, what is left of the operand and of the other results after the result
 * was written over.
 */
export function writeOver({ tensor, zeros }: Scope, values: readonly number[]) {
  const zero = tensor(0);
  const one = tensor(1);
  const calls = [
    (x: typeof zero) => x.add(0),
    (x: typeof zero) => x.sub(0),
    (x: typeof zero) => x.mul(1),
    (x: typeof zero) => x.div(1),
    (x: typeof zero) => x.pow(1),
    (x: typeof zero) => x.maximum(-1000),
    (x: typeof zero) => x.maximum(x),
    (x: typeof zero) => x.maximum(-Infinity),
    (x: typeof zero) => x.add(zero),
    (x: typeof zero) => zero.add(x),
    (x: typeof zero) => x.mul(one),
    (x: typeof zero) => one.mul(x),
    (x: typeof zero) => x.pow(one),
    (x: typeof zero) => x.sub(zeros([4])),
    (x: typeof zero) => x.neg().neg(),
    (x: typeof zero) => x.reshape([2, 2]).t().add(0).t().neg().neg().reshape([4]),
  ];
  const others = [
    (x: typeof zero) => x.neg(),
    (x: typeof zero) => x.exp(),
    (x: typeof zero) => x.log(),
    (x: typeof zero) => x.sqrt(),
    (x: typeof zero) => x.add(x),
  ];
  const operands = calls.map((call) => {
    const x = tensor(values);
    call(x).storage.fill(-77);
    return values.map((_, index) => x.at(index));
  });
  const changed = others.map((call) => {
    const x = tensor(values);
    call(x).storage.fill(-77);
    return values.map((_, index) => x.at(index));
  });
  const x = tensor(values);
  const results = calls.map((call) => call(x));
  // Each result is its own: the one before it may be written over.
  const kept = results.map((result, index) => {
    if (index > 0) results[index - 1].storage.fill(-77);
    return values.map((_, place) => result.at(place));
  });
  return { operands: [...operands, ...changed], kept };
}
