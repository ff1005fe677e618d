import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Prepared } from "./contender.ts";
import { contenders, reference } from "./contenders.ts";
import { inputsIn } from "./inputs.ts";
import { measure } from "./measure.ts";
import { checkSteps, type Opening, rates, resultFile } from "./protocol.ts";
import type { Job } from "./work.ts";

/** One contender in a process of its own: does a job once for the check, then measures as often as it is asked to. */
const [name, folder] = process.argv.slice(2);

const job: Job = JSON.parse(readFileSync(join(folder, "job.json"), "utf8"));
const [opening, prepared] = await open();
say(opening);
if (prepared !== null) {
  for await (const line of createInterface(process.stdin)) {
    globalThis.gc?.();
    say(await measure(prepared, Number(line)));
  }
}

async function open(): Promise<[Opening, Prepared | null]> {
  const entry = [...contenders, reference].find((each) => each.name === name);
  const contender = (await entry?.load?.()) ?? null;
  if (contender === null) return [{ state: "absent", detail: "not there" }, null];
  const inputs = inputsIn(folder);
  const checked = await contender.prepare(job, inputs, rates.check);
  if (checked === null) return [{ state: "cannot", detail: "no such operation" }, null];
  for (let step = 0; step < checkSteps(job); step++) await checked.run();
  writeFileSync(join(folder, resultFile(name)), Float64Array.from(await checked.result()));
  return [
    { state: "ready", detail: contender.description },
    await contender.prepare(job, inputs, rates.timed),
  ];
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
