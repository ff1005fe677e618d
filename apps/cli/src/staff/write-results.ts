import { join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../terminal/write-whole.ts";

const lineSchema = z.object({
  login: z.string(),
  module: z.string(),
  submissionId: z.uuid(),
  results: z.record(z.string(), z.unknown()),
});
const ownerAlone = { file: 0o600, folder: 0o700 };

/** Lines of results as a new folder: `<submission>/results.json` for each, and `submissions.jsonl` that says whose each is. */
export async function writeResults(folder: string, lines: string): Promise<void> {
  const read = lines.split("\n").flatMap((line) => (line === "" ? [] : [lineSchema.parse(JSON.parse(line))]));
  const whose = read.map(({ results: _, ...rest }) => `${JSON.stringify(rest)}\n`);
  await writeWhole(join(folder, "submissions.jsonl"), whose.join(""), ownerAlone);
  for (const { submissionId, results } of read) {
    await writeWhole(join(folder, submissionId, "results.json"), `${JSON.stringify(results, null, 2)}\n`, ownerAlone);
  }
}
