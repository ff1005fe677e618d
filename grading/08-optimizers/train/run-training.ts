import type { Scope } from "../scope.ts";
import type { LineBatch } from "./expected.ts";

export type TrainingProblem = {
  readonly start: { readonly weight: number; readonly bias: number };
  readonly batches: readonly LineBatch[];
  /** The epochs of each call of `train`: one call after another, on the same model. */
  readonly epochs: readonly number[];
  readonly rate: number;
  /** The rate is halved after every epoch of the last call. */
  readonly halveAfterEpoch?: boolean;
  /**
   * What the loop is given instead of a plain optimizer. One that forgets clears the gradients in its own step, and
   * zeroGrad does nothing: then the schedule alone is on trial. One that drifts moves every parameter that has a gradient
   * by −rate, whatever the gradient is: then the losses are those of a path known beforehand.
   */
  readonly optimizer?: "forgets" | "drifts";
};

export type TrainingResult = {
  readonly weight: number;
  readonly bias: number;
  /** Whether the model, which came in evaluation mode, is in training mode now. */
  readonly training: boolean;
  /** Of all calls, one number per epoch. */
  readonly history: { loss: number[]; learningRate: number[] };
};

/**
 * Runs in the sandbox: the student's `train` with an optimizer and a schedule of our own, so that only the loop is on
 * trial.
 */
export function runTraining(scope: Scope, problem: TrainingProblem): TrainingResult {
  const model = new scope.Linear(1, 1, { generator: new scope.Generator(1) });
  const [weight, bias] = model.parameters();
  if (!weight || !bias) throw new Error("a Linear layer must have a weight and a bias");
  weight.data = scope.tensor([[problem.start.weight]]);
  bias.data = scope.tensor([problem.start.bias]);

  const group = { learningRate: problem.rate };
  const optimizer = {
    paramGroups: [group],
    zeroGrad() {
      if (problem.optimizer === "forgets") return;
      for (const parameter of [weight, bias]) parameter.grad = null;
    },
    step() {
      for (const parameter of [weight, bias]) {
        if (parameter.grad === null) continue;
        const rate = group.learningRate;
        const change = problem.optimizer === "drifts" ? rate : parameter.grad.data.mul(rate);
        parameter.data = parameter.data.sub(change);
        if (problem.optimizer === "forgets") parameter.grad = null;
      }
    },
  };
  const scheduler = {
    step() {
      group.learningRate /= 2;
    },
  };
  const batches = problem.batches.map(
    ({ inputs, targets }) =>
      [scope.tensor(inputs.map((value) => [value])), scope.tensor(targets.map((value) => [value]))] as const,
  );
  model.eval();
  const history: TrainingResult["history"] = { loss: [], learningRate: [] };
  for (const [call, epochs] of problem.epochs.entries()) {
    const last = call === problem.epochs.length - 1;
    const { loss, learningRate } = scope.train(model, batches, {
      criterion: scope.mseLoss,
      optimizer,
      epochs,
      ...(problem.halveAfterEpoch && last ? { scheduler } : {}),
    });
    history.loss.push(...loss);
    history.learningRate.push(...learningRate);
  }
  return { weight: weight.data.item(), bias: bias.data.item(), training: model.training, history };
}
