import type { Variable } from "@tinytorch/autograd";
import { Adam, SGD } from "@tinytorch/optimizers";
import { expect, test } from "vitest";
import type { OwnRace } from "../../../features/lab/own-race.ts";
import { runRace } from "../run-race.ts";
import { raceOwn } from "./race-own.ts";

const race: OwnRace = {
  surface: "beale",
  steps: 30,
  className: "Adam",
  options: {},
  rate: 0.1,
  schedule: "constant",
};

test.each(["constant", "step", "cosine", "exponential", "warmup"] as const)(
  "a student's class goes where the library's goes, with the schedule %s too",
  (schedule) => {
    const [lane] = runRace({ surface: "beale", steps: 30, runners: [{ rule: "adam", rate: 0.1, schedule }] });
    const path = raceOwn({ Adam }, { ...race, schedule });
    expect(path).toMatchObject({ type: "path", points: lane?.points, losses: lane?.losses, lostAt: null });
  },
);

test("options that the page names reach the class", () => {
  const options = { momentum: 0.9, nesterov: true };
  const [lane] = runRace({ ...race, runners: [{ rule: "nesterov", rate: 0.001, schedule: "constant" }] });
  expect(raceOwn({ SGD }, { ...race, className: "SGD", options, rate: 0.001 })).toMatchObject({ points: lane?.points });
});

/** The least that runs: it has neither groups nor a zeroGrad of its own. */
class Plain {
  readonly params: readonly Variable[];
  readonly rate: number;
  constructor(params: readonly Variable[], { learningRate }: { readonly learningRate: number }) {
    this.params = params;
    this.rate = learningRate;
  }
  step() {
    for (const each of this.params) if (each.grad) each.data = each.data.sub(each.grad.data.mul(this.rate));
  }
}

test("a class of one's own invention needs a step() alone, and its gradients are forgotten for it", () => {
  const [lane] = runRace({ ...race, runners: [{ rule: "sgd", rate: 0.001, schedule: "constant" }] });
  const path = raceOwn({ Plain }, { ...race, className: "Plain", rate: 0.001 });
  expect(path).toMatchObject({ type: "path", points: lane?.points });
});

test("what cannot be raced is said in a sentence, and what it throws is thrown on", () => {
  const sentence = (mine: object, change: Partial<OwnRace>) => raceOwn(mine, { ...race, ...change });
  expect(sentence({}, {})).toEqual({ type: "words", words: "src/index.ts exports no class Adam yet." });
  expect(sentence({ Still: class {} }, { className: "Still" })).toMatchObject({
    words: "Your Still has no step(), so it stays where it is.",
  });
  expect(sentence({ Plain }, { className: "Plain", schedule: "cosine" })).toMatchObject({
    words: expect.stringMatching(/^Your Plain has no paramGroups .* Choose the schedule "constant"\.$/),
  });
  class Unwritten {
    step() {
      throw new Error("TODO(08): update every parameter");
    }
  }
  expect(() => raceOwn({ Unwritten }, { ...race, className: "Unwritten" })).toThrow("TODO(08)");
});
