import { writeFileSync } from "node:fs";
import { Variable } from "@tinytorch/autograd";
import { spirals } from "@tinytorch/data";
import { binaryCrossEntropyWithLogits, Linear, Sequential, Tanh } from "@tinytorch/nn";
import { Adam } from "@tinytorch/optimizers";
import { Generator } from "@tinytorch/tensor";
import type { NetworkSlice } from "../../../features/lab/network-slice.ts";
import { sliceLoss } from "./slice-loss.ts";

const hidden = 6;
const seeds = { points: 5, trained: 5, other: 6 };

/** Trains the two networks of the lab's slice on two spirals, from seeds: each time the same. */
export function trainNetwork(): NetworkSlice {
  const data = spirals({ perClass: 12, noise: 0.03, generator: new Generator(seeds.points) });
  const [points, labels] = data.tensors;
  const inputs = points.to("float64");
  const train = (seed: number) => {
    const options = { generator: new Generator(seed), dtype: "float64" } as const;
    const network = new Sequential(
      new Linear(2, hidden, options),
      new Tanh(),
      new Linear(hidden, hidden, options),
      new Tanh(),
      new Linear(hidden, 1, options),
    );
    const weights = () => network.parameters().flatMap(({ data: { data: values } }) => Array.from(values, rounded));
    const before = weights();
    const optimizer = new Adam(network.parameters(), { learningRate: 0.03, weightDecay: 0.002 });
    for (let step = 0; step < 1_500; step += 1) {
      optimizer.zeroGrad();
      binaryCrossEntropyWithLogits(network.forward(inputs).reshape([-1]), labels).backward();
      optimizer.step();
    }
    return { before, after: weights() };
  };
  const [first, second] = [train(seeds.trained), train(seeds.other)];
  const slice = {
    hidden,
    inputs: Array.from(points.data, rounded),
    labels: Array.from(labels.data),
    trained: first.after,
    other: second.after,
    untrained: first.before,
    minima: [],
  };
  return { ...slice, minima: [lowestFrom(slice, [0, 0]), lowestFrom(slice, [1, 0])] };
}

/** Where the loss is lowest in the plane, downhill from a place. */
function lowestFrom(slice: NetworkSlice, from: readonly [number, number]): readonly [number, number] {
  const loss = sliceLoss(slice);
  const [x, y] = [new Variable([from[0]], { dtype: "float64" }), new Variable([from[1]], { dtype: "float64" })];
  const optimizer = new Adam([x, y], { learningRate: 0.005 });
  for (let step = 0; step < 800; step += 1) {
    optimizer.zeroGrad();
    loss(x, y).backward();
    optimizer.step();
  }
  return [rounded(x.item()), rounded(y.item())];
}

/** To four decimals: so much tells one network from another, and what is left is the same on every machine. */
function rounded(value: number): number {
  return Math.round(value * 1e4) / 1e4;
}

if (import.meta.main) {
  const file = new URL("../../../features/lab/vectors/network.json", import.meta.url);
  writeFileSync(file, `${JSON.stringify(trainNetwork())}\n`);
}
