import { cat, type Variable as V, Variable } from "@tinytorch/autograd";
import { decodeCheckpoint, encodeCheckpoint, randomSplit, TensorDataset } from "@tinytorch/data";
import { BatchNorm1d, Linear, type ModuleState, Sequential, softplus } from "@tinytorch/nn";
import {
  Adafactor,
  type AdafactorOptions,
  ASGD,
  type ASGDOptions,
  AveragedModel,
  getEmaAvgFn,
  getSwaAvgFn,
  LBFGS,
  type LBFGSOptions,
  MultiplicativeLR,
  Muon,
  type MuonOptions,
  OneCycleLR,
  Rprop,
  type RpropOptions,
  type Scheduled,
  SGD,
  SWALR,
  updateBn,
} from "@tinytorch/optimizers";
import { arange, Generator, type Nested, tensor } from "@tinytorch/tensor";
import "@tinytorch/testkit/matchers";
import { describe, expect, test } from "vitest";
import { describeOptions, FLOAT64, readRecorded } from "./recorded.ts";

/** Options under PyTorch's names. */
interface Options {
  readonly lr?: number;
  readonly etas?: readonly [number, number];
  readonly step_sizes?: readonly [number, number];
  readonly lambd?: number;
  readonly alpha?: number;
  readonly t0?: number;
  readonly weight_decay?: number;
  readonly maximize?: boolean;
  readonly beta2_decay?: number;
  readonly eps?: number | readonly [number, number];
  readonly d?: number;
  readonly momentum?: number;
  readonly nesterov?: boolean;
  readonly ns_coefficients?: readonly [number, number, number];
  readonly ns_steps?: number;
  readonly adjust_lr_fn?: string;
}

interface SearchOptions {
  readonly lr?: number;
  readonly max_iter?: number;
  readonly max_eval?: number;
  readonly tolerance_grad?: number;
  readonly tolerance_change?: number;
  readonly history_size?: number;
  readonly line_search_fn?: string;
}

interface ScheduleOptions {
  readonly swa_lr: number | readonly number[];
  readonly anneal_epochs: number;
  readonly anneal_strategy?: "cos" | "linear";
  readonly max_lr: number;
  readonly epochs: number;
  readonly steps_per_epoch: number;
  readonly three_phase?: boolean;
}

type Weights = Readonly<Record<string, Nested>>;

interface Recorded {
  readonly trajectories: readonly {
    readonly optimizer: string;
    readonly options: Options;
    readonly init: readonly Nested[];
    readonly steps: readonly { readonly grads: readonly (Nested | null)[]; readonly params: readonly Nested[] }[];
    readonly formula: boolean;
  }[];
  readonly data: { readonly inputs: Nested; readonly targets: Nested };
  readonly searches: readonly {
    readonly loss: "rosenbrock" | "logistic";
    readonly options: SearchOptions;
    readonly init: readonly Nested[];
    readonly steps: readonly {
      readonly loss: number;
      readonly evaluations: number;
      readonly iterations: number;
      readonly params: readonly Nested[];
    }[];
  }[];
  readonly averages: readonly {
    readonly average: "swa" | "ema";
    readonly decay?: number;
    readonly useBuffers: boolean;
    readonly steps: readonly { readonly model: Weights; readonly average: Weights }[];
    readonly batches: readonly Nested[];
    readonly updated: Weights;
    readonly output: Nested;
  }[];
  readonly schedules: readonly {
    readonly scheduler: string;
    readonly options: ScheduleOptions;
    readonly base: readonly number[];
    readonly steps: readonly { readonly lrs: readonly number[]; readonly momentum: number }[];
  }[];
  readonly splits: readonly {
    readonly length: number;
    readonly fractions: readonly number[];
    readonly sizes: readonly number[];
  }[];
}

const recorded = readRecorded<Recorded>("more-optimizers.json");
const float64 = (values: Nested) => tensor(values, { dtype: "float64" });

