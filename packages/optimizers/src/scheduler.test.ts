import { Variable } from "@tinytorch/autograd";
import { describe, expect, test } from "vitest";
import { Adagrad } from "./adagrad.ts";
import { Adam } from "./adam.ts";
import { ChainedScheduler, SequentialLR } from "./combined-lr.ts";
import { ConstantLR } from "./constant-lr.ts";
import { CosineAnnealingLR } from "./cosine-annealing-lr.ts";
import { CosineAnnealingWarmRestarts } from "./cosine-annealing-warm-restarts.ts";
import { CyclicLR } from "./cyclic-lr.ts";
import { ExponentialLR } from "./exponential-lr.ts";
import { LambdaLR } from "./lambda-lr.ts";
import { LinearLR } from "./linear-lr.ts";
import { MultiStepLR } from "./multi-step-lr.ts";
import { MultiplicativeLR } from "./multiplicative-lr.ts";
import { OneCycleLR } from "./one-cycle-lr.ts";
import { PolynomialLR } from "./polynomial-lr.ts";
import { ReduceLROnPlateau } from "./reduce-lr-on-plateau.ts";
import { RMSprop } from "./rmsprop.ts";
import type { Scheduled } from "./scheduled.ts";
import type { Scheduler } from "./scheduler.ts";
import { SGD } from "./sgd.ts";
import { StepLR } from "./step-lr.ts";
import { SWALR } from "./swa-lr.ts";

const optimizerAt = (learningRate: number) => new SGD([new Variable([1])], { learningRate });

function rates(optimizer: Scheduled, scheduler: { step(): void }, epochs: number): number[] {
  return Array.from({ length: epochs }, () => {
    const [{ learningRate }] = optimizer.paramGroups;
    scheduler.step();
    return learningRate;
  });
}

function expectRates(received: number[], expected: number[]): void {
  expect(received).toHaveLength(expected.length);
  for (const [epoch, rate] of expected.entries()) expect(received[epoch]).toBeCloseTo(rate, 12);
}

describe("StepLR", () => {
  test("the first rate lasts stepSize epochs", () => {
    const optimizer = optimizerAt(1);
    expectRates(rates(optimizer, new StepLR(optimizer, { stepSize: 2, gamma: 0.5 }), 5), [1, 1, 0.5, 0.5, 0.25]);
  });

  test("a rate changed by hand is what is multiplied", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new StepLR(optimizer, { stepSize: 1 });
    optimizer.paramGroups[0].learningRate = 4;
    scheduler.step();
    expect(scheduler.getLastLr()).toEqual([0.4]);
    expect(scheduler.lastEpoch).toBe(1);
  });
});

describe("CosineAnnealingLR", () => {
  test("it goes down to etaMin at tMax and up again", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new CosineAnnealingLR(optimizer, { tMax: 4, etaMin: 0.2 });
    const side = 0.4 * Math.SQRT1_2;
    expectRates(rates(optimizer, scheduler, 9), [1, 0.6 + side, 0.6, 0.6 - side, 0.2, 0.6 - side, 0.6, 0.6 + side, 1]);
  });
});

describe("LinearLR", () => {
  test("it begins at startFactor, reaches endFactor after totalIters and stays", () => {
    const optimizer = optimizerAt(2);
    const scheduler = new LinearLR(optimizer, { startFactor: 0.5, totalIters: 2 });
    expectRates(rates(optimizer, scheduler, 4), [1, 1.5, 2, 2]);
  });

  test("by default it warms up from a third over five epochs", () => {
    const optimizer = optimizerAt(3);
    expectRates(rates(optimizer, new LinearLR(optimizer), 6), [1, 1.4, 1.8, 2.2, 2.6, 3]);
  });

  test("its factor may fall to 0", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new LinearLR(optimizer, { startFactor: 1, endFactor: 0, totalIters: 2 });
    expectRates(rates(optimizer, scheduler, 4), [1, 0.5, 0, 0]);
  });
});

