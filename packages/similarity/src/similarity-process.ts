import { type ReaderReply, readerRequestSchema } from "./process-messages.ts";
import { openReader, type Reader } from "./reader.ts";

/** A reader of submissions as a process, spoken to over Node's IPC channel. Ends with its parent. */
let reader: Reader | undefined;

// What goes wrong ends the process: whoever asked finds that out, and begins anew without what was being read.
process.on("message", async (message) => say(await answer(message)));
process.on("disconnect", () => process.exit(0));
if (!process.connected) process.exit(0);

async function answer(message: unknown): Promise<ReaderReply> {
  const request = readerRequestSchema.parse(message);
  if (request.type === "begin") {
    reader = await openReader(request.starter, request.parameters);
    return { type: "ready" };
  }
  if (reader === undefined) throw new Error("internal: similarity: it must begin before it reads, got no beginning");
  if (request.type === "compare") return { type: "report", report: reader.report() };
  if (request.type === "read") reader.read(request.id, request.files);
  else reader.leaveOut(request.id, request.problem);
  return { type: "ready" };
}

function say(reply: ReaderReply): void {
  if (process.connected) process.send?.(reply);
}
