import type { Scheduled } from "@tinytorch/optimizers";
import type { Samples } from "../line.ts";
import type { Scope } from "../scope.ts";
import type { TrainingOptimizer } from "../solution/src/parts.ts";

export type ResumeProblem = {
  readonly samples: readonly Samples[];
  readonly validation: readonly Samples[];
  /** Epochs before the checkpoint, and after it. */
  readonly epochs: readonly [number, number];
  /** The epoch, from 0, whose losses are below those of all others. */
  readonly lowest: number;
  readonly rate: number;
  readonly seeds: readonly [number, number];
  /** What has a memory besides the weights. */
  readonly optimizer: "plain" | "adam";
  readonly schedule: boolean;
  readonly generator: boolean;
};

/** What one trainer did: all weights after each epoch, and the numbers of its history. */
export type Trace = {
  weights: number[][];
  loss: number[];
  validation: number[];
  learningRate: number[];
  epoch: unknown;
  best: { epoch: unknown; loss: unknown; weights: number[] } | null;
};

export type ResumeResult = {
  /** Never interrupted. */
  whole: Trace;
  /** New trainers that began at the checkpoint: while the first went on, after it, and once more. */
  resumed: Trace[];
  /** One that began at the checkpoint as it comes back from bytes. */
  fromBytes: Trace;
  /** Epoch and best when the checkpoint was made, and right after each time that it was loaded. */
  saved: Pick<Trace, "epoch" | "best">;
  loaded: Pick<Trace, "epoch" | "best">[];
};

/** Runs in the sandbox: one training without a stop, and others that go on from its checkpoint, with fresh parts of other seeds. */
export function runResumed(scope: Scope, problem: ResumeProblem): ResumeResult {
  const { samples, validation, epochs, rate, seeds } = problem;
  const [before, after] = epochs;
  const numbers = ({ data }: { data: ArrayLike<number> }) =>
    Array.from({ length: data.length }, (_, e) => data[e]);
  const batchesOf = (given: readonly Samples[]) =>
    given.map(
      ({ inputs, targets }) =>
        [scope.tensor(inputs.map((row) => [...row])), scope.tensor(targets.map((value) => [value]))] as const,
    );
  const build = (seed: number) => {
    const drawn = new scope.Generator(seed);
    const generator = new scope.Generator(seed + 1);
    const model = new scope.Sequential(
      new scope.Linear(2, 3, { generator: drawn }),
      new scope.Dropout(problem.generator ? 0.5 : 0, { generator }),
      new scope.Linear(3, 1, { generator: drawn }),
    );
    const options = { learningRate: rate };
    // One type for both: what is in its state is the optimizer's own business.
    const optimizer: TrainingOptimizer<unknown> & Scheduled =
      problem.optimizer === "adam"
        ? new scope.Adam(model.parameters(), options)
        : new scope.SGD(model.parameters(), options);
    // What is added to every loss, and moves no weight, says which epoch is the best. Losses of a history that is to be
    // forgotten are far below all others.
    const course = { turn: 0, isForgotten: false };
    const offset = () => (course.isForgotten ? -1000 : course.turn === problem.lowest ? 0 : 50);
    const scheduler = new scope.StepLR(optimizer, { stepSize: 3, gamma: 0.5 });
    const trainer = new scope.Trainer({
      model,
      optimizer,
      criterion(output, targets) {
        const error = output.sub(targets);
        return error.mul(error).mean().add(offset());
      },
      ...(problem.schedule ? { scheduler } : {}),
      ...(problem.generator ? { generator } : {}),
    });
    const dataset = batchesOf(samples);
    // In the order that the generator says, a new one in every epoch.
    const shuffled = {
      *[Symbol.iterator]() {
        for (const index of numbers(scope.randperm(dataset.length, { generator }))) yield dataset[index];
      },
    };
    const loader = problem.generator ? shuffled : dataset;
    const trace: Trace = { weights: [], loss: [], validation: [], learningRate: [], epoch: 0, best: null };
    const fit = (count: number) => {
      for (let epoch = 0; epoch < count; epoch += 1) {
        const history = trainer.fit(loader, { epochs: 1, validation: batchesOf(validation) });
        course.turn += 1;
        trace.loss.push(...history.loss);
        trace.validation.push(...history.validation);
        trace.learningRate.push(...history.learningRate);
        trace.weights.push(model.parameters().flatMap(({ data }) => numbers(data.contiguous())));
      }
      const { best } = trainer;
      trace.epoch = trainer.epoch;
      trace.best = best && {
        epoch: best.epoch,
        loss: best.loss,
        weights: Object.values(best.model).flatMap((values) => numbers(values.contiguous())),
      };
    };
    return { trainer, fit, trace, course };
  };
  type Saved = ReturnType<ReturnType<typeof build>["trainer"]["save"]>;
  const whole = build(seeds[0]);
  whole.fit(before);
  const checkpoint = whole.trainer.save();
  const { epoch, best } = whole.trace;
  const saved = { epoch, best };
  const loaded: (typeof saved)[] = [];
  const bytes = scope.encodeCheckpoint(checkpoint);
  const resume = (saved: Saved) => {
    const other = build(seeds[1]);
    // Its parts have a history of their own, which loading must replace.
    other.course.isForgotten = true;
    other.fit(1);
    Object.assign(other.course, { turn: before, isForgotten: false });
    for (const list of [
      other.trace.weights,
      other.trace.loss,
      other.trace.validation,
      other.trace.learningRate,
    ])
      list.length = 0;
    other.trainer.load(saved);
    other.fit(0);
    const { epoch, best } = other.trace;
    loaded.push({ epoch, best });
    other.fit(after);
    return other.trace;
  };
  const early = resume(checkpoint);
  whole.fit(after);
  return {
    whole: whole.trace,
    resumed: [early, resume(checkpoint), resume(checkpoint)],
    fromBytes: resume(scope.decodeCheckpoint<Saved>(bytes)),
    saved,
    loaded,
  };
}