describe("every schedule", () => {
  test("chained with another, it multiplies what the other left", () => {
    const optimizer = optimizerAt(1);
    const warmUp = new LinearLR(optimizer, { startFactor: 0.5, totalIters: 1 });
    const decay = new StepLR(optimizer, { stepSize: 1, gamma: 0.1 });
    warmUp.step();
    decay.step();
    expect(optimizer.paramGroups[0].learningRate).toBeCloseTo(0.1, 12);
  });

  const makers: Record<string, (optimizer: Scheduled) => Scheduler> = {
    StepLR: (optimizer) => new StepLR(optimizer, { stepSize: 2 }),
    MultiStepLR: (optimizer) => new MultiStepLR(optimizer, { milestones: [3, 3, 6] }),
    ExponentialLR: (optimizer) => new ExponentialLR(optimizer, { gamma: 0.9 }),
    CosineAnnealingLR: (optimizer) => new CosineAnnealingLR(optimizer, { tMax: 7 }),
    CosineAnnealingWarmRestarts: (optimizer) => new CosineAnnealingWarmRestarts(optimizer, { t0: 3, tMult: 2 }),
    LinearLR: (optimizer) => new LinearLR(optimizer),
    ConstantLR: (optimizer) => new ConstantLR(optimizer),
    PolynomialLR: (optimizer) => new PolynomialLR(optimizer, { totalIters: 8, power: 2 }),
    LambdaLR: (optimizer) => new LambdaLR(optimizer, { lrLambda: (epoch) => 0.95 ** epoch }),
    OneCycleLR: (optimizer) => new OneCycleLR(optimizer, { maxLr: 1, totalSteps: 12 }),
    "OneCycleLR by epochs": (optimizer) => new OneCycleLR(optimizer, { maxLr: 1, epochs: 4, stepsPerEpoch: 3 }),
    MultiplicativeLR: (optimizer) => new MultiplicativeLR(optimizer, { lrLambda: (epoch) => 1 - 0.05 * epoch }),
    SWALR: (optimizer) => new SWALR(optimizer, { swaLr: 0.1, annealEpochs: 7 }),
    CyclicLR: (optimizer) => new CyclicLR(optimizer, { baseLr: 0.1, maxLr: 1, stepSizeUp: 2 }),
  };

  test.each(Object.entries(makers))("saved and loaded, it goes on as if nothing had happened: %s", (_, make) => {
    const whole = optimizerAt(1);
    const expected = rates(whole, make(whole), 10).slice(4);

    const first = optimizerAt(1);
    const before = make(first);
    rates(first, before, 4);
    const second = optimizerAt(1);
    const after = make(second);
    second.loadStateDict(first.stateDict());
    after.loadStateDict(before.stateDict());
    expect(after.getLastLr()).toEqual(before.getLastLr());
    expect(rates(second, after, 6)).toEqual(expected);
    expect(() => after.loadStateDict({ lastEpoch: 1, baseLearningRates: [], lastLearningRates: [] })).toThrow(
      "loadStateDict: there must be 1 rates, got 0",
    );
  });

  test("options out of range are named", () => {
    const optimizer = optimizerAt(1);
    expect(() => new StepLR(optimizer, { stepSize: 0 })).toThrow("StepLR: stepSize must be a whole number ≥ 1, got 0");
    expect(() => new CosineAnnealingLR(optimizer, { tMax: 0.5 })).toThrow("tMax must be a whole number ≥ 1, got 0.5");
    expect(() => new LinearLR(optimizer, { startFactor: 0 })).toThrow("LinearLR: startFactor must be in (0, 1], got 0");
    expect(() => new LinearLR(optimizer, { endFactor: 2 })).toThrow("LinearLR: endFactor must be in [0, 1], got 2");
  });

  test("begun again, it starts from the base rate", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new LinearLR(optimizer, { startFactor: 0.5, totalIters: 2 });
    rates(optimizer, scheduler, 3);
    scheduler.restart();
    expectRates(rates(optimizer, scheduler, 3), [0.5, 0.75, 1]);
  });
});

describe("SWALR", () => {
  test("takes over from another schedule where that stands", () => {
    const optimizer = optimizerAt(1);
    const decay = new StepLR(optimizer, { stepSize: 1, gamma: 0.5 });
    const constant = new SWALR(optimizer, { swaLr: 0.1, annealEpochs: 2, annealStrategy: "linear" });
    expectRates(rates(optimizer, decay, 2), [1, 0.5]);
    expectRates(rates(optimizer, constant, 4), [0.25, 0.175, 0.1, 0.1]);
  });
});

