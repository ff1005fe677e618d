import { Variable } from "@tinytorch/autograd";
import type { Check, Milestone, RunningProgram } from "@tinytorch/joined";
import { Linear, mseLoss, Sequential, Sigmoid } from "@tinytorch/nn";
import { SGD } from "@tinytorch/optimizers";
import { Generator, tensor } from "@tinytorch/tensor";
import { asNamedNumbers, distance, isRecord, type NamedNumbers, numbersOf } from "../outside/numbers.ts";
import { type Batch, evaluatedAt, gradientsAt, type Reference } from "../outside/reference.ts";
import { xorSamples } from "../outside/samples.ts";

const steps = 400;

const reference: Reference = {
  network: () => new Sequential(new Linear(2, 1, { generator: new Generator(0) }), new Sigmoid()),
  criterion: (outputs, targets) => mseLoss(outputs, new Variable(targets, { requiresGrad: false })),
  optimizer: (parameters) => new SGD(parameters, { learningRate: 1, momentum: 0.9 }),
};

/** One linear unit learns what a line parts, and is honest about what none does. */
export const milestone: Milestone = {
  id: "perceptron",
  title: "The perceptron: one unit, one line",
  modules: ["01-tensor", "02-activations", "03-layers", "04-networks", "07-autograd", "08-optimizers"],
  entry: "perceptron/program.ts",
  files: ["inside/network.ts", "inside/numbers.ts"],
  exports: ["learn"],
  async *run(program, seed) {
    const parted = await learned(program, seed, partedPoints(seed));
    yield parted.gradients;
    if (!parted.gradients.ok) return;
    yield {
      name: "points that a line parts",
      ok: parted.wrong === 0 && parted.claim === true,
      found: `${parted.of - parted.wrong} of ${parted.of} right, and it says "${said(parted.claim)}"`,
    };
    const xor = await learned(program, seed, xorSamples().training);
    yield {
      name: "XOR",
      ok: xor.wrong > 0 && xor.claim === false,
      found: `${xor.of - xor.wrong} of ${xor.of} right, and it says "${said(xor.claim)}"`,
    };
  },
};

interface Learned {
  readonly gradients: Check;
  /** Counted on outputs that are worked out from its weights. */
  readonly wrong: number;
  readonly of: number;
  /** What the program says of itself. */
  readonly claim: unknown;
}

async function learned(program: RunningProgram, seed: number, points: Batch): Promise<Learned> {
  const [inputs, classes] = points.map(numbersOf);
  const told = await program.call("learn", seed, steps, { ...inputs }, { ...classes });
  const parts = isRecord(told) ? told : {};
  const [before, after] = [asNamedNumbers(parts.before), asNamedNumbers(parts.after)];
  if (!isComplete(before) || !isComplete(after)) {
    const found = "weights that are not those of one linear unit with two inputs";
    return {
      gradients: { name: "gradients", ok: false, found },
      wrong: classes.values.length,
      of: classes.values.length,
      claim: null,
    };
  }
  const apart = distance(asNamedNumbers(parts.gradients), gradientsAt(reference, before, points));
  const { outputs } = evaluatedAt(reference, after, points);
  const wrong = outputs.values.filter((output, index) => output > 0.5 !== classes.values[index] > 0.5).length;
  const found = Number.isNaN(apart) ? "not all there" : `${Number(apart.toPrecision(3))} apart`;
  return {
    gradients: { name: "gradients", ok: apart <= 1e-3, found },
    wrong,
    of: outputs.values.length,
    claim: parts.isLearned,
  };
}

function isComplete(weights: NamedNumbers): boolean {
  return weights.get("0.weight")?.shape.join() === "1,2" && weights.get("0.bias")?.shape.join() === "1";
}

/** Forty points beside a line through the plane, none nearer to it than 0.2. */
function partedPoints(seed: number): Batch {
  const generator = new Generator(seed);
  const [angle, offset] = [generator.uniform(0, 2 * Math.PI), generator.uniform(-0.3, 0.3)];
  const points = Array.from({ length: 40 }, (_, index) => {
    const side = index % 2 === 0 ? 1 : -1;
    const [across, along] = [offset + side * generator.uniform(0.2, 1), generator.uniform(-1, 1)];
    return [
      across * Math.cos(angle) - along * Math.sin(angle),
      across * Math.sin(angle) + along * Math.cos(angle),
    ];
  });
  return [tensor(points), tensor(points.map((_, index) => [index % 2 === 0 ? 1 : 0]))];
}

function said(claim: unknown): string {
  return claim === true ? "learned" : claim === false ? "not learned" : "nothing";
}