/** PyTorch's optimizers, by their recorded names, in ours; what was not recorded is left to our defaults. */
const optimizers: Readonly<Record<string, (params: readonly V[], options: Options) => { step(): unknown }>> = {
  Rprop: (params, { lr, etas, step_sizes: sizes, maximize }) =>
    new Rprop(
      params,
      given<RpropOptions>({
        learningRate: lr,
        etaMinus: etas?.[0],
        etaPlus: etas?.[1],
        stepSizeMin: sizes?.[0],
        stepSizeMax: sizes?.[1],
        maximize,
      }),
    ),
  ASGD: (params, { lr, lambd, alpha, t0, weight_decay: weightDecay, maximize }) =>
    new ASGD(params, given<ASGDOptions>({ learningRate: lr, lambd, alpha, t0, weightDecay, maximize })),
  Adafactor: (params, { lr, beta2_decay: beta2Decay, eps, d, weight_decay: weightDecay, maximize }) => {
    const [eps1, eps2] = Array.isArray(eps) ? eps : [];
    return new Adafactor(
      params,
      given<AdafactorOptions>({ learningRate: lr, beta2Decay, eps1, eps2, d, weightDecay, maximize }),
    );
  },
  Muon: (params, { lr, weight_decay: weightDecay, momentum, nesterov, eps, ...rest }) =>
    new Muon(
      params,
      given<MuonOptions>({
        learningRate: lr,
        weightDecay,
        momentum,
        nesterov,
        eps: typeof eps === "number" ? eps : undefined,
        nsCoefficients: rest.ns_coefficients,
        nsSteps: rest.ns_steps,
        adjustLrFn: rest.adjust_lr_fn === "match_rms_adamw" ? "matchRmsAdamw" : undefined,
      }),
    ),
};

function given<All>(options: { readonly [Name in keyof All]?: All[Name] | undefined }): Partial<All> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as Partial<All>;
}

describe("further optimizers follow PyTorch's trajectories, and the formulas of those that are younger than it", () => {
  test("every recorded optimizer is here, and every one here was recorded", () => {
    const names = new Set(recorded.trajectories.map(({ optimizer }) => optimizer));
    expect([...names].sort()).toEqual(Object.keys(optimizers).sort());
  });

  test.each(
    recorded.trajectories.map((one) => [`${one.optimizer}, ${describeOptions({ ...one.options })}`, one] as const),
  )("%s", (_, { optimizer: name, options, init, steps }) => {
    const params = init.map((values) => new Variable(float64(values)));
    const optimizer = optimizers[name](params, options);
    for (const { grads, params: expected } of steps) {
      for (const [i, gradient] of grads.entries())
        params[i].grad = gradient === null ? null : new Variable(float64(gradient), { requiresGrad: false });
      optimizer.step();
      for (const [i, values] of expected.entries()) expect(params[i]).toBeAllClose(float64(values), FLOAT64);
    }
  });
});

describe("LBFGS takes PyTorch's steps, with as many evaluations", () => {
  const inputs = new Variable(float64(recorded.data.inputs), { requiresGrad: false });
  const targets = float64(recorded.data.targets);
  const losses: Readonly<Record<string, (params: readonly Variable[]) => Variable>> = {
    rosenbrock: (params) => {
      const x = cat(params.map((param) => param.reshape([-1])));
      const [now, next] = [x.slice(0, 0, -1), x.slice(0, 1)];
      return next.sub(now.square()).square().mul(100).add(now.neg().add(1).square()).sum();
    },
    logistic: ([weight, bias]) => {
      const scores = inputs.matmul(weight).add(bias);
      return softplus(scores.mul(targets).neg()).mean().add(weight.square().sum().mul(0.01));
    },
  };

  test.each(recorded.searches.map((one) => [`${one.loss}, ${describeOptions({ ...one.options })}`, one] as const))(
    "%s",
    (_, { loss, options, init, steps }) => {
      const params = init.map((values) => new Variable(float64(values)));
      const optimizer = new LBFGS(
        params,
        given<LBFGSOptions>({
          learningRate: options.lr,
          maxIter: options.max_iter,
          maxEval: options.max_eval,
          toleranceGrad: options.tolerance_grad,
          toleranceChange: options.tolerance_change,
          historySize: options.history_size,
          lineSearch: options.line_search_fn === "strong_wolfe" ? "strongWolfe" : undefined,
        }),
      );
      let evaluations = 0;
      for (const expected of steps) {
        const value = optimizer.step(() => {
          evaluations++;
          optimizer.zeroGrad();
          const value = losses[loss](params);
          value.backward();
          return value;
        });
        expect([value.item()]).toBeAllClose([expected.loss], FLOAT64);
        for (const [i, values] of expected.params.entries()) expect(params[i]).toBeAllClose(float64(values), FLOAT64);
        expect(evaluations).toBe(expected.evaluations);
        expect(optimizer.stateDict().state[0].step).toBe(expected.iterations);
      }
    },
  );
});

