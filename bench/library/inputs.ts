import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Generator } from "@tinytorch/tensor";
import { type Network, parametersOf } from "./networks.ts";
import type { Job } from "./work.ts";

/** The arrays of a job, by name, row-major. */
export interface Inputs {
  /** The values of an array. */
  read(name: string): Float32Array<ArrayBuffer>;
}

/** An array that a job starts from: `amount` times a normal number each, or whole numbers below `classes`. */
interface Recipe {
  readonly name: string;
  readonly shape: readonly number[];
  readonly amount?: number;
  readonly classes?: number;
}

/** Draws a job's arrays from a seed and writes them where every contender reads them. */
export function writeInputs(folder: string, job: Job, seed: number): void {
  const generator = new Generator(seed);
  for (const { name, shape, amount = 1, classes } of recipes(job)) {
    const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
    for (let i = 0; i < values.length; i++) {
      values[i] = classes === undefined ? amount * generator.normal() : generator.integer(classes);
    }
    writeFileSync(join(folder, `${name}.f32`), values);
  }
}

/** The arrays in a folder. */
export function inputsIn(folder: string): Inputs {
  return {
    read(name) {
      const bytes = new Uint8Array(readFileSync(join(folder, `${name}.f32`)));
      return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
    },
  };
}

function recipes(job: Job): Recipe[] {
  switch (job.kind) {
    case "matmul":
      return [
        { name: "a", shape: [job.size, job.size] },
        { name: "b", shape: [job.size, job.columns] },
      ];
    case "elementwise":
      return ["x", "y"].map((name) => ({ name, shape: [1000, 1000] }));
    case "sum":
      return [{ name: "x", shape: [job.size, job.size] }];
    case "conv2d":
      return [
        { name: "x", shape: [job.batch, job.channels, job.side, job.side] },
        { name: "weight", shape: [job.outChannels, job.channels / job.groups, 3, 3], amount: 0.2 },
      ];
    case "maxPool2d":
      return [{ name: "x", shape: [job.batch, job.channels, job.side, job.side] }];
    case "train": {
      const [width] = job.layers;
      const last = job.layers[job.layers.length - 1];
      return [
        { name: "x", shape: [job.batch, width] },
        job.loss === "mse"
          ? { name: "targets", shape: [job.batch, last] }
          : { name: "targets", shape: [job.batch], classes: last },
        ...job.layers.slice(1).flatMap((out, index): Recipe[] => {
          const amount = 1 / Math.sqrt(job.layers[index]);
          return [
            { name: `weight${index}`, shape: [out, job.layers[index]], amount },
            { name: `bias${index}`, shape: [out], amount },
          ];
        }),
      ];
    }
    case "network": {
      const { network } = job;
      return [...batchOf(network), ...parametersOf(network).map(({ name, shape }) => ({ name, shape, amount: 0.1 }))];
    }
    case "update":
      // Small beside a step of the check's rate, so that what is compared is the steps.
      return [
        { name: "parameters", shape: [job.count], amount: 0.01 },
        { name: "gradient", shape: [job.count] },
      ];
    case "limit":
      return [];
  }
}

/** What goes into a network, and its targets. */
function batchOf(network: Network): Recipe[] {
  const { batch } = network;
  if (network.of === "cnn") {
    const { side, classes } = network;
    return [
      { name: "x", shape: [batch, 1, side, side] },
      { name: "targets", shape: [batch], classes },
    ];
  }
  const { context, vocabulary } = network;
  return [
    { name: "x", shape: [batch, context], classes: vocabulary },
    { name: "targets", shape: [batch * context], classes: vocabulary },
  ];
}
