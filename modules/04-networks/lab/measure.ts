import { loadMine } from "@tinytorch/lab/terminal";
import { Generator, randn, type Tensor } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** What the measurement needs of a module. */
export type Measured = Pick<typeof mine, "createMlp" | "countParameters" | "summary">;

export interface Cost {
  readonly name: string;
  /** Median processor time of a call: what else the machine does is not counted. */
  readonly milliseconds: number;
}

/** Times what one does with a network: compute, list, save, load. */
export function measure({ createMlp, countParameters, summary }: Measured, rounds: number): Cost[] {
  const costs: Cost[] = [];
  const time = (name: string, call: () => unknown) => {
    const times = Array.from({ length: rounds }, () => {
      const start = process.cpuUsage();
      call();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    }).sort((a, b) => a - b);
    costs.push({ name, milliseconds: times[Math.floor(rounds / 2)] ?? Number.NaN });
  };
  const wide = createMlp([784, 512, 512, 10]);
  const deep = createMlp(Array<number>(101).fill(16));
  const batch: Tensor = randn([64, 784], { generator: new Generator(1) });
  time("createMlp, 784-512-512-10", () => createMlp([784, 512, 512, 10]));
  time("forward, 64 rows", () => wide.forward(batch));
  const state = wide.stateDict();
  time("stateDict", () => wide.stateDict());
  time("loadStateDict", () => wide.loadStateDict(state));
  time("summary, 64 rows", () => summary(wide, [64, 784]));
  time("namedParameters, 100 layers", () => deep.namedParameters());
  time("countParameters, 100 layers", () => countParameters(deep));
  time("loadStateDict, 100 layers", () => deep.loadStateDict(deep.stateDict()));
  return costs;
}

if (import.meta.main) {
  const networks = await loadMine<typeof mine>(import.meta.dirname);
  for (const { name, milliseconds } of measure(networks, 15)) {
    process.stdout.write(`${name.padEnd(30)}${milliseconds.toFixed(3).padStart(9)} ms\n`);
  }
}
