import { z } from "zod";

/** What a module is called wherever it is meant: its place in the course, and its subject. */
export const moduleIdSchema = z.string().regex(/^\d{2}-[a-z][a-z0-9-]*$/, "must look like 08-optimizers");
