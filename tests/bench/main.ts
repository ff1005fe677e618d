#!/usr/bin/env node
import { parseArgs } from "node:util";

const usage = `Usage: pnpm bench grading [--json] [--submissions N | --burst N]

grading   time from an accepted submission to its stored score, submissions a second, and a cold vitest run beside them;
          --burst hands in so many at once and shows errors, waiting and memory`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    submissions: { type: "string", default: "30" },
    burst: { type: "string" },
  },
});

if (positionals[0] === "grading" && values.burst !== undefined) {
  const { benchBurst } = await import("./grading/bench-burst.ts");
  await benchBurst({ json: values.json, burst: Number(values.burst) });
} else if (positionals[0] === "grading") {
  const { benchGrading } = await import("./grading/bench-grading.ts");
  await benchGrading({ json: values.json, submissions: Number(values.submissions) });
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}
