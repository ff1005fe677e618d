import { z } from "zod";
import type { RuleName } from "./rules.ts";
import type { SurfaceName } from "./surfaces.ts";

const runSchema = z.object({
  /** The lab's name of it. */
  rule: z.string(),
  rate: z.number(),
  schedule: z.enum(["constant", "step", "cosine", "exponential", "warmup"]),
  /** So many were taken, where numbers did not end before. */
  steps: z.number(),
  /** x and y before the first step and after each, to twelve digits. */
  path: z.array(z.number()),
});

const recordedSchema = z.object({
  /** `torch 1.13.0a0` */
  source: z.string(),
  start: z.tuple([z.number(), z.number()]),
  runs: z.array(runSchema),
});

/** Of which rules there is no recording, and why. */
export const notRecorded: Readonly<Partial<Record<RuleName, string>>> = {
  lion: "PyTorch has no Lion",
  nadam: "the PyTorch that was recorded, 1.13, has a mistake in its NAdam that was mended in 2.0",
};

export type RecordedRun = z.infer<typeof runSchema>;
export type RecordedRuns = z.infer<typeof recordedSchema>;

/** One file a surface, loaded when it is chosen. */
const files: Readonly<Record<SurfaceName, () => Promise<{ readonly default: unknown }>>> = {
  quadratic: () => import("./vectors/torch-quadratic.json", { with: { type: "json" } }),
  rosenbrock: () => import("./vectors/torch-rosenbrock.json", { with: { type: "json" } }),
  beale: () => import("./vectors/torch-beale.json", { with: { type: "json" } }),
  himmelblau: () => import("./vectors/torch-himmelblau.json", { with: { type: "json" } }),
  saddle: () => import("./vectors/torch-saddle.json", { with: { type: "json" } }),
  network: () => import("./vectors/torch-network.json", { with: { type: "json" } }),
};

/** Where PyTorch's optimizers went on a surface: `tests/conformance/record-lab-paths.py` made it. */
export async function recordedRuns(surface: SurfaceName): Promise<RecordedRuns> {
  return recordedSchema.parse((await files[surface]()).default);
}

/** A run's places, from before its first step. */
export function pointsOf({ path }: Pick<RecordedRun, "path">): readonly (readonly [number, number])[] {
  return Array.from({ length: path.length / 2 }, (_, step) => [
    path[2 * step] ?? Number.NaN,
    path[2 * step + 1] ?? Number.NaN,
  ]);
}
