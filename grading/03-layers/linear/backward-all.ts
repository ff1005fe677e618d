import type { Scope } from "../scope.ts";
import type { Input, LinearCase } from "./forward-all.ts";

export type Gradients = { weight: number[] | null; bias: number[] | null; xs: (number[] | null)[] };

/**
 * Runs in the sandbox: a layer for each case whose parameters are variables, and for each x and what the loss weighs its outputs by,
 * one after the other, the gradients of Σ weighing · y. They add up over the xs in the parameters.
 */
export function backwardAll(
  scope: Scope,
  cases: readonly LinearCase[],
  weighings: readonly (readonly Input[])[],
): Gradients[] {
  const make = ({ shape, values }: Input) => scope.tensor([...values]).reshape([...shape]);
  const read = (variable: InstanceType<typeof scope.Variable> | null) =>
    variable?.grad ? Array.from(variable.grad.data.contiguous().data) : null;
  return cases.map(({ weight, bias, xs }, index) => {
    const [outFeatures, inFeatures] = weight.shape;
    const layer = new scope.Linear(inFeatures, outFeatures, {
      generator: new scope.Generator(1),
      parameter: (initial) =>
        new scope.Variable(initial.ndim === 1 && bias !== null ? make(bias) : make(weight)),
      bias: bias !== null,
    });
    const variables = xs.map((x) => new scope.Variable(make(x)));
    for (const [place, x] of variables.entries()) {
      layer.forward(x).mul(make(weighings[index][place])).sum().backward();
    }
    return { weight: read(layer.weight), bias: read(layer.bias), xs: variables.map(read) };
  });
}
