import type { UpdateOptions } from "../follow-updates.ts";
import type { Scope } from "../scope.ts";

type Run = { readonly optimizer: "SGD" | "Adam" | "AdamW"; readonly options: UpdateOptions };

/**
 * Runs in the sandbox. For each run the parameters after every step, and their shapes in the end; matrices, and their
 * gradients, are transposed views.
 */
export function followShapes(
  scope: Scope,
  shapes: readonly (readonly number[])[],
  start: readonly (readonly number[])[],
  gradients: readonly (readonly (readonly number[])[])[],
  runs: readonly Run[],
): { traces: number[][][][]; shapes: (readonly number[])[][] } {
  const shaped = (values: readonly number[], index: number) => {
    const tensor = scope.tensor([...values]).reshape([...shapes[index]]);
    return shapes[index].length === 2 ? tensor.t().contiguous().t() : tensor;
  };
  const read = (parameter: InstanceType<typeof scope.Variable>) => {
    const { data } = parameter.data.contiguous();
    return Array.from({ length: data.length }, (_, e) => data[e]);
  };
  const ended: (readonly number[])[][] = [];
  const traces = runs.map(({ optimizer: name, options }) => {
    const parameters = start.map((values, index) => new scope.Variable(shaped(values, index)));
    const optimizer = new scope[name](parameters, options);
    const trace = gradients.map((arriving) => {
      for (const [index, parameter] of parameters.entries()) {
        parameter.grad = new scope.Variable(shaped(arriving[index], index), { requiresGrad: false });
      }
      optimizer.step();
      return parameters.map(read);
    });
    ended.push(parameters.map(({ shape }) => Array.from({ length: shape.length }, (_, d) => shape[d])));
    return trace;
  });
  return { traces, shapes: ended };
}
