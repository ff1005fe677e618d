import { loadMine } from "@tinytorch/lab/terminal";
import { Generator, randn, type Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

export interface Cost {
  readonly name: string;
  /** Median processor time of one call on a million numbers, in milliseconds: what else the machine does is not in it. */
  readonly milliseconds: number;
}

/** Times each activation on a million numbers, as 1000 rows of 1000. */
export function measure(module: typeof mine, calls: number): Cost[] {
  const x = randn([1000, 1000], { generator: new Generator(3) });
  const functions: Record<string, () => Tensor> = {
    relu: () => module.relu(x),
    leakyRelu: () => module.leakyRelu(x),
    sigmoid: () => module.sigmoid(x),
    tanh: () => module.tanh(x),
    gelu: () => module.gelu(x),
    "gelu, by tanh": () => module.gelu(x, { approximate: "tanh" }),
    "softmax of rows": () => module.softmax(x, 1),
    "softmax of columns": () => module.softmax(x, 0),
    "logSoftmax of rows": () => module.logSoftmax(x, 1),
    "one exp": () => x.exp(),
  };
  return Object.entries(functions).map(([name, call]) => ({ name, milliseconds: medianOf(call, calls) }));
}

function medianOf(call: () => Tensor, calls: number): number {
  call();
  const times = Array.from({ length: calls }, () => {
    const start = process.cpuUsage();
    call();
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  }).sort((a, b) => a - b);
  return times[Math.floor(calls / 2)] ?? Number.NaN;
}

if (import.meta.main) {
  for (const { name, milliseconds } of measure(await loadMine<typeof mine>(import.meta.dirname), 25)) {
    process.stdout.write(`${name.padEnd(20)}${milliseconds.toFixed(1).padStart(8)} ms a million numbers\n`);
  }
}
