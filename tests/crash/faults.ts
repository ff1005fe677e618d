import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { faults, makeFaults } from "./make-faults.ts";

/**
 * `pnpm faults [--faults 150] [--seed N] [--kind WORDS]…`: makes that many faults between a server, its engine and graders elsewhere, of each
 * kind in turn, or of those that are called so, and says what came of each kind. Exit code 1 when a promise was broken; then the folder is left to be looked at.
 */
const { values } = parseArgs({
  options: {
    faults: { type: "string", default: "150" },
    seed: { type: "string" },
    kind: { type: "string", multiple: true },
  },
});
const count = Number(values.faults);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isSafeInteger(count) || count < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("faults: --faults and --seed must be whole numbers\n");
  process.exit(2);
}

const kinds = faults.filter((fault) => values.kind?.includes(fault) ?? true);
if (values.kind !== undefined && kinds.length < values.kind.length) {
  process.stderr.write(`faults: --kind must be one of ${faults.join("; ")}\n`);
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "tinytorch-faults-"));
const begun = performance.now();
say(`seed ${seed}, ${count} faults`);
const rows = await makeFaults({ folder, count, seed, kinds, onFault: (fault, number) => say(`${number}: ${fault}`) });
say(`\n| fault | times | receipts | graded within, at worst | broken promises |\n| --- | --- | --- | --- | --- |`);
for (const { fault, times, receipts, longestSeconds, broken } of rows) {
  say(`| ${fault} | ${times} | ${receipts} | ${longestSeconds.toFixed(1)} s | ${broken.length} |`);
}
const broken = rows.flatMap((row) => row.broken);
for (const sentence of new Set(broken)) say(`BROKEN: ${sentence}`);
const made = rows.reduce((sum, { times }) => sum + times, 0);
say(
  `seed ${seed}: ${made} faults in ${Math.round((performance.now() - begun) / 1000)} s, ${broken.length} broken promises`,
);
if (broken.length === 0) rmSync(folder, { recursive: true });
else {
  say(`The folder is kept: ${folder}`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
