import { setTimeout as pause } from "node:timers/promises";
import { parseArgs } from "node:util";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { Variable } from "@tinytorch/autograd";
import { loadMine } from "@tinytorch/lab/terminal";
import { useKernels, zeros } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** What the measurement needs of a module. */
export type Measured = Pick<typeof mine, "SGD" | "Adam" | "AdamW">;

export interface Cost {
  readonly name: string;
  /** Kept between steps, per parameter. A float32 number has 4. */
  readonly bytes: number;
  /** Median time of a step, per million parameters. */
  readonly milliseconds: number;
}

/**
 * Weighs and times one step of each optimizer on `size` parameters. It runs on the JavaScript kernels, whose tensors are
 * ordinary arrays that can be weighed; those of WebAssembly lie in one large block.
 */
export async function measure(optimizers: Measured, size: number, steps: number): Promise<Cost[]> {
  const kernels = useKernels("js");
  try {
    return await measureAll(optimizers, size, steps);
  } finally {
    useKernels(kernels);
  }
}

async function measureAll({ SGD, Adam, AdamW }: Measured, size: number, steps: number): Promise<Cost[]> {
  const build = {
    SGD: (params: Variable[]) => new SGD(params),
    "SGD with momentum": (params: Variable[]) => new SGD(params, { momentum: 0.9 }),
    Adam: (params: Variable[]) => new Adam(params),
    AdamW: (params: Variable[]) => new AdamW(params),
    "Adam with AMSGrad": (params: Variable[]) => new Adam(params, { amsgrad: true }),
  };
  const costs: Cost[] = [];
  for (const [name, make] of Object.entries(build)) {
    const parameter = new Variable(zeros([size]));
    parameter.grad = new Variable(zeros([size]).add(0.1), { requiresGrad: false });
    const before = await heldBytes();
    const optimizer = make([parameter]);
    optimizer.step();
    optimizer.step();
    const bytes = ((await heldBytes()) - before) / size;
    const times = Array.from({ length: steps }, () => {
      const start = performance.now();
      optimizer.step();
      return performance.now() - start;
    }).sort((a, b) => a - b);
    const median = times[Math.floor(steps / 2)] ?? Number.NaN;
    costs.push({ name, bytes: Math.round(bytes), milliseconds: (median * 1e6) / size });
  }
  return costs;
}

/** Bytes of all tensors that something still refers to, after the garbage is gone. */
async function heldBytes(): Promise<number> {
  setFlagsFromString("--expose-gc");
  const collectGarbage: () => void = runInNewContext("gc");
  for (let round = 0; round < 3; round += 1) {
    collectGarbage();
    // Buffers are given back a little later, on another thread.
    await pause(20);
  }
  return process.memoryUsage().arrayBuffers;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { parameters: { type: "string", default: "1000000" } } });
  const optimizers = await loadMine<typeof mine>(import.meta.dirname);
  for (const cost of await measure(optimizers, Number(values.parameters), 25)) {
    const { name, bytes, milliseconds } = cost;
    process.stdout.write(
      `${name.padEnd(20)}${bytes} bytes a parameter${milliseconds.toFixed(1).padStart(8)} ms a step and million parameters\n`,
    );
  }
}
