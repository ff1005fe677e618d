import { z } from "zod";
import { keptFile } from "../course/kept-file.ts";

const takenSchema = z.strictObject({
  taken: z.record(z.string(), z.record(z.string(), z.int().min(1).max(3))),
});

/** How many rungs were taken of each part's hints, module by module. */
export type HintsTaken = z.infer<typeof takenSchema>["taken"];

const fileOf = (course: string) =>
  keptFile(course, {
    name: "hints.json",
    schema: takenSchema,
    writer: "`tito hint`",
    advice: "delete it and begin again",
  });

/** @throws CliError when the file is not what `tito hint` wrote. What is no longer a part of any module may stand there. */
export async function readTaken(course: string): Promise<HintsTaken> {
  return (await fileOf(course).read())?.taken ?? {};
}

/** Keeps how many rungs of a part were taken. @throws CliError as `readTaken` does, and where it cannot be written. */
export async function keepTaken(course: string, module: string, part: string, rungs: number): Promise<void> {
  const taken = await readTaken(course);
  await fileOf(course).write({ taken: { ...taken, [module]: { ...taken[module], [part]: rungs } } });
}