describe("OneCycleLR's length", () => {
  test.each([
    [{}, "got totalSteps undefined, epochs undefined and stepsPerEpoch undefined"],
    [{ epochs: 3 }, "got totalSteps undefined, epochs 3 and stepsPerEpoch undefined"],
    [{ totalSteps: 6, epochs: 3, stepsPerEpoch: 2 }, "got totalSteps 6, epochs 3 and stepsPerEpoch 2"],
  ])("is said once: %j", (length, got) => {
    expect(() => new OneCycleLR(optimizerAt(1), { maxLr: 1, ...length })).toThrow(
      new RangeError(`OneCycleLR: the length must be totalSteps, or epochs and stepsPerEpoch, ${got}`),
    );
  });
});

describe("schedules that multiply", () => {
  test.each([
    ["ExponentialLR", (optimizer: Scheduled) => new ExponentialLR(optimizer, { gamma: 0.5 }), 2],
    ["MultiStepLR", (optimizer: Scheduled) => new MultiStepLR(optimizer, { milestones: [1, 1], gamma: 0.5 }), 1],
    ["PolynomialLR", (optimizer: Scheduled) => new PolynomialLR(optimizer, { totalIters: 2 }), 2],
    ["ConstantLR", (optimizer: Scheduled) => new ConstantLR(optimizer, { factor: 0.5, totalIters: 1 }), 8],
    ["MultiplicativeLR", (optimizer: Scheduled) => new MultiplicativeLR(optimizer, { lrLambda: () => 0.5 }), 2],
  ])("%s carries along a rate changed by hand", (_, make, expected) => {
    const optimizer = optimizerAt(1);
    const scheduler = make(optimizer);
    optimizer.paramGroups[0].learningRate = 4;
    scheduler.step();
    expect(optimizer.paramGroups[0].learningRate).toBeCloseTo(expected, 12);
  });

  test("LambdaLR sets the rate, and may have a function for each group", () => {
    const groups = [1, 10].map((learningRate) => ({ params: [new Variable([1])], learningRate }));
    const optimizer = new SGD(groups);
    const scheduler = new LambdaLR(optimizer, { lrLambda: [(epoch) => 1 / (1 + epoch), () => 2] });
    optimizer.paramGroups[0].learningRate = 4;
    scheduler.step();
    expect(scheduler.getLastLr()).toEqual([0.5, 20]);
    expect(() => new LambdaLR(optimizer, { lrLambda: [() => 1] })).toThrow(
      "LambdaLR: lrLambda must be one value, or one for each of 2 groups, got 1",
    );
  });
});

