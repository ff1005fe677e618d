import { z } from "zod";

const text = z.string();

const endSchema = z.strictObject({
  /** `pending`: it waits for something that never comes. */
  state: z.enum(["passed", "failed", "skipped", "pending"]),
  /** Of what it failed by; null when it did not fail. */
  error: z
    .strictObject({
      name: text,
      message: text,
      stack: text,
      /** Of two values that should have been equal, the first place where they are not. */
      difference: text.nullable(),
    })
    .nullable(),
  /** What was printed while it ran. */
  console: text,
});

const filesSchema = z.array(
  z.strictObject({
    file: text,
    problem: z.strictObject({ message: text, stack: text }).nullable(),
    tests: z.array(z.strictObject({ suites: z.array(text), name: text, runs: z.boolean() })),
  }),
);

/** How a test ended, or did not: what is told to the host, as JSON. */
export type RehearsedEnd = Readonly<z.infer<typeof endSchema>>;

/** A file of tests: what it declares, or why it did not load. */
export type RehearsedFile = Readonly<z.infer<typeof filesSchema>[number]>;

/** What a reply to `run-test` says. @throws Error when that is nothing that it may say. */
export function readEnd(value: string): RehearsedEnd {
  return endSchema.parse(JSON.parse(value));
}

/** What a reply to `rehearse` says. @throws Error when that is nothing that it may say. */
export function readFiles(value: string): readonly RehearsedFile[] {
  return filesSchema.parse(JSON.parse(value));
}
