import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { keptPromises } from "./kept-promises.ts";
import { killRepeatedly } from "./kill-repeatedly.ts";

/**
 * `pnpm crash [--kills 50] [--seed N]`: kills the real server that often at moments the seed decides, then says
 * whether every promise was kept. Exit code 1 when one was broken; then the data folder is left to be looked at.
 */
const { values } = parseArgs({
  options: { kills: { type: "string", default: "50" }, seed: { type: "string" } },
});
const kills = Number(values.kills);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
if (!Number.isSafeInteger(kills) || kills < 1 || !Number.isSafeInteger(seed)) {
  process.stderr.write("crash: --kills and --seed must be whole numbers\n");
  process.exit(2);
}

const folder = mkdtempSync(join(tmpdir(), "tinytorch-crash-"));
const begun = performance.now();
say(`seed ${seed}, ${kills} kills`);
const { classroom, server } = await killRepeatedly({
  folder,
  seed,
  kills,
  onKill: (kill, moment) => say(`kill ${kill}: ${moment}`),
});
const { submissions, runs, ...kept } = await keptPromises(folder, classroom.receipts);
const broken = [...kept.broken];
if (server.process.exitCode !== null || server.process.signalCode !== null) {
  broken.push(`the last server goes on to the end, got exit ${server.process.exitCode ?? server.process.signalCode}`);
}
await server.kill("SIGTERM");
for (const sentence of broken) say(`BROKEN: ${sentence}`);
const seconds = Math.round((performance.now() - begun) / 1000);
say(
  `seed ${seed}: ${kills} kills in ${seconds} s, ${classroom.receipts.length} receipts, ` +
    `${submissions} submissions, ${runs} runs, ${broken.length} broken promises`,
);
if (broken.length === 0) rmSync(folder, { recursive: true });
else {
  say(server.output());
  say(`The data folder is kept: ${folder}`);
  process.exitCode = 1;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
