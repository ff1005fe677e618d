import { z } from "zod";

/** Modules by id: JavaScript, or TypeScript whose types can be erased. */
const sandboxSourceSchema = z.record(z.string(), z.string());

/**
 * What the host tells a sandbox process, one JSON line each. `prepare` comes once, ahead of need: the trusted packages
 * by module id. `load` comes once: the submission. Then any number of `evaluate`, and `console` for what was printed.
 */
export const requestSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("prepare"),
    packages: sandboxSourceSchema,
    memoryMegabytes: z.number(),
  }),
  z.strictObject({
    type: z.literal("load"),
    files: sandboxSourceSchema,
    entry: z.string(),
    exports: z.array(z.string()),
    allowedImports: z.array(z.string()),
    seed: z.number(),
    consoleBytes: z.number(),
    milliseconds: z.number(),
  }),
  z.strictObject({
    type: z.literal("evaluate"),
    source: z.string(),
    args: z.array(z.string()),
    milliseconds: z.number(),
    replyBytes: z.number(),
    replyDepth: z.number(),
  }),
  z.strictObject({ type: z.literal("console") }),
]);
export type SandboxRequest = z.infer<typeof requestSchema>;

const where = z.strictObject({ file: z.string().max(200), line: z.int().positive() }).nullable();

/**
 * What a sandbox process answers, one JSON line for each request. Nothing in it is believed beyond its form: a
 * submission that broke out of the isolate could write it too.
 */
export const replySchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("done") }),
  z.strictObject({ type: z.literal("value"), value: z.string() }),
  z.strictObject({ type: z.literal("console"), text: z.string() }),
  z.strictObject({
    type: z.literal("failure"),
    kind: z.enum(["threw", "todo", "timeout", "memory", "refused-reply", "refused-import", "missing-export"]),
    /** The error's class for `threw`, the name for `missing-export`, the broken rule for the refusals. */
    detail: z.string().max(1_000),
    where,
  }),
]);
export type SandboxReply = z.infer<typeof replySchema>;
