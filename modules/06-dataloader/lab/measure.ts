import { loadMine } from "@tinytorch/lab/terminal";
import { Generator, zeros } from "@tinytorch/tensor";
import type * as mine from "../src/index.ts";

/** The shortest time of several runs, in milliseconds: what else the machine did only makes others longer. */
function shortest(run: () => void, times = 9): number {
  const measured = Array.from({ length: times }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...measured);
}

if (import.meta.main) {
  const { DataLoader, fitNormalizer, shuffle, TensorDataset } = await loadMine<typeof mine>(
    import.meta.dirname,
  );
  const generator = new Generator(1);
  const count = 10_000;
  const dataset = new TensorDataset(zeros([count, 1, 8, 8]), zeros([count]));
  const pass = (batchSize: number) => () => {
    for (const _ of new DataLoader(dataset, { batchSize, shuffle: true, generator }));
  };
  const times = {
    "shuffle of 10 000": shortest(() => shuffle(count, generator)),
    "a pass in batches of 1": shortest(pass(1)),
    "a pass in batches of 32": shortest(pass(32)),
    "a pass in batches of 256": shortest(pass(256)),
    fitNormalizer: shortest(() => fitNormalizer(dataset)),
  };
  for (const [name, time] of Object.entries(times)) {
    process.stdout.write(`${name.padEnd(26)}${time.toFixed(1).padStart(8)} ms\n`);
  }
}
