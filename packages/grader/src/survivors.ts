import { z } from "zod";

/**
 * Why no hidden test tells a mutation from the solution: `grading/NN/survivors.json` holds one entry for each that
 * survives. `file`, `from` and `to` are those of the mutation.
 */
export const survivorsSchema = z.array(
  z.strictObject({ file: z.string(), from: z.string(), to: z.string(), reason: z.string().min(1) }),
);

export type Survivor = z.infer<typeof survivorsSchema>[number];
