import type { Block } from "../given.ts";
import type { Scope } from "../scope.ts";
import type { LayerProblem } from "./run-layers.ts";

/**
 * Runs in the sandbox: the gradients of Σ g · layer(x), with respect to x, weights and bias, of a layer on variables. Used
 * twice, so that they must be twice as large.
 */
export function followLearning(
  { Conv2d, Generator, Variable, tensor }: Scope,
  problems: readonly (LayerProblem & { readonly x: Block; readonly g: Block })[],
): (number[] | null)[][] {
  const lay = ({ shape, values }: Block) => tensor([...values], { shape: [...shape] });
  return problems.map(({ inChannels, outChannels, kernelSize, options, weight, bias, x, g }) => {
    const layer = new Conv2d(inChannels, outChannels, kernelSize, {
      ...options,
      generator: new Generator(1),
      parameter: (initial) => new Variable(lay(initial.ndim === 1 && bias ? bias : weight)),
    });
    const images = new Variable(lay(x));
    for (let use = 0; use < 2; use += 1) layer.forward(images).mul(lay(g)).sum().backward();
    return [images, layer.weight, layer.bias].map((leaf) => {
      const data = leaf?.grad?.data.contiguous().data;
      return data === undefined ? null : Array.from({ length: data.length }, (_, e) => data[e]);
    });
  });
}
