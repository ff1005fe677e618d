import { z } from "zod";

const rubricEntrySchema = z.strictObject({
  /** `sgd.momentum`; the public id is `08-optimizers/sgd.momentum`. */
  id: z.string().regex(/^[a-z][a-z0-9-]*\.[a-z0-9-]+$/, "must look like sgd.momentum"),
  title: z.string().min(1),
  points: z.int().positive(),
  visibility: z.enum(["visible", "after-due", "never"]),
  /** What a student whose test failed may read. */
  hint: z.string().min(1),
});

const rubricSchema = z
  .strictObject({
    module: z.string(),
    tests: z.array(rubricEntrySchema).min(1),
  })
  .superRefine((rubric, context) => {
    const ids = rubric.tests.map((test) => test.id);
    const repeated = ids.filter((id, index) => ids.indexOf(id) !== index);
    if (repeated.length > 0) context.addIssue(`rubric: ids must be unique, got ${repeated.join(", ")} twice`);
    const total = rubric.tests.reduce((sum, test) => sum + test.points, 0);
    if (total !== 100) context.addIssue(`rubric: points must sum to 100, got ${total}`);
  });

/** `rubric.json`: what each hidden test is worth, as the suites say. Scores come from this alone. */
export type Rubric = z.infer<typeof rubricSchema>;
export type RubricEntry = Rubric["tests"][number];

/** An entry as it is written beside the test: the test has the id. */
export type RubricLine = Omit<RubricEntry, "id">;

/**
 * Checks a module's rubric as it is collected or read.
 * @throws ZodError when ids repeat, points do not sum to 100, or a field is missing.
 */
export function parseRubric(rubric: unknown): Rubric {
  return rubricSchema.parse(rubric);
}

/** In what two entries of one test differ. */
export function changedFields(before: RubricEntry, after: RubricEntry): readonly string[] {
  const fields = ["title", "points", "visibility", "hint"] as const;
  return fields.filter((field) => before[field] !== after[field]);
}
