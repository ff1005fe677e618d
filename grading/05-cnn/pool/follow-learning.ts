import type { Block } from "../given.ts";
import type { Scope } from "../scope.ts";
import type { PoolProblem } from "./run-pools.ts";

/** Runs in the sandbox: the gradient of Σ g · layer(x) with respect to x, of a layer on variables. */
export function followLearning(
  { MaxPool2d, AvgPool2d, Variable, tensor }: Scope,
  problems: readonly (Omit<PoolProblem, "images"> & { readonly x: Block; readonly g: Block })[],
): (number[] | null)[] {
  const lay = ({ shape, values }: Block) => tensor([...values], { shape: [...shape] });
  return problems.map(({ layer: name, kernelSize, options, x, g }) => {
    type Learning = InstanceType<typeof Variable>;
    const layer =
      name === "MaxPool2d"
        ? new MaxPool2d<Learning>(kernelSize, options)
        : new AvgPool2d<Learning>(kernelSize, options);
    const images = new Variable(lay(x));
    layer.forward(images).mul(lay(g)).sum().backward();
    const data = images.grad?.data.contiguous().data;
    return data === undefined ? null : Array.from({ length: data.length }, (_, e) => data[e]);
  });
}
