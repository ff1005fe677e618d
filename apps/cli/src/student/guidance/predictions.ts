import { z } from "zod";
import { keptFile } from "../course/kept-file.ts";

const askedSchema = z.strictObject({
  asked: z.record(
    z.string(),
    z.array(
      z.strictObject({
        question: z.string(),
        /** Null where it was skipped. */
        prediction: z.string().nullable(),
      }),
    ),
  ),
});

/** What a student was asked before a module's first test run, by module, and what was predicted. Nothing else reads it. */
export type Asked = z.infer<typeof askedSchema>["asked"];

const fileOf = (course: string) =>
  keptFile(course, { name: "predict.json", schema: askedSchema, writer: "tito", advice: "delete it" });

/** @throws CliError when the file is not what `tito` wrote. */
export async function readAsked(course: string): Promise<Asked> {
  return (await fileOf(course).read())?.asked ?? {};
}

/** Keeps what was asked of a module. @throws CliError as `readAsked` does, and where it cannot be written. */
export async function keepAsked(course: string, module: string, asked: Asked[string]): Promise<void> {
  await fileOf(course).write({ asked: { ...(await readAsked(course)), [module]: asked } });
}