describe("schedules that cycle", () => {
  test("OneCycleLR moves the momentum against the rate, and past its end is an error", () => {
    const optimizer = new SGD([new Variable([1])], { momentum: 0.5 });
    const scheduler = new OneCycleLR(optimizer, { maxLr: 1, totalSteps: 10, pctStart: 0.5 });
    const [group] = optimizer.paramGroups;
    expect([group.learningRate, group.momentum]).toEqual([expect.closeTo(0.04, 12), expect.closeTo(0.95, 12)]);
    for (let step = 0; step < 4; step++) scheduler.step();
    expect([group.learningRate, group.momentum]).toEqual([expect.closeTo(1, 12), expect.closeTo(0.85, 12)]);
    for (let step = 4; step < 9; step++) scheduler.step();
    expect([group.learningRate, group.momentum]).toEqual([expect.closeTo(4e-6, 12), expect.closeTo(0.95, 12)]);
    scheduler.step();
    expect(() => scheduler.step()).toThrow("OneCycleLR: there are 10 steps in all, got step 11");
    expect(scheduler.lastEpoch).toBe(10);
  });

  test("in three phases it comes back to the first rate before it goes lower", () => {
    const optimizer = new Adam([new Variable([1])]);
    const scheduler = new OneCycleLR(optimizer, {
      maxLr: 1,
      totalSteps: 11,
      pctStart: 3 / 11,
      threePhase: true,
    });
    const momenta: number[] = [];
    const seen = Array.from({ length: 11 }, () => {
      momenta.push(optimizer.paramGroups[0].beta1);
      const rate = optimizer.paramGroups[0].learningRate;
      scheduler.step();
      return rate;
    });
    expect([seen[0], seen[2], seen[4], seen[10]]).toEqual(
      [0.04, 1, 0.04, 4e-6].map((rate) => expect.closeTo(rate, 12)),
    );
    expect([momenta[0], momenta[2], momenta[4], momenta[10]]).toEqual(
      [0.95, 0.85, 0.95, 0.95].map((momentum) => expect.closeTo(momentum, 12)),
    );
  });

  test("CyclicLR goes up and down, lower each time when told so, with the momentum against it", () => {
    const optimizer = new Adam([new Variable([1])]);
    const make = (mode: "triangular" | "triangular2" | "expRange") =>
      new CyclicLR(optimizer, { baseLr: 0, maxLr: 1, stepSizeUp: 1, stepSizeDown: 2, mode, gamma: 0.5 });
    expectRates(rates(optimizer, make("triangular"), 7), [0, 1, 0.5, 0, 1, 0.5, 0]);
    expectRates(rates(optimizer, make("triangular2"), 7), [0, 1, 0.5, 0, 0.5, 0.25, 0]);
    expectRates(rates(optimizer, make("expRange"), 5), [0, 0.5, 0.125, 0, 0.0625]);
    make("triangular").step();
    expect(optimizer.paramGroups[0].beta1).toBeCloseTo(0.8, 12);
  });

  test("momentum that is not there cannot be cycled", () => {
    const optimizer = new Adagrad([new Variable([1])]);
    expect(() => new OneCycleLR(optimizer, { maxLr: 1, totalSteps: 5 })).toThrow(
      "OneCycleLR: cycleMomentum needs an optimizer with momentum or beta1, got a group 0 without",
    );
    expect(new OneCycleLR(optimizer, { maxLr: 1, totalSteps: 5, cycleMomentum: false }).lastEpoch).toBe(0);
    expect(() => new CyclicLR(optimizer, { baseLr: 0, maxLr: 1 })).toThrow("CyclicLR: cycleMomentum needs");
    expect(new CyclicLR(new RMSprop([new Variable([1])]), { baseLr: 0, maxLr: 1 }).getLastLr()).toEqual([0]);
  });
});

describe("ReduceLROnPlateau", () => {
  test("bad epochs are borne up to the patience, and NaN is one", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new ReduceLROnPlateau(optimizer, { patience: 1, factor: 0.5 });
    const seen = [1, 1, Number.NaN, 0.5, 0.5, 0.5].map((metric) => {
      scheduler.step(metric);
      return scheduler.getLastLr()[0];
    });
    expect(seen).toEqual([1, 1, 0.5, 0.5, 0.5, 0.25]);
  });

  test("a reduction that would hardly be one is left out", () => {
    const optimizer = optimizerAt(1e-8);
    const scheduler = new ReduceLROnPlateau(optimizer, { patience: 0 });
    scheduler.step(1);
    scheduler.step(1);
    expect(optimizer.paramGroups[0].learningRate).toBe(1e-8);
  });

  test("saved and loaded, it remembers the best, the bad epochs and the cooldown", () => {
    const metrics = [3, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1];
    const make = (optimizer: Scheduled) => new ReduceLROnPlateau(optimizer, { patience: 1, factor: 0.5, cooldown: 1 });
    const run = (optimizer: Scheduled, scheduler: ReduceLROnPlateau, from: number, to: number) =>
      metrics.slice(from, to).map((metric) => {
        scheduler.step(metric);
        return optimizer.paramGroups[0].learningRate;
      });
    for (let cut = 0; cut <= metrics.length; cut++) {
      const whole = optimizerAt(1);
      const expected = run(whole, make(whole), 0, metrics.length);
      const [first, second] = [optimizerAt(1), optimizerAt(1)];
      const [before, after] = [make(first), make(second)];
      const seen = run(first, before, 0, cut);
      second.loadStateDict(first.stateDict());
      after.loadStateDict(before.stateDict());
      expect([...seen, ...run(second, after, cut, metrics.length)]).toEqual(expected);
    }
  });

  test("options out of range are named", () => {
    expect(() => new ReduceLROnPlateau(optimizerAt(1), { factor: 1 })).toThrow(
      "ReduceLROnPlateau: factor must be in [0, 1), got 1",
    );
    expect(() => new ReduceLROnPlateau(optimizerAt(1), { patience: -1 })).toThrow(
      "ReduceLROnPlateau: patience must be a number ≥ 0, got -1",
    );
    expect(() => new ReduceLROnPlateau(optimizerAt(1), { minLr: [0, 0] })).toThrow("one for each of 1 groups, got 2");
  });
});

