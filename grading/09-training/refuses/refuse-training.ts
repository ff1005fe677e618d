import type { Scope } from "../scope.ts";

/** Runs in the sandbox: what trainers and watchers say to options, loaders and checkpoints that do not go with them. */
export function refuseTraining(
  scope: Scope,
  start: readonly number[],
  counts: readonly number[],
  bounds: readonly number[],
) {
  const said = (attempt: () => unknown) => {
    try {
      attempt();
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name: name as unknown, message: message as unknown };
    }
  };
  const build = (options: { maxNorm?: number; accumulate?: number }, has: readonly [boolean, boolean]) => {
    const model = new scope.Linear(2, 1, { bias: false, generator: new scope.Generator(1) });
    model.weight.data = scope.tensor([[...start]]);
    const optimizer = new scope.SGD(model.parameters(), { learningRate: 0.01 });
    // In the order in which they are given a state.
    const loaded: string[] = [];
    for (const [name, part] of Object.entries({ model, optimizer })) {
      const load = part.loadStateDict.bind(part) as (state: unknown) => void;
      Object.defineProperty(part, "loadStateDict", {
        value: (state: unknown) => {
          loaded.push(name);
          load(state);
        },
      });
    }
    const trainer = new scope.Trainer({
      model,
      optimizer,
      criterion: (output, targets) => output.sub(targets).mul(output.sub(targets)).mean(),
      ...options,
      ...(has[0] ? { scheduler: new scope.StepLR(optimizer, { stepSize: 2, gamma: 0.5 }) } : {}),
      ...(has[1] ? { generator: new scope.Generator(3) } : {}),
    });
    return { trainer, model, loaded };
  };
  const batches = [[scope.tensor([[...start]]), scope.tensor([[1]])] as const];
  const plain = [false, false] as const;
  const fit = (options: Parameters<ReturnType<typeof build>["trainer"]["fit"]>[1]) =>
    said(() => build({}, plain).trainer.fit(batches, options));
  const { trainer, model } = build({}, plain);
  const empty: typeof batches = [];
  const kinds = [plain, [true, false], [false, true], [true, true]] as const;
  const pairs = kinds.map((mine) =>
    kinds.map((theirs) => {
      const [own, other] = [build({}, mine), build({}, theirs)];
      own.trainer.fit(batches, { epochs: 2 });
      other.trainer.fit(batches, { epochs: 1 });
      const saved = other.trainer.save() as ReturnType<typeof own.trainer.save>;
      const answer = said(() => own.trainer.load(saved));
      return { answer, loaded: own.loaded.toSorted(), epoch: own.trainer.epoch };
    }),
  );
  return {
    options: {
      accumulate: counts.map((accumulate) => said(() => build({ accumulate }, plain))),
      epochs: counts.map((epochs) => fit({ epochs })),
      patience: counts.map((patience) => said(() => new scope.EarlyStopping({ patience }))),
      maxNorm: bounds.map((maxNorm) => said(() => build({ maxNorm }, plain))),
      minDelta: bounds
        .slice(1)
        .map((minDelta) => said(() => new scope.EarlyStopping({ patience: 1, minDelta }))),
    },
    loaders: {
      iterators: [
        said(() => trainer.fit(batches.values(), { epochs: 1 })),
        fit({ epochs: 1, validation: batches.values() }),
      ],
      unwatched: fit({ epochs: 1, earlyStopping: new scope.EarlyStopping({ patience: 1 }) }),
      empty: [said(() => trainer.fit(empty, { epochs: 1 })), said(() => trainer.evaluate(empty))],
      mode: model.training,
    },
    checkpoints: pairs.map((row) => row.map(({ answer }) => answer)),
    loaded: pairs.map((row) => row.map(({ loaded }) => loaded)),
    epochs: pairs.map((row) => row.map(({ epoch }) => epoch)),
  };
}
