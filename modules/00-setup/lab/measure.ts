import { loadMine } from "@tinytorch/lab/terminal";
import type * as mine from "../src/index.ts";
import { asked } from "./requirements.ts";
import { thisHost } from "./this-host.ts";

const calls = 1_000_000;

/** Nanoseconds for one call, the mean of a million. */
function nanoseconds(call: (round: number) => unknown): number {
  const start = performance.now();
  // What comes back is counted, so that no call is left out.
  let counted = 0;
  for (let round = 0; round < calls; round += 1) if (call(round) !== undefined) counted += 1;
  return ((performance.now() - start) * 1e6) / counted;
}

if (import.meta.main) {
  const { compareVersions, systemInfo, validateEnvironment } = await loadMine<typeof mine>(
    import.meta.dirname,
  );
  const host = thisHost();
  const system = systemInfo(host);
  const times = {
    compareVersions: nanoseconds((round) => compareVersions("24.1.0", `24.1.${round % 10}`)),
    systemInfo: nanoseconds(() => systemInfo(host)),
    validateEnvironment: nanoseconds(() => validateEnvironment(system, asked)),
  };
  for (const [name, time] of Object.entries(times)) {
    process.stdout.write(`${name.padEnd(20)}${(time / 1000).toFixed(2).padStart(8)} µs a call\n`);
  }
}