describe("a group that is added later", () => {
  const later = () => ({ params: [new Variable([1])], learningRate: 8 });

  test("is reduced on a plateau as the others are", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new ReduceLROnPlateau(optimizer, { patience: 0, factor: 0.5, minLr: 0.1 });
    optimizer.addParamGroup(later());
    for (const metric of [1, 1, 1]) scheduler.step(metric);
    expect(scheduler.getLastLr()).toEqual([0.25, 2]);
  });

  test("takes part in a schedule, from the rate that it has", () => {
    const optimizer = optimizerAt(1);
    const schedules = [
      new StepLR(optimizer, { stepSize: 1, gamma: 0.5 }),
      new LambdaLR(optimizer, { lrLambda: (epoch) => 1 / (1 + epoch) }),
    ];
    optimizer.addParamGroup(later());
    schedules[0].step();
    expect(schedules[0].getLastLr()).toEqual([0.5, 4]);
    schedules[1].step();
    expect(schedules[1].getLastLr()).toEqual([0.5, 4]);
    expect(schedules[1].stateDict().baseLearningRates).toEqual([1, 8]);
  });

  test("is in a state that is saved before the next step", () => {
    const optimizer = optimizerAt(1);
    const [step, plateau] = [
      new StepLR(optimizer, { stepSize: 1, gamma: 0.5 }),
      new ReduceLROnPlateau(optimizer, { patience: 0, factor: 0.5 }),
    ];
    step.step();
    optimizer.addParamGroup(later());
    expect([step.getLastLr(), plateau.getLastLr()]).toEqual([
      [0.5, 8],
      [1, 8],
    ]);
    const saved = [step.stateDict(), plateau.stateDict()];
    expect(saved[0]).toEqual({ lastEpoch: 1, baseLearningRates: [1, 8], lastLearningRates: [0.5, 8] });
    step.loadStateDict(step.stateDict());
    plateau.loadStateDict(plateau.stateDict());
    expect([step.stateDict(), plateau.stateDict()]).toEqual(saved);
  });

  test("for which there is no value changes nothing", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new LambdaLR(optimizer, { lrLambda: [(epoch) => 1 / (1 + epoch)] });
    optimizer.addParamGroup(later());
    const before = scheduler.stateDict();
    expect(() => scheduler.step()).toThrow("lrLambda must be one value, or one for each of 2 groups, got 1");
    expect(optimizer.paramGroups.map((group) => group.learningRate)).toEqual([1, 8]);
    expect(scheduler.stateDict()).toEqual(before);
  });
});

describe("a rate that comes down to 0", () => {
  test("is 0 and not a rounding error below it, and so can be stepped with", () => {
    const optimizer = optimizerAt(1);
    optimizer.paramGroups[0].params[0].grad = new Variable([1]);
    const scheduler = new LinearLR(optimizer, { startFactor: 0.3, endFactor: 0, totalIters: 20 });
    for (let epoch = 0; epoch < 20; epoch++) {
      scheduler.step();
      optimizer.step();
    }
    expect(scheduler.getLastLr()).toEqual([0]);
  });

  test("goes on below it when it is meant to, and the optimizer refuses it", () => {
    const optimizer = optimizerAt(1);
    const scheduler = new LambdaLR(optimizer, { lrLambda: (epoch) => 1 - 2 * epoch });
    scheduler.step();
    expect(scheduler.getLastLr()).toEqual([-1]);
    expect(() => optimizer.step()).toThrow("SGD: learningRate must be a number ≥ 0, got -1");
  });
});

