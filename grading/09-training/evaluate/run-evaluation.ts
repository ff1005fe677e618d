import type { Samples } from "../line.ts";
import type { Scope } from "../scope.ts";

export type EvaluationProblem = {
  readonly start: readonly number[];
  readonly samples: readonly Samples[];
  readonly skew: number;
  /** The mode in which the model comes. */
  readonly training: boolean;
  /** The batch at which the criterion throws; none without. */
  readonly failsAt?: number;
};

export type EvaluationResult = {
  /** What two calls gave, or the message of what they threw. */
  losses: unknown[];
  /** At each forward and each loss: the mode of the model and of the part in it, and whether operations were being recorded. */
  moments: { training: boolean; part: boolean; recorded: boolean }[];
  /** Afterwards: both modes, and whether operations are recorded. */
  after: { training: boolean; part: boolean; recorded: boolean };
  /** What was done to the optimizer. */
  touched: string[];
  weights: number[];
  gradient: number[];
};

/** Runs in the sandbox: the student's evaluate, twice, on a model with a layer in it that behaves differently in training. */
export function runEvaluations(scope: Scope, problems: readonly EvaluationProblem[]): EvaluationResult[] {
  const numbers = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  return problems.map(({ start, samples, skew, training, failsAt }) => {
    const line = new scope.Linear(2, 1, { bias: false, generator: new scope.Generator(1) });
    line.weight.data = scope.tensor([[...start]]);
    line.weight.grad = new scope.Variable([[...start]], { requiresGrad: false });
    const part = new scope.Dropout(0.5, { generator: new scope.Generator(2) });
    const model = new scope.Sequential(part, line);
    const moment = () => ({ training: model.training, part: part.training, recorded: scope.isGradEnabled() });
    const moments: EvaluationResult["moments"] = [];
    const forward = model.forward.bind(model);
    Object.defineProperty(model, "forward", {
      value: (input: Parameters<typeof forward>[0]) => {
        moments.push(moment());
        return forward(input);
      },
    });
    const touched: string[] = [];
    const optimizer = {
      paramGroups: [{ learningRate: 0.1 }],
      zeroGrad: () => touched.push("zeroGrad"),
      step: () => touched.push("step"),
      stateDict: () => null,
      loadStateDict: () => undefined,
    };
    let calls = 0;
    const trainer = new scope.Trainer({
      model,
      optimizer: { ...optimizer, zeroGrad: () => void optimizer.zeroGrad() },
      criterion(output, targets) {
        moments.push(moment());
        calls += 1;
        if (calls === failsAt) throw new Error(`criterion ${calls} failed`);
        const error = output.sub(targets);
        return error.mul(error.add(skew)).mean();
      },
    });
    const batches = samples.map(
      ({ inputs, targets }) =>
        [scope.tensor(inputs.map((row) => [...row])), scope.tensor(targets.map((value) => [value]))] as const,
    );
    model.train(training);
    const evaluate = () => {
      try {
        return trainer.evaluate(batches);
      } catch (error) {
        return String(Object(error).message);
      }
    };
    const first = evaluate();
    const after = moment();
    const losses = failsAt === undefined ? [first, evaluate()] : [first];
    return {
      losses,
      moments,
      after,
      touched,
      weights: numbers(line.weight.data),
      gradient: line.weight.grad === null ? [] : numbers(line.weight.grad.data),
    };
  });
}