describe("averages of weights", () => {
  const network = () => {
    const drawn = { generator: new Generator(1), dtype: "float64" } as const;
    return new Sequential(new Linear(2, 3, drawn), new BatchNorm1d(3, { dtype: "float64" }), new Linear(3, 1, drawn));
  };
  /** PyTorch's names are ours, but for a buffer's. */
  const ours = (weights: Weights): ModuleState =>
    Object.fromEntries(
      Object.entries(weights).map(([name, values]) => [
        name
          .replace("running_mean", "runningMean")
          .replace("running_var", "runningVar")
          .replace("num_batches_tracked", "numBatchesTracked"),
        name.includes("tracked") ? tensor(values, { dtype: "int32" }) : float64(values),
      ]),
    );
  /** Of PyTorch 1.13 buffers that are not averaged stay as they were; since 2.0 they are the model's. */
  const expectWeights = (module: Sequential, expected: Weights, buffers: Weights) => {
    const state = module.stateDict();
    const ofBuffers = ours(buffers);
    for (const [name, values] of Object.entries(ours(expected)))
      expect(state[name], name).toBeAllClose(/running|Tracked/.test(name) ? ofBuffers[name] : values, FLOAT64);
  };

  test.each(recorded.averages.map((one) => [`${one.average}, buffers ${one.useBuffers}`, one] as const))(
    "%s",
    (_, { average, decay, useBuffers, steps, batches, updated, output }) => {
      const model = network();
      const avgFn = average === "ema" ? getEmaAvgFn(decay) : getSwaAvgFn();
      const averaged = new AveragedModel(network(), { avgFn, useBuffers });
      for (const step of steps) {
        model.loadStateDict(ours(step.model));
        averaged.updateParameters(model);
        expectWeights(averaged.module, step.average, useBuffers ? step.average : step.model);
      }
      const loader = batches.map((batch) => [float64(batch)]);
      averaged.module.eval();
      updateBn(loader, averaged.module);
      expectWeights(averaged.module, updated, updated);
      expect(averaged.module.training).toBe(false);
      expect(averaged.module.forward(loader[0][0])).toBeAllClose(float64(output), FLOAT64);
    },
  );
});

describe("further schedules", () => {
  const schedules: Readonly<Record<string, (optimizer: Scheduled, options: ScheduleOptions) => { step(): void }>> = {
    MultiplicativeLR: (optimizer) => new MultiplicativeLR(optimizer, { lrLambda: (epoch) => 1 - 0.1 * epoch }),
    SWALR: (optimizer, { swa_lr: swaLr, anneal_epochs: annealEpochs, anneal_strategy: annealStrategy = "cos" }) =>
      new SWALR(optimizer, { swaLr, annealEpochs, annealStrategy }),
    OneCycleLR: (optimizer, options) =>
      new OneCycleLR(optimizer, {
        maxLr: options.max_lr,
        epochs: options.epochs,
        stepsPerEpoch: options.steps_per_epoch,
        threePhase: options.three_phase ?? false,
        annealStrategy: options.anneal_strategy ?? "cos",
      }),
  };

  test.each(
    recorded.schedules.map((one) => [`${one.scheduler}, ${describeOptions({ ...one.options })}`, one] as const),
  )("%s", (_, { scheduler: name, options, base, steps }) => {
    const groups = base.map((learningRate) => ({ params: [new Variable([0])], learningRate }));
    const optimizer = new SGD(groups, { momentum: 0.5 });
    const scheduler = schedules[name](optimizer, options);
    for (const { lrs, momentum } of steps) {
      expect(optimizer.paramGroups.map(({ learningRate }) => learningRate)).toBeAllClose([...lrs], FLOAT64);
      expect([optimizer.paramGroups[0].momentum]).toBeAllClose([momentum], FLOAT64);
      scheduler.step();
    }
  });
});

test.each(recorded.splits)("a split of $length by $fractions has parts of $sizes", ({ length, fractions, sizes }) => {
  const parts = randomSplit(new TensorDataset(arange(length)), fractions, { generator: new Generator(1) });
  expect(parts.map((part) => part.length)).toEqual(sizes);
});

test.each([...Object.keys(optimizers), "LBFGS"])("the state of %s goes through a checkpoint", (name) => {
  const param = new Variable(float64([[1, 2]]));
  param.grad = new Variable(float64([[3, -4]]), { requiresGrad: false });
  const make = () => {
    if (name === "LBFGS") return new LBFGS([param], { lineSearch: "strongWolfe", maxIter: 2 });
    return {
      Rprop: new Rprop([param]),
      ASGD: new ASGD([param]),
      Adafactor: new Adafactor([param]),
      Muon: new Muon([param]),
    }[name];
  };
  const [before, after] = [make(), make()];
  before?.step(() => {
    param.grad = null;
    const loss = param.square().sum();
    loss.backward();
    return loss;
  });
  const saved = before?.stateDict();
  after?.loadStateDict(decodeCheckpoint(encodeCheckpoint(saved)));
  expect(Object.keys(saved?.state ?? {})).toEqual(["0"]);
  expect(JSON.stringify(after?.stateDict())).toBe(JSON.stringify(saved));
});
