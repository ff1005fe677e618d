import type { Scope } from "../scope.ts";
import type { Batch, Line } from "./line-problem.ts";

export type TrainingProblem = {
  readonly start: Line;
  /** What each pass through the loader gives, in turn, from the first again after the last. */
  readonly passes: readonly (readonly Batch[])[];
  /** The epochs of each call of `train`: one call after another, on the same model. */
  readonly epochs: readonly number[];
  /** Of the weights, and of the bias. */
  readonly rates: readonly [number, number];
  /** The loss is the mean of e² + skew · e: one that knows output and targets apart. */
  readonly skew: number;
  /** What the rates are multiplied by after every epoch of the last call. */
  readonly decay?: number;
  /**
   * What the loop is given instead of a plain optimizer. One that forgets clears the gradients in its own step, and
   * zeroGrad does nothing: then the schedule alone is on trial. One that drifts moves every parameter that has a gradient
   * by −rate, whatever the gradient is: then the losses are those of a path known beforehand.
   */
  readonly optimizer?: "forgets" | "drifts";
};

export type TrainingResult = {
  /** What happened, in order: "pass", "forward 3 training" (samples, and the model's mode), "step", "schedule". */
  events: string[];
  /** Weights and bias after every step. */
  lines: number[][];
  /** The gradients that each step found, and those that the zeroGrad after it found; null where there are none. */
  gradients: { atStep: (number[] | null)[]; afterwards: (number[] | null)[] };
  /** Of each call. */
  histories: { loss: readonly number[]; learningRate: readonly number[] }[];
  /** Whether the model, which came in evaluation mode, is in training mode now. */
  training: boolean;
  /** What the loop was given, as it is now: the batches of the first pass, and which options there are. */
  inputs: number[];
  options: string[];
};

/**
 * Runs in the sandbox: the student's `train` with a model, a loader, an optimizer and a schedule that write down what is
 * done with them, so that only the loop is on trial.
 */
export function runTraining(scope: Scope, problem: TrainingProblem): TrainingResult {
  const numbers = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const events: string[] = [];
  const model = new scope.Linear(2, 1, { generator: new scope.Generator(1) });
  const [weight, bias] = model.parameters();
  weight.data = scope.tensor([[...problem.start.weights]]);
  bias.data = scope.tensor([problem.start.bias]);
  const forward = model.forward.bind(model);
  // Defined, not assigned: the library is frozen.
  Object.defineProperty(model, "forward", {
    value: (input: Parameters<typeof forward>[0]) => {
      events.push(`forward ${input.shape[0]} ${model.training ? "training" : "evaluation"}`);
      return forward(input);
    },
  });

  const lines: number[][] = [];
  const gradients: TrainingResult["gradients"] = { atStep: [], afterwards: [] };
  const found = () =>
    weight.grad && bias.grad
      ? [...numbers(weight.grad.data.contiguous()), ...numbers(bias.grad.data.contiguous())]
      : null;
  // Gradients of some earlier work, which have no part in this.
  weight.grad = new scope.Variable([[5, 5]], { requiresGrad: false });
  bias.grad = new scope.Variable([5], { requiresGrad: false });
  const optimizer = {
    parameters: [weight, bias],
    paramGroups: problem.rates.map((learningRate) => ({ learningRate })),
    zeroGrad() {
      if (gradients.afterwards.length < gradients.atStep.length) gradients.afterwards.push(found());
      if (problem.optimizer === "forgets") return;
      for (const parameter of this.parameters) parameter.grad = null;
    },
    step() {
      events.push("step");
      gradients.atStep.push(found());
      for (const [index, parameter] of this.parameters.entries()) {
        if (parameter.grad === null) continue;
        const rate = this.paramGroups[index].learningRate;
        const change = problem.optimizer === "drifts" ? rate : parameter.grad.data.mul(rate);
        parameter.data = parameter.data.sub(change);
        if (problem.optimizer === "forgets") parameter.grad = null;
      }
      lines.push([...numbers(weight.data), ...numbers(bias.data)]);
    },
  };
  if (problem.optimizer === "forgets") for (const parameter of optimizer.parameters) parameter.grad = null;
  const scheduler = {
    groups: optimizer.paramGroups,
    step() {
      events.push("schedule");
      for (const group of this.groups) group.learningRate *= problem.decay ?? 1;
    },
  };
  const passes = problem.passes.map((batches) =>
    batches.map(
      ({ inputs, targets }) =>
        [scope.tensor(inputs.map((x) => [...x])), scope.tensor(targets.map((value) => [value]))] as const,
    ),
  );
  let pass = 0;
  const loader = {
    [Symbol.iterator]() {
      events.push("pass");
      pass += 1;
      return passes[(pass - 1) % passes.length].values();
    },
  };
  type Criterion = Parameters<typeof scope.train>[2]["criterion"];
  const criterion: Criterion = (output, targets) => {
    const error = output.sub(targets);
    return error.mul(error.add(problem.skew)).mean();
  };

  model.eval();
  let options: object = {};
  const histories = problem.epochs.map((epochs, call) => {
    const isLast = call === problem.epochs.length - 1;
    const given = { criterion, optimizer, epochs, ...(problem.decay && isLast ? { scheduler } : {}) };
    options = given;
    return scope.train(model, loader, given);
  });
  return {
    events,
    lines,
    gradients,
    histories: histories.map(({ loss, learningRate }) => ({ loss, learningRate })),
    training: model.training,
    inputs: passes[0].flatMap(([inputs]) => numbers(inputs)),
    options: Object.keys(options),
  };
}
