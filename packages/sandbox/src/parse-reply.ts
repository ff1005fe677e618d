import { sandboxFailureKinds } from "@tinytorch/course";
import { z } from "zod";
import type { SandboxReply } from "./messages.ts";

const replySchema: z.ZodType<SandboxReply> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("done") }),
  z.strictObject({ type: z.literal("stripped"), files: z.record(z.string(), z.string()) }),
  z.strictObject({ type: z.literal("value"), value: z.string() }),
  z.strictObject({ type: z.literal("console"), text: z.string() }),
  z.strictObject({
    type: z.literal("failure"),
    kind: z.enum([...sandboxFailureKinds, "missing-export"]).exclude(["load"]),
    detail: z.string().max(1_000),
    where: z.strictObject({ file: z.string().max(200), line: z.int().positive() }).nullable(),
  }),
]);

/**
 * Reads a line that a sandbox process wrote, or gives null when it is not a reply. Nothing in it is believed beyond its
 * form: a submission that broke out of the isolate could write it too.
 */
export function parseReply(line: string): SandboxReply | null {
  try {
    return replySchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
