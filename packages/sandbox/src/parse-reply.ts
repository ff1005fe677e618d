import { loadProblemSchema } from "@tinytorch/course";
import { z } from "zod";
import { mostProblems, type SandboxReply } from "./messages.ts";

const problems = z.array(loadProblemSchema).max(mostProblems);

const replySchema: z.ZodType<SandboxReply> = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("done") }),
  z.strictObject({ type: z.literal("stripped"), source: z.string() }),
  z.strictObject({ type: z.literal("not-stripped"), problem: loadProblemSchema }),
  z.strictObject({
    type: z.literal("sealed"),
    function: z.strictObject({ length: z.int().positive(), bytecode: z.string() }),
  }),
  z.strictObject({ type: z.literal("loaded"), problems }),
  z.strictObject({ type: z.literal("value"), value: z.string() }),
  z.strictObject({ type: z.literal("console"), text: z.string() }),
  z.strictObject({
    type: z.literal("failure"),
    kind: z.enum([
      "threw",
      "todo",
      "timeout",
      "memory",
      "refused-reply",
      "load",
      "missing-export",
      "absent",
      "unusable",
      "withheld",
    ]),
    detail: z.string().max(1_000),
    where: z
      .strictObject({
        file: z.string().max(200),
        line: z.int().positive(),
        within: z.strictObject({ line: z.int().positive(), column: z.int().nonnegative() }).optional(),
      })
      .nullable(),
  }),
]);

/** What a sandbox process wrote: its reply, and the processor time that it says it has used (ms). */
export interface SandboxAnswer {
  readonly processorMilliseconds: number;
  readonly reply: SandboxReply;
}

/**
 * Reads a line that a sandbox process wrote (the milliseconds, a space, the reply), or gives null when it is none. Nothing
 * in it is believed beyond its form: a submission that broke out of the isolate could write it too.
 */
export function parseAnswer(line: string): SandboxAnswer | null {
  const space = line.indexOf(" ");
  const milliseconds = line.slice(0, space);
  if (!/^\d{1,9}$/.test(milliseconds)) return null;
  try {
    const reply: unknown = JSON.parse(line.slice(space + 1));
    return { processorMilliseconds: Number(milliseconds), reply: parseReply(reply) };
  } catch {
    return null;
  }
}

/** @throws z.ZodError on anything that is no reply. */
export function parseReply(reply: unknown): SandboxReply {
  return valueReply(reply) ?? replySchema.parse(reply);
}

/** What nearly every reply is, without a schema's help: null when it is anything else. */
function valueReply(reply: unknown): SandboxReply | null {
  if (typeof reply !== "object" || reply === null || Object.keys(reply).length !== 2) return null;
  if (!("type" in reply && reply.type === "value" && "value" in reply && typeof reply.value === "string")) return null;
  return { type: "value", value: reply.value };
}
