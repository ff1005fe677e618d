import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parseJson } from "@tinytorch/course-files";
import { z } from "zod";

const acceptedMutantsSchema = z.array(
  z.strictObject({ file: z.string(), from: z.string(), to: z.string(), reason: z.string().min(1) }),
);

/**
 * Why no hidden test tells a mutation from the solution: a module's `accepted-mutants.json` holds one entry for each mutant that
 * survives. `file`, `from` and `to` are those of the mutation.
 */
export type AcceptedMutant = z.infer<typeof acceptedMutantsSchema>[number];

/** Those of a module's hidden folder; none when nothing is written. */
export async function readAcceptedMutants(hiddenFolder: string): Promise<readonly AcceptedMutant[]> {
  const text = await readFile(join(hiddenFolder, "accepted-mutants.json"), "utf8").catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === "ENOENT") return "[]";
      throw error;
    },
  );
  return parseJson(text, "accepted-mutants.json", (json) => acceptedMutantsSchema.parse(json));
}
