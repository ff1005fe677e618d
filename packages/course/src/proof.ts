import { z } from "zod";
import { failureKindSchema } from "./outcome.ts";

const failedTestSchema = z.strictObject({ test: z.string(), kind: failureKindSchema });

/** A hidden test that failed, and how. */
export type FailedTest = z.infer<typeof failedTestSchema>;

const signaturesSchema = z.array(z.strictObject({ mutant: z.string(), failed: z.array(failedTestSchema).min(1) }));

/** `signatures.json`: what was found when the whole suite was proven last. */
export const proofSchema = z.strictObject({
  /** Hash of all that was proven: an unlike one says that the rest may be old. Null when nothing ever was. */
  key: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .nullable(),
  signatures: signaturesSchema,
});

export type Proof = z.infer<typeof proofSchema>;

/** Which hidden tests a named mutant fails, and how: what its mistake looks like from outside. */
export type Signatures = z.infer<typeof signaturesSchema>;
