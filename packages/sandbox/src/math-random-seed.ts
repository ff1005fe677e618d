import { createHash } from "node:crypto";

/**
 * The seed of a submission's Math.random: 32 bits of a hash of the run's seed. A run's seed has more bits than that, so
 * what Math.random says, which a submission may tell, fits thousands of them, and no hidden input follows from it.
 */
export function mathRandomSeed(runSeed: number): number {
  return createHash("sha256").update(`Math.random ${runSeed}`).digest().readUInt32LE();
}
