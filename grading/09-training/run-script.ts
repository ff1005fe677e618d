import type { Scope } from "./scope.ts";

/** A training whose validation losses are written down beforehand. */
export type ScriptProblem = {
  /** The model's one weight, which each epoch's only step makes smaller by the first rate, in place. */
  readonly start: number;
  readonly rate: number;
  /** The validation loss of each epoch; null is NaN. */
  readonly losses: readonly (number | null)[];
  readonly calls: readonly { readonly epochs: number; readonly patience?: number }[];
};

export type ScriptResult = {
  histories: { loss: readonly number[]; validation: (number | null)[]; learningRate: readonly number[] }[];
  epoch: unknown;
  /** After each call; the weight as it is in the snapshot when everything is over. */
  bests: ({ epoch: unknown; loss: unknown; weight: unknown } | null)[];
  weight: number;
  /** What the watcher was told. */
  told: (number | null)[];
  /** In order: "schedule", "validation"; and the rate when everything is over, which the schedule halves. */
  events: string[];
  rate: number;
};

/** Runs in the sandbox: the student's Trainer on scripted losses, with a watcher of the course's own that counts. */
export function runScript(scope: Scope, problems: readonly ScriptProblem[]): ScriptResult[] {
  const plain = (value: number) => (Number.isNaN(value) ? null : value);
  return problems.map(({ start, rate, losses, calls }) => {
    const model = new scope.Linear(1, 1, { bias: false, generator: new scope.Generator(1) });
    const { weight } = model;
    weight.data = scope.tensor([[start]]);
    const nothing = { stateDict: () => null, loadStateDict: () => undefined };
    const events: string[] = [];
    const group = { learningRate: rate };
    const scheduler = {
      ...nothing,
      step() {
        events.push("schedule");
        group.learningRate /= 2;
      },
    };
    const optimizer = {
      ...nothing,
      paramGroups: [group],
      zeroGrad() {
        weight.grad = null;
      },
      step() {
        weight.data.sub_(rate);
      },
    };
    let pass = 0;
    const validation = {
      *[Symbol.iterator]() {
        events.push("validation");
        const loss = losses[pass++] ?? Number.NaN;
        yield [scope.ones([1, 1]), scope.tensor([[loss]])] as const;
      },
    };
    const training = [[scope.ones([1, 1]), scope.zeros([1, 1])] as const];
    const trainer = new scope.Trainer({
      model,
      optimizer,
      scheduler,
      criterion: (output, targets) => output.mul(0).add(targets).mean(),
    });
    const told: (number | null)[] = [];
    const watcher = (patience: number) => {
      const watched = new scope.EarlyStopping({ patience });
      let [best, waited] = [Number.POSITIVE_INFINITY, 0];
      Object.defineProperty(watched, "step", {
        value: (value: number) => {
          told.push(plain(value));
          if (value < best) [best, waited] = [value, 0];
          else waited += 1;
          return waited >= patience;
        },
      });
      return watched;
    };
    const histories: ScriptResult["histories"] = [];
    const kept: (typeof trainer.best)[] = [];
    for (const { epochs, patience } of calls) {
      const earlyStopping = patience === undefined ? {} : { earlyStopping: watcher(patience) };
      const history = trainer.fit(training, { epochs, validation, ...earlyStopping });
      histories.push({
        loss: history.loss,
        validation: history.validation.map(plain),
        learningRate: history.learningRate,
      });
      kept.push(trainer.best);
    }
    return {
      histories,
      epoch: trainer.epoch,
      bests: kept.map(
        (best) => best && { epoch: best.epoch, loss: best.loss, weight: best.model.weight.item() },
      ),
      weight: weight.item(),
      told,
      events,
      rate: group.learningRate,
    };
  });
}
