import type { Variable } from "@tinytorch/autograd";
import { Sigmoid } from "@tinytorch/module-02-activations";
import { Linear } from "@tinytorch/module-03-layers";
import { SGD } from "@tinytorch/module-08-optimizers";
import { Generator, type Tensor, tensor } from "@tinytorch/tensor";
import { Network, parameter } from "../inside/network.ts";
import { type NamedNumbers, type Numbers, namedNumbers } from "../inside/numbers.ts";

/** What became of learning a set of points. */
export type Learned = {
  readonly before: NamedNumbers;
  /** Of the loss at the weights before. */
  readonly gradients: NamedNumbers;
  readonly after: NamedNumbers;
  /** Above ½ for a point that is taken for a 1. */
  readonly answers: readonly number[];
  /** Whether every point is taken for what it is. */
  readonly isLearned: boolean;
};

/** One linear unit, which parts the plane by a line, learns points [N, 2] and their classes [N, 1], 0 or 1. */
export function learn(seed: number, steps: number, points: Numbers, classes: Numbers): Learned {
  const [inputs, targets] = [points, classes].map(({ shape, values }) => tensor([...values]).reshape(shape));
  const model = new Network(
    new Linear(2, 1, { generator: new Generator(seed), parameter }),
    new Sigmoid<Variable>(),
  );
  const optimizer = new SGD(model.parameters(), { learningRate: 1, momentum: 0.9 });
  const error = (): Variable => model.forward(inputs).sub(targets).pow(2).mean();

  const before = namedNumbers(model.namedParameters(), ({ data }) => data.clone());
  error().backward();
  const gradients = namedNumbers(model.namedParameters(), ({ grad }) => grad?.data ?? null);
  for (let step = 0; step < steps; step += 1) {
    optimizer.zeroGrad();
    error().backward();
    optimizer.step();
  }
  const answers = numbersIn(model.forward(inputs).data);
  const isLearned = answers.every((answer, index) => answer > 0.5 === classes.values[index] > 0.5);
  const after = namedNumbers(model.namedParameters(), ({ data }) => data);
  return { before, gradients, after, answers, isLearned };
}

function numbersIn(x: Tensor): readonly number[] {
  return Array.from(x.contiguous().data);
}
