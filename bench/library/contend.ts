import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Prepared } from "./contender.ts";
import { contenders, reference } from "./contenders.ts";
import { inputsIn } from "./inputs.ts";
import { measure } from "./measure.ts";
import { type Opening, resultFile, type Task } from "./protocol.ts";

/** One contender in a process of its own: does a job once for the check, then measures as often as it is asked to. */
const [name, folder] = process.argv.slice(2);

const task: Task = JSON.parse(readFileSync(join(folder, "task.json"), "utf8"));
const [opening, prepared] = await open();
say(opening);
if (prepared !== null) {
  for await (const line of createInterface(process.stdin)) {
    globalThis.gc?.();
    say(await measure(prepared, Number(line), task.sampleSeconds));
  }
}

async function open(): Promise<[Opening, Prepared | null]> {
  const entry = [...contenders, reference].find((each) => each.name === name);
  const contender = (await entry?.load?.()) ?? null;
  if (contender === null) return [{ state: "absent", detail: "not on this machine" }, null];
  const inputs = inputsIn(folder);
  const checked = await contender.prepare(task.job, inputs, task.checkRate);
  if (checked === null) return [{ state: "cannot", detail: "no such operation" }, null];
  for (let step = 0; step < task.checkSteps; step++) await checked.run();
  writeFileSync(join(folder, resultFile(name)), Float64Array.from(await checked.result()));
  return [{ state: "ready", detail: contender.description }, await contender.prepare(task.job, inputs, task.timedRate)];
}

function say(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
