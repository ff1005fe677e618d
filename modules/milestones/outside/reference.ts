import { noGrad, type Variable } from "@tinytorch/autograd";
import type { Module } from "@tinytorch/nn";
import type { Optimizer } from "@tinytorch/optimizers";
import { scope, type Tensor } from "@tinytorch/tensor";
import { type NamedNumbers, numbersOf, tensorOf } from "./numbers.ts";

/** What is learned, written with the library: what a program on somebody's modules must do as well. */
export interface Reference {
  network(): Module;
  criterion(outputs: Variable, targets: Tensor): Variable;
  optimizer(parameters: readonly Variable[]): Optimizer;
}

export type Batch = readonly [inputs: Tensor, targets: Tensor];

/** The shape of every parameter, by its name. */
export function shapesOf({ network }: Reference): ReadonlyMap<string, readonly number[]> {
  return scope(
    () =>
      new Map(
        network()
          .namedParameters()
          .map(([name, { shape }]) => [name, [...shape]]),
      ),
  );
}

/** The gradients of the loss on a batch, at these weights. */
export function gradientsAt(
  reference: Reference,
  weights: NamedNumbers,
  [inputs, targets]: Batch,
): NamedNumbers {
  return scope(() => {
    const network = networkWith(reference, weights);
    reference.criterion(network.forward(inputs), targets).backward();
    return named(network, ({ grad }) => grad?.data ?? null);
  });
}

/** The weights after a step on each batch, from these. */
export function weightsAfter(
  reference: Reference,
  weights: NamedNumbers,
  batches: readonly Batch[],
): NamedNumbers {
  return scope(() => {
    const network = networkWith(reference, weights);
    const optimizer = reference.optimizer(network.parameters());
    for (const [inputs, targets] of batches) {
      optimizer.zeroGrad();
      reference.criterion(network.forward(inputs), targets).backward();
      optimizer.step();
    }
    return named(network, ({ data }) => data);
  });
}

/** The mean loss over a batch, and the outputs for it, at these weights. */
export function evaluatedAt(
  reference: Reference,
  weights: NamedNumbers,
  [inputs, targets]: Batch,
): { readonly loss: number; readonly outputs: ReturnType<typeof numbersOf> } {
  return scope(() =>
    noGrad(() => {
      const network = networkWith(reference, weights);
      network.eval();
      const outputs = network.forward(inputs);
      return { loss: reference.criterion(outputs, targets).item(), outputs: numbersOf(outputs.data) };
    }),
  );
}

function networkWith(reference: Reference, weights: NamedNumbers): Module {
  const network = reference.network();
  network.loadStateDict(
    Object.fromEntries(Array.from(weights, ([name, numbers]) => [name, tensorOf(numbers)])),
  );
  return network;
}

function named(network: Module, pick: (parameter: Variable) => Tensor | null): NamedNumbers {
  const parameters = network.namedParameters().flatMap(([name, parameter]) => {
    const picked = pick(parameter);
    return picked === null ? [] : [[name, numbersOf(picked)] as const];
  });
  return new Map(parameters);
}