describe("states that are loaded", () => {
  test("a fraction of an epoch belongs to the schedule that can step to one", () => {
    const restarting = () => new CosineAnnealingWarmRestarts(optimizerAt(1), { t0: 3 });
    const scheduler = restarting();
    scheduler.step(1.5);
    const loaded = restarting();
    loaded.loadStateDict(scheduler.stateDict());
    expect(loaded.lastEpoch).toBe(1.5);
  });

  const state = { lastEpoch: 2, baseLearningRates: [1], lastLearningRates: [0.5] };
  const plateau = { lastEpoch: 2, best: 1, badEpochs: 0, cooldownLeft: 0, lastLearningRates: [1] };

  test.each([
    [{ ...state, lastEpoch: null }, "loadStateDict: lastEpoch must be a whole number ≥ 0, got null"],
    [{ ...state, lastEpoch: -1 }, "lastEpoch must be a whole number ≥ 0, got -1"],
    [{ ...state, lastEpoch: 1.5 }, "lastEpoch must be a whole number ≥ 0, got 1.5"],
    [{ ...state, lastLearningRates: [null] }, "loadStateDict: a rate must be a number, got null"],
    [{ ...state, baseLearningRates: ["1"] }, "loadStateDict: a rate must be a number, got 1"],
    [{ ...state, more: 1 }, "loadStateDict: a state must have lastEpoch, baseLearningRates, lastLearningRates, got"],
    [plateau, "loadStateDict: a state must have lastEpoch, baseLearningRates, lastLearningRates, got"],
    [null, "got nothing"],
  ])("are checked before anything is: %j", (wrong, message) => {
    const scheduler = new StepLR(optimizerAt(1), { stepSize: 1 });
    const before = scheduler.stateDict();
    expect(() => scheduler.loadStateDict(JSON.parse(JSON.stringify(wrong)))).toThrow(message);
    expect(scheduler.stateDict()).toEqual(before);
    const chained = new ChainedScheduler([new ExponentialLR(optimizerAt(1), { gamma: 0.5 }), scheduler].slice(1));
    expect(() => chained.loadStateDict(JSON.parse(JSON.stringify({ lastEpoch: 2, schedules: [wrong] })))).toThrow(
      message,
    );
    expect(chained.stateDict()).toEqual({ lastEpoch: 0, schedules: [before] });
  });

  test.each([
    [{ ...plateau, badEpochs: 0.5 }, "loadStateDict: badEpochs must be a whole number ≥ 0, got 0.5"],
    [{ ...plateau, cooldownLeft: -1 }, "loadStateDict: cooldownLeft must be a number ≥ 0, got -1"],
    [{ ...plateau, best: "low" }, "loadStateDict: best must be a number, or null before there is one, got low"],
    [state, "loadStateDict: a state must have lastEpoch, best, badEpochs, cooldownLeft, lastLearningRates, got"],
  ])("of a plateau too: %j", (wrong, message) => {
    const scheduler = new ReduceLROnPlateau(optimizerAt(1));
    expect(() => scheduler.loadStateDict(JSON.parse(JSON.stringify(wrong)))).toThrow(message);
    expect(scheduler.lastEpoch).toBe(0);
  });

  test.each(["min", "max"] as const)(
    "a plateau that has seen nothing goes through JSON, which has no infinity (%s)",
    (mode) => {
      const options = { mode, patience: 0, factor: 0.5 };
      const saved = JSON.stringify(new ReduceLROnPlateau(optimizerAt(1), options).stateDict());
      const optimizer = optimizerAt(1);
      const scheduler = new ReduceLROnPlateau(optimizer, options);
      scheduler.loadStateDict(JSON.parse(saved));
      const better = mode === "min" ? [9, 8, 7] : [-9, -8, -7];
      for (const metric of better) scheduler.step(metric);
      expect(optimizer.paramGroups[0].learningRate).toBe(1);
    },
  );
});

