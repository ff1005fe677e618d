import { encodeCheckpoint } from "@tinytorch/data";
import { loadMine } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { makeReader, type Training } from "./reader.ts";

export interface Cost {
  readonly name: string;
  /** The fastest of the calls: whatever else the machine does only makes them slower. */
  readonly milliseconds: number;
}

/** Times an epoch of learning, an evaluation of as many images, and a checkpoint. */
export function measure(training: Training, repeats: number): Cost[] {
  const { trainer, loader } = makeReader(training, { dropout: 0.3, seed: 1 });
  return [
    { name: "an epoch of 300 digits", milliseconds: time(() => trainer.fit(loader, { epochs: 1 }), repeats) },
    { name: "evaluating them", milliseconds: time(() => trainer.evaluate(loader), repeats) },
    { name: "a checkpoint", milliseconds: time(() => trainer.save(), repeats) },
  ];
}

function time(run: () => unknown, repeats: number): number {
  run();
  let fastest = Number.POSITIVE_INFINITY;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const start = performance.now();
    run();
    fastest = Math.min(fastest, performance.now() - start);
  }
  return fastest;
}

if (import.meta.main) {
  const training = await loadMine<typeof mine>(import.meta.dirname);
  for (const { name, milliseconds } of measure(training, 25)) {
    process.stdout.write(`${name.padEnd(26)}${milliseconds.toFixed(2).padStart(8)} ms\n`);
  }
  const { trainer, loader, model } = makeReader(training, { dropout: 0.3, seed: 1 });
  trainer.fit(loader, { epochs: 1 });
  const [all, weights] = [
    encodeCheckpoint(trainer.save()).length,
    encodeCheckpoint(model.stateDict()).length,
  ];
  process.stdout.write(`a checkpoint has ${all} bytes, the weights alone ${weights}\n`);
}
