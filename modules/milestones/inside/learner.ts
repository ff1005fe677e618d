import { noGrad, type Variable } from "@tinytorch/autograd";
import { DataLoader, TensorDataset } from "@tinytorch/module-06-dataloader";
import { Trainer } from "@tinytorch/module-09-training";
import { Generator, type Tensor, tensor } from "@tinytorch/tensor";
import type { Network } from "./network.ts";
import { type NamedNumbers, type Numbers, namedNumbers, numbersOf } from "./numbers.ts";
import { SavedAdam } from "./saved-adam.ts";

/** What is to be learned, and how. */
export type Settings = {
  readonly network: (generator: Generator) => Network;
  /** How wrong outputs are, as the mean over a batch. */
  readonly criterion: (outputs: Variable, targets: Tensor) => Variable;
  readonly learningRate: number;
  readonly batchSize: number;
};

/** What a program can be asked from outside, in this order. Everything that comes back is plain numbers. */
export type Learner = {
  /** Makes the network. @returns its first weights. */
  begin(seed: number, inputs: Numbers, targets: Numbers): NamedNumbers;
  /** The gradients of the loss on the first batch, in the order of the data; the weights stay. */
  gradients(): NamedNumbers;
  /** Learns from the first batches, a step each. @returns the weights after them. */
  steps(count: number): NamedNumbers;
  /** Goes through all data, in an order of the loader's own. @returns the mean loss of each epoch. */
  learn(epochs: number): readonly number[];
  weights(): NamedNumbers;
  /** The mean loss over all data, in evaluation. */
  loss(): number;
  outputs(inputs: Numbers): Numbers;
};

/** A network that learns by your modules: their layers, loss, optimizer, loader and trainer. */
export function learner({ network, criterion, learningRate, batchSize }: Settings): Learner {
  function start(seed: number, inputs: Tensor, targets: Tensor) {
    const generator = new Generator(seed);
    const model = network(generator);
    const optimizer = new SavedAdam(model.parameters(), { learningRate });
    const trainer = new Trainer({ model, optimizer, criterion, generator });
    const data = new TensorDataset(inputs, targets);
    const inOrder = new DataLoader(data, { batchSize });
    const shuffled = new DataLoader(data, { batchSize, shuffle: true, generator });
    return { model, optimizer, trainer, inOrder, shuffled };
  }
  let running: ReturnType<typeof start> | null = null;
  function parts() {
    if (running === null) throw new Error("learner: begin must come first, got none");
    return running;
  }

  function weights(): NamedNumbers {
    return namedNumbers(parts().model.namedParameters(), ({ data }) => data);
  }

  return {
    weights,
    begin(seed, inputs, targets) {
      running = start(seed, tensorOf(inputs), tensorOf(targets));
      return weights();
    },
    gradients() {
      const { model, optimizer, inOrder } = parts();
      for (const [inputs, targets] of inOrder) {
        criterion(model.forward(inputs), targets).backward();
        break;
      }
      const found = namedNumbers(model.namedParameters(), ({ grad }) => grad?.data ?? null);
      optimizer.zeroGrad();
      return found;
    },
    steps(count) {
      const { trainer, inOrder } = parts();
      trainer.fit([...inOrder].slice(0, count), { epochs: 1 });
      return weights();
    },
    learn(epochs) {
      const { trainer, shuffled } = parts();
      return trainer.fit(shuffled, { epochs }).loss;
    },
    loss() {
      const { trainer, inOrder } = parts();
      return trainer.evaluate(inOrder);
    },
    outputs(inputs) {
      const { model } = parts();
      model.eval();
      return noGrad(() => numbersOf(model.forward(tensorOf(inputs)).data));
    },
  };
}

function tensorOf({ shape, values }: Numbers): Tensor {
  return tensor([...values]).reshape(shape);
}