describe("combined schedules", () => {
  test("a chain may be one of several in a sequence, and begins at its milestone from the base rate", () => {
    const make = (optimizer: Scheduled) =>
      new SequentialLR(
        [
          new LinearLR(optimizer, { startFactor: 0.5, totalIters: 2 }),
          new ChainedScheduler([
            new ConstantLR(optimizer, { factor: 0.5, totalIters: 2 }),
            new ExponentialLR(optimizer, { gamma: 0.1 }),
          ]),
        ],
        { milestones: [2] },
      );
    const expected = [0.5, 0.75, 0.5, 0.05, 0.01, 0.001];
    for (const cut of [0, 1, 3, 5]) {
      const [first, second] = [optimizerAt(1), optimizerAt(1)];
      const [before, after] = [make(first), make(second)];
      const seen = rates(first, before, cut);
      second.loadStateDict(first.stateDict());
      after.loadStateDict(JSON.parse(JSON.stringify(before.stateDict())));
      expectRates([...seen, ...rates(second, after, expected.length - cut)], expected);
    }
  });

  test("one that needs a metric, or of another optimizer, is refused when they are combined", () => {
    const optimizer = optimizerAt(1);
    const schedule = new StepLR(optimizer, { stepSize: 1 });
    const plateau: unknown = new ReduceLROnPlateau(optimizer);
    expect(() => Reflect.construct(ChainedScheduler, [[schedule, plateau]])).toThrow(
      "ChainedScheduler: schedules must step without a metric, got ReduceLROnPlateau; step that one beside it",
    );
    expect(() => Reflect.construct(SequentialLR, [[plateau, schedule], { milestones: [1] }])).toThrow(
      "SequentialLR: schedules must step without a metric, got ReduceLROnPlateau",
    );
    const other = new StepLR(optimizerAt(1), { stepSize: 1 });
    expect(() => new ChainedScheduler([schedule, other])).toThrow(
      "ChainedScheduler: schedules must be of one optimizer, got those of several",
    );
    expect(() => new SequentialLR([schedule, other], { milestones: [1] })).toThrow("must be of one optimizer");
  });

  test("warm restarts take no epoch before the first", () => {
    const schedule = new CosineAnnealingWarmRestarts(optimizerAt(1), { t0: 3 });
    expect(() => schedule.step(-0.5)).toThrow("CosineAnnealingWarmRestarts: epoch must be a number ≥ 0, got -0.5");
    expect(schedule.lastEpoch).toBe(0);
  });

  test.each([
    [
      "SequentialLR",
      (optimizer: Scheduled) =>
        new SequentialLR(
          [new LinearLR(optimizer, { startFactor: 0.1, totalIters: 2 }), new ExponentialLR(optimizer, { gamma: 0.5 })],
          { milestones: [2] },
        ),
      [0.1, 0.55, 1, 0.5, 0.25, 0.125],
    ],
    [
      "ChainedScheduler",
      (optimizer: Scheduled) =>
        new ChainedScheduler([
          new ConstantLR(optimizer, { factor: 0.5, totalIters: 2 }),
          new ExponentialLR(optimizer, { gamma: 0.1 }),
        ]),
      [0.5, 0.05, 0.01, 0.001, 1e-4, 1e-5],
    ],
  ])("%s gives the expected rates, also when it is saved and loaded in between", (_, make, expected) => {
    for (let cut = 0; cut < expected.length; cut++) {
      const [first, second] = [optimizerAt(1), optimizerAt(1)];
      const [before, after] = [make(first), make(second)];
      const seen = rates(first, before, cut);
      second.loadStateDict(first.stateDict());
      after.loadStateDict(before.stateDict());
      expect(after.lastEpoch).toBe(cut);
      expectRates([...seen, ...rates(second, after, expected.length - cut)], expected);
    }
  });

  test("what does not fit together is refused", () => {
    const optimizer = optimizerAt(1);
    const schedule = new StepLR(optimizer, { stepSize: 1 });
    expect(() => new SequentialLR([schedule], { milestones: [1] })).toThrow(
      "SequentialLR: there must be a rising milestone between any two schedules, got 1 schedules and [1]",
    );
    expect(() => new SequentialLR([schedule, schedule, schedule], { milestones: [3, 3] })).toThrow(
      "got 3 schedules and [3, 3]",
    );
    expect(() => new ChainedScheduler([])).toThrow("ChainedScheduler: there must be at least one schedule, got none");
    expect(() => new ChainedScheduler([schedule]).loadStateDict({ lastEpoch: 0, schedules: [] })).toThrow(
      "loadStateDict: there must be 1 schedules, got 0",
    );
  });
});
