import { z } from "zod";

/** Somebody, as others see them: whose submission, run or grade it is. */
export const personSchema = z.object({ id: z.uuid(), name: z.string() });
export type Person = z.infer<typeof personSchema>;
