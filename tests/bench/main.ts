#!/usr/bin/env node
import { parseArgs } from "node:util";

const usage = `Usage: pnpm bench grading [--json] [--submissions N | --burst N]
       pnpm bench library [--json] [--only ROW] [--quick] [--minimum] [--pin CPU]

grading   time from an accepted submission to its stored score, submissions a second, and a cold vitest run beside them;
          --burst hands in so many at once and shows errors, waiting and memory
library   this library beside other libraries and what the machine can do, in one table; --only takes part of a row's name,
          --quick takes short turns, --minimum shows the fastest sample in place of the median; --pin keeps those with one
          thread on one processor (Linux)`;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: "boolean", default: false },
    submissions: { type: "string", default: "30" },
    burst: { type: "string" },
    only: { type: "string" },
    quick: { type: "boolean", default: false },
    minimum: { type: "boolean", default: false },
    pin: { type: "string" },
  },
});

if (positionals[0] === "grading" && values.burst !== undefined) {
  const { benchBurst } = await import("./grading/bench-burst.ts");
  await benchBurst({ json: values.json, burst: Number(values.burst) });
} else if (positionals[0] === "grading") {
  const { benchGrading } = await import("./grading/bench-grading.ts");
  await benchGrading({ json: values.json, submissions: Number(values.submissions) });
} else if (positionals[0] === "library") {
  const { benchLibrary } = await import("./library/bench-library.ts");
  await benchLibrary({ ...values, only: values.only, pin: values.pin });
} else {
  process.stderr.write(`${usage}\n`);
  process.exitCode = 2;
}
