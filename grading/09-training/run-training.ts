import type { Samples } from "./line.ts";
import type { Scope } from "./scope.ts";

export type TrainingProblem = {
  /** The two weights of the line, and its bias: two parameters. */
  readonly start: readonly number[];
  readonly training: readonly Samples[];
  readonly validation?: readonly Samples[];
  /** The epochs of each call of fit, one after another, on one trainer. */
  readonly calls: readonly number[];
  readonly rate: number;
  /** The loss is the mean of e² + skew · e: one that knows output and targets apart. */
  readonly skew: number;
  /** What the rate is multiplied by after every epoch; no schedule without. */
  readonly decay?: number;
  readonly maxNorm?: number;
  readonly accumulate?: number;
  /** One that drifts moves all of them by −rate at each step, whatever the gradient is: its path is known beforehand. */
  readonly drifts?: boolean;
};

export type TrainingResult = {
  /** In order: "pass", "batch 3" when it is asked for, "forward 3 training", "step", "schedule", "validation", "forward 2 evaluation". */
  events: string[];
  /** The weights after every step, and the gradient that the step found; null where there was none. */
  weights: number[][];
  gradients: (number[] | null)[];
  histories: { loss: readonly number[]; validation: readonly number[]; learningRate: readonly number[] }[];
  epoch: unknown;
  best: { epoch: unknown; loss: unknown; weights: unknown } | null;
  /** The model's mode in the end; it came in evaluation mode. */
  training: boolean;
  /** The given batches as they are now. */
  inputs: unknown[];
};

/**
 * Runs in the sandbox: the student's Trainer with a model, loaders, an optimizer and a schedule that write down what is done with
 * them, so that only the trainer is on trial.
 */
export function runTraining(scope: Scope, problem: TrainingProblem): TrainingResult {
  const numbers = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const events: string[] = [];
  const model = new scope.Linear(2, 1, { generator: new scope.Generator(1) });
  const parameters = model.parameters();
  const [first, second, last] = problem.start;
  for (const parameter of parameters) {
    const values = parameter.shape.length === 2 ? [[first, second]] : [last];
    parameter.data = scope.tensor(values);
    // Gradients of some earlier work, which have no part in this.
    parameter.grad = new scope.Variable(parameter.data.mul(0).add(5), { requiresGrad: false });
  }
  const line = () => parameters.flatMap(({ data }) => numbers(data.contiguous()));
  const forward = model.forward.bind(model);
  // Defined, not assigned: the library is frozen.
  Object.defineProperty(model, "forward", {
    value: (input: Parameters<typeof forward>[0]) => {
      events.push(`forward ${input.shape[0]} ${model.training ? "training" : "evaluation"}`);
      return forward(input);
    },
  });

  const weights: number[][] = [];
  const gradients: TrainingResult["gradients"] = [];
  const group = { learningRate: problem.rate };
  const nothing = { stateDict: () => null, loadStateDict: () => undefined };
  const optimizer = {
    ...nothing,
    // The second group has a rate of its own, which is none of a history's.
    paramGroups: [group, { learningRate: problem.rate * 8 }],
    zeroGrad() {
      for (const parameter of parameters) parameter.grad = null;
    },
    step() {
      events.push("step");
      const found = parameters.flatMap(({ grad }) => (grad === null ? [] : numbers(grad.data.contiguous())));
      gradients.push(found.length === 0 ? null : found);
      if (found.length === 0) return;
      for (const parameter of parameters) {
        if (parameter.grad === null) continue;
        const change = problem.drifts ? group.learningRate : parameter.grad.data.mul(group.learningRate);
        parameter.data = parameter.data.sub(change);
      }
      weights.push(line());
    },
  };
  const scheduler = {
    ...nothing,
    step() {
      events.push("schedule");
      group.learningRate *= problem.decay ?? 1;
    },
  };
  const batchesOf = (samples: readonly Samples[]) =>
    samples.map(
      ({ inputs, targets }) =>
        [scope.tensor(inputs.map((row) => [...row])), scope.tensor(targets.map((value) => [value]))] as const,
    );
  const batches = batchesOf(problem.training);
  const loader = {
    *[Symbol.iterator]() {
      events.push("pass");
      for (const batch of batches) {
        events.push(`batch ${batch[0].shape[0]}`);
        yield batch;
      }
    },
  };
  const { validation, maxNorm, accumulate } = problem;
  const watched =
    validation === undefined
      ? {}
      : {
          validation: {
            held: batchesOf(validation),
            [Symbol.iterator]() {
              events.push("validation");
              return this.held.values();
            },
          },
        };
  const trainer = new scope.Trainer({
    model,
    optimizer,
    criterion(output, targets) {
      const error = output.sub(targets);
      return error.mul(error.add(problem.skew)).mean();
    },
    ...(problem.decay === undefined ? {} : { scheduler }),
    ...(maxNorm === undefined ? {} : { maxNorm }),
    ...(accumulate === undefined ? {} : { accumulate }),
  });
  model.eval();
  const histories = problem.calls.map((epochs) => trainer.fit(loader, { epochs, ...watched }));
  const { best } = trainer;
  return {
    events,
    weights,
    gradients,
    histories: histories.map(({ loss, validation, learningRate }) => ({ loss, validation, learningRate })),
    epoch: trainer.epoch,
    best: best && {
      epoch: best.epoch,
      loss: best.loss,
      weights: Object.values(best.model).flatMap((values) => numbers(values.contiguous())),
    },
    training: model.training,
    inputs: batches.map(([inputs, targets]) => [inputs.toArray(), targets.toArray()]),
  };
}
