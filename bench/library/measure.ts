import { quantile } from "../quantile.ts";
import type { Prepared } from "./contender.ts";

/** What one round of a contender showed: seconds for doing the work once. */
export interface Timing {
  readonly median: number;
  readonly minimum: number;
  readonly runs: number;
}

/** Runs the work for at least so many seconds, in samples of as many runs as last for `sampleSeconds`. */
export async function measure({ run, share = 1 }: Prepared, seconds: number, sampleSeconds: number): Promise<Timing> {
  const samples: number[] = [];
  let perSample = 1;
  let runs = 0;
  const begun = performance.now();
  do {
    const started = performance.now();
    for (let index = 0; index < perSample; index++) {
      const pending = run();
      if (pending !== undefined) await pending;
    }
    const elapsed = (performance.now() - started) / 1000;
    runs += perSample;
    if (elapsed >= sampleSeconds) samples.push(elapsed / perSample / share);
    // Too short to tell: the next samples are longer.
    else perSample = Math.min(2 * perSample, Math.ceil((1.2 * perSample * sampleSeconds) / elapsed));
  } while (performance.now() - begun < 1000 * seconds || samples.length === 0);
  return { median: quantile(samples, 0.5), minimum: Math.min(...samples), runs };
}
