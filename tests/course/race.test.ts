import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import * as solution from "../../grading/08-optimizers/solution/src/index.ts";
import { type Racers, raceOn, runRace } from "../../modules/08-optimizers/lab/race.ts";
import { type Surface, surfaces } from "../../modules/08-optimizers/lab/surface.ts";
import { adamRule, type Rule, sgdRule } from "./update-rules.ts";

interface Recorded {
  readonly optimizer: string;
  readonly options: Readonly<Record<string, unknown>>;
  readonly groups?: unknown;
  readonly init: readonly (readonly number[])[];
  readonly steps: readonly {
    readonly grads: readonly (readonly number[] | null)[];
    readonly set_lr: number | null;
    readonly params: readonly (readonly number[])[];
  }[];
}

const vectors = join(import.meta.dirname, "../conformance/vectors/optimizers.json");
const { cases }: { cases: readonly Recorded[] } = JSON.parse(readFileSync(vectors, "utf8"));

/** The rule of a recorded case, where it is one of the race's: no more options than a rate and a momentum, one rate for all. */
function ruleOf({ optimizer, options, groups }: Recorded): ((start: number) => Rule) | null {
  const { lr, momentum = 0, ...others } = options;
  if (Object.keys(others).length > 0 || groups !== undefined || typeof momentum !== "number") return null;
  if (typeof lr !== "number") return null;
  if (optimizer === "SGD") return (start) => sgdRule(start, momentum);
  return optimizer === "Adam" ? adamRule : null;
}

/** The gradients of the race's surfaces, worked out by hand. */
const slopes: Readonly<Record<string, (x: number, y: number) => readonly [number, number]>> = {
  bowl: (x, y) => [x, 100 * y],
  beale: (x, y) => {
    const corners = [1.5, 2.25, 2.625].map((target, index) => {
      const power = index + 1;
      const height = target - x + x * y ** power;
      return [2 * height * (y ** power - 1), 2 * height * x * power * y ** (power - 1)] as const;
    });
    return [corners.reduce((sum, [alongX]) => sum + alongX, 0), corners.reduce((sum, [, alongY]) => sum + alongY, 0)];
  },
};

describe("what the race holds a student's path to", () => {
  test("the rules written here come to PyTorch's recorded numbers", () => {
    const kinds = new Set<string>();
    for (const recorded of cases) {
      const make = ruleOf(recorded);
      if (make === null) continue;
      kinds.add(`${recorded.optimizer} ${recorded.options.momentum ?? ""}`.trim());
      const rules = recorded.init.map((values) => values.map(make));
      let last = recorded.init;
      let rate = Number(recorded.options.lr);
      for (const { grads, params, set_lr: newRate } of recorded.steps) {
        rate = newRate ?? rate;
        for (const [position, values] of params.entries()) {
          for (const [index, expected] of values.entries()) {
            const gradient = grads[position]?.[index];
            const found = gradient === undefined ? last[position]?.[index] : rules[position]?.[index]?.(gradient, rate);
            expect(Math.abs((found ?? Number.NaN) - expected)).toBeLessThanOrEqual(1e-12 + 1e-9 * Math.abs(expected));
          }
        }
        last = params;
      }
    }
    expect([...kinds].sort()).toEqual(["Adam", "SGD", "SGD 0.9"]);
  });

  test.each(Object.entries<Surface>(surfaces))("on the %s the reference goes where these rules go", (name, surface) => {
    const { sgd, momentum, adam } = surface.rates;
    const rules = [
      { rate: sgd, make: (start: number) => sgdRule(start) },
      { rate: momentum, make: (start: number) => sgdRule(start, 0.9) },
      { rate: adam, make: adamRule },
    ];
    const { lanes } = runRace(solution, surface, 60);
    for (const [index, { reference }] of lanes.entries()) {
      let [x, y] = surface.start;
      const { rate, make } = rules[index] ?? { rate: Number.NaN, make: adamRule };
      const [ruleX, ruleY] = surface.start.map(make);
      for (const [foundX, foundY] of reference) {
        expect(Math.hypot(foundX - x, foundY - y)).toBeLessThan(1e-9);
        const [slopeX = 0, slopeY = 0] = slopes[name]?.(x, y) ?? [];
        [x, y] = [ruleX?.(slopeX, rate) ?? Number.NaN, ruleY?.(slopeY, rate) ?? Number.NaN];
      }
      expect(reference).toHaveLength(61);
    }
  });
});

/** Adam that takes its running means as they are, small at first. */
class Uncorrected {
  readonly #params: ConstructorParameters<Racers["Adam"]>[0];
  readonly #rate: number;
  readonly #moments: { first: number; second: number }[];

  constructor(...[params, { learningRate }]: ConstructorParameters<Racers["Adam"]>) {
    this.#params = params;
    this.#rate = learningRate;
    this.#moments = params.map(() => ({ first: 0, second: 0 }));
  }

  zeroGrad() {
    for (const parameter of this.#params) parameter.grad = null;
  }

  step() {
    for (const [index, parameter] of this.#params.entries()) {
      const [moments, gradient] = [this.#moments[index], parameter.grad?.item()];
      if (moments === undefined || gradient === undefined) continue;
      moments.first = 0.9 * moments.first + 0.1 * gradient;
      moments.second = 0.999 * moments.second + 0.001 * gradient * gradient;
      const change = (this.#rate * moments.first) / (Math.sqrt(moments.second) + 1e-8);
      parameter.data = parameter.data.sub(change);
    }
  }
}

/** SGD without a memory, whatever momentum it is given. */
class Forgetful extends solution.SGD {
  constructor(...[params, { learningRate }]: ConstructorParameters<Racers["SGD"]>) {
    super(params, { learningRate });
  }
}

describe("a path that goes another way", () => {
  const view = { columns: 96, rows: 40, colour: false };

  test("is told with the step at which it parts, in the data and in a line of the picture", () => {
    const lab = raceOn(surfaces.bowl, 60);
    const race = runRace({ SGD: Forgetful, Adam: Uncorrected }, surfaces.bowl, 60);
    expect(race.lanes.map(({ firstApart }) => firstApart)).toEqual([null, 2, 1]);
    expect(race.firstApart).toEqual({ name: "Adam", step: 1 });
    const picture = lab.draw(race, { ...view, frame: 60 });
    expect(picture).toContain(
      "Elsewhere than the reference (○), first at the !: Momentum (SGD, 0.9) from step 2 on; Adam from step 1 on.",
    );
    expect(picture.match(/!/g)?.length).toBe(3);
    expect(picture).toContain("○");
    expect(lab.draw(race, { ...view, frame: 1 })).toContain("first at the !: Adam from step 1 on.");
    expect(lab.say?.(race)).toContain("Adam from step 1 on");
  });

  test("the solution's goes none, for any number of steps", () => {
    for (const surface of Object.values<Surface>(surfaces)) {
      const race = runRace(solution, surface, 300);
      expect(race.firstApart).toBeNull();
      expect(raceOn(surface, 300).draw(race, { ...view, frame: 300 })).toMatch(
        /\nEach is where the reference is, step for step\.\n/,
      );
    }
  });
});
