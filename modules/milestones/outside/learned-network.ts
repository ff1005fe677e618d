import type { Check, Milestone, RunningProgram } from "@tinytorch/joined";
import type { Tensor } from "@tinytorch/tensor";
import { allModules } from "./modules.ts";
import {
  asNamedNumbers,
  asNumbers,
  difference,
  distance,
  isNumbers,
  type NamedNumbers,
  type Numbers,
  numbersOf,
} from "./numbers.ts";
import { type Batch, evaluatedAt, gradientsAt, type Reference, shapesOf, weightsAfter } from "./reference.ts";
import type { Samples } from "./samples.ts";

/** A network that learns by `inside/learner.ts`, and what is asked of it. */
export interface LearnedNetwork {
  readonly id: string;
  readonly title: string;
  readonly reference: Reference;
  samples(seed: number): Samples;
  readonly batchSize: number;
  readonly epochs: number;
  /** The share of unseen samples that must be told rightly. */
  readonly gate: number;
  /** Whether the outputs for a sample tell its target. */
  isRight(outputs: readonly number[], target: number): boolean;
}

/** Steps that are taken one by one beside the reference. */
const stepsBeside = 3;
/** How often it is said how far the learning is. */
const reports = 10;

/** By how much float32 and another order of summing may differ, as a share. */
const tolerance = { gradients: 1e-3, steps: 0.02, loss: 1e-3, outputs: 1e-3 };

/**
 * A milestone that trains a network by the joined modules. Each check takes what the program hands out and works it out again with the
 * library: the gradients at its first weights, three steps of its optimizer from there; and, when it has learned, from its last weights
 * the loss that it claims and its outputs. Accuracy is counted on those. It ends with the first check that fails.
 */
export function learnedNetwork(network: LearnedNetwork): Milestone {
  return {
    id: network.id,
    title: network.title,
    modules: allModules,
    entry: `${network.id}/program.ts`,
    files: ["inside/learner.ts", "inside/network.ts", "inside/numbers.ts", "inside/saved-adam.ts"],
    exports: ["begin", "gradients", "steps", "learn", "weights", "loss", "outputs"],
    async *run(program, seed) {
      for await (const check of checks(network, program, seed)) {
        yield check;
        if (!check.ok) return;
      }
    },
  };
}

async function* checks(network: LearnedNetwork, program: RunningProgram, seed: number): AsyncIterable<Check> {
  const { reference } = network;
  const { training, unseen } = network.samples(seed);
  const [inputs, targets] = training.map(numbersOf);
  const first = asNamedNumbers(await program.call("begin", seed, plain(inputs), plain(targets)));
  yield checkParameters(first, shapesOf(reference));

  const [batch] = batchesOf(training, network.batchSize);
  yield closeTo(
    "gradients",
    await program.call("gradients"),
    gradientsAt(reference, first, batch),
    tolerance.gradients,
  );

  const few = batchesOf(training, network.batchSize).slice(0, stepsBeside);
  const stepped = difference(asNamedNumbers(await program.call("steps", few.length)), first);
  const expected = difference(weightsAfter(reference, first, few), first);
  yield closeTo(`${few.length} steps`, stepped, expected, tolerance.steps);

  const atOnce = Math.ceil(network.epochs / reports);
  for (let done = 0; done < network.epochs; ) {
    const next = Math.min(atOnce, network.epochs - done);
    const told = await program.call("learn", next);
    done += next;
    const loss = isNumbers(told) ? (told.at(-1) ?? Number.NaN) : Number.NaN;
    program.onProgress(`epoch ${done} of ${network.epochs}, loss ${loss.toFixed(3)}`);
  }
  const last = asNamedNumbers(await program.call("weights"));
  yield checkMoved(first, last);

  const claimed = await program.call("loss");
  const { loss } = evaluatedAt(reference, last, training);
  const isSame = typeof claimed === "number" && Math.abs(claimed - loss) <= tolerance.loss * (1 + loss);
  yield {
    name: "loss",
    ok: isSame,
    found: `${shown(claimed)} by the program, ${shown(loss)} from its weights`,
  };

  const outputs = asNumbers(await program.call("outputs", plain(numbersOf(unseen[0]))));
  const own = evaluatedAt(reference, last, unseen).outputs;
  yield closeTo("outputs", { all: outputs }, new Map([["all", own]]), tolerance.outputs);
  yield accuracy(network, own, unseen[1]);
}

function checkParameters(found: NamedNumbers, expected: ReadonlyMap<string, readonly number[]>): Check {
  const wrong = [...expected].filter(([name, shape]) => found.get(name)?.shape.join() !== shape.join());
  const unknown = [...found.keys()].filter((name) => !expected.has(name));
  const told = [
    ...wrong.map(([name, shape]) => `no ${name} of shape [${shape.join(", ")}]`),
    ...unknown.map((name) => `an unexpected ${name}`),
  ];
  const count = [...found.values()].reduce((sum, { values }) => sum + values.length, 0);
  return {
    name: "parameters",
    ok: told.length === 0,
    found: told.join(", ") || `${count} in ${found.size} tensors`,
  };
}

function checkMoved(first: NamedNumbers, last: NamedNumbers): Check {
  const still = [...first.keys()].filter(
    (name) => !(distance(only(last, name), only(first, name)) > 1e-3 || movedFromZero(first, last, name)),
  );
  const share = distance(last, first);
  const found = still.length > 0 ? `${still.join(", ")} stayed` : `by ${shown(share)} of their size`;
  return { name: "all weights moved", ok: still.length === 0, found };
}

function movedFromZero(first: NamedNumbers, last: NamedNumbers, name: string): boolean {
  const isZero = (named: NamedNumbers) => (named.get(name)?.values ?? []).every((value) => value === 0);
  return isZero(first) && !isZero(last);
}

function only(named: NamedNumbers, name: string): NamedNumbers {
  return new Map([...named].filter(([each]) => each === name));
}

function closeTo(name: string, found: unknown, expected: NamedNumbers, tolerated: number): Check {
  const apart = distance(found instanceof Map ? found : asNamedNumbers(found), expected);
  return {
    name,
    ok: apart <= tolerated,
    found: Number.isNaN(apart) ? "not all there" : `${shown(apart)} apart`,
  };
}

function accuracy({ gate, isRight }: LearnedNetwork, outputs: Numbers, targets: Tensor): Check {
  const wanted = Array.from(targets.contiguous().data);
  const width = outputs.values.length / wanted.length;
  const right = wanted.filter((target, index) =>
    isRight(outputs.values.slice(index * width, (index + 1) * width), target),
  ).length;
  const share = right / wanted.length;
  return {
    name: "accuracy",
    ok: share >= gate,
    found: `${right} of ${wanted.length}, ${percent(share)} of ${percent(gate)}`,
  };
}

function batchesOf([inputs, targets]: Batch, size: number): readonly Batch[] {
  const starts = Array.from({ length: Math.ceil(inputs.shape[0] / size) }, (_, index) => index * size);
  return starts.map((start) => [inputs.slice(0, start, start + size), targets.slice(0, start, start + size)]);
}

function plain({ shape, values }: Numbers) {
  return { shape, values };
}

function shown(value: unknown): string {
  return typeof value === "number" ? String(Number(value.toPrecision(3))) : "nothing";
}

function percent(share: number): string {
  return `${Number((100 * share).toFixed(1))} %`;
}
