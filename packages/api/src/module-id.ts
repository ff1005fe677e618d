import { z } from "zod";

/** A module's id as somebody says it: whether the course has it, the service looks up. */
export const moduleIdSchema = z.string().min(1).max(64);
