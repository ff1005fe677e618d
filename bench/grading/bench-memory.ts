import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { startGrader } from "@tinytorch/grader";
import { machine } from "../machine.ts";
import { copyIds, copyModule } from "./copy-module.ts";
import { watchMemory } from "./process-memory.ts";
import { referenceFiles } from "./reference.ts";

export interface MemoryOptions {
  readonly json: boolean;
  /** Copies of the reference's module in the course that is graded. */
  readonly modules: number;
}

/** After a run, until the sandbox for the next one is ready and what is not needed is given back. */
const restMilliseconds = 2_000;

/** Resident memory (MB) of a grader and of its sandboxes. */
interface Resident {
  readonly grader: number;
  readonly sandboxes: number;
}

/**
 * What a grader holds after one run in each module of a course, beside what it holds after one run in the first: it must
 * not grow with the course. The course is copies of one module in a temporary folder. Needs Linux's /proc.
 */
export async function benchMemory({ json, modules }: MemoryOptions): Promise<void> {
  const ids = copyIds(modules);
  const files = await referenceFiles();
  const course = await mkdtemp(join(tmpdir(), "tinytorch-course-"));
  try {
    for (const id of ids) await copyModule(course, id);
    const grader = await startGrader({ root: course });
    const resident: Resident[] = [];
    try {
      for (const id of ids) {
        await grader.grade({ moduleId: id, files, seed: 1 });
        await setTimeout(restMilliseconds);
        resident.push(residentNow());
      }
    } finally {
      await grader.close();
    }
    const [one, all] = [resident[0], resident.at(-1)];
    if (one === undefined || all === undefined) return;
    const ratio = (all.grader + all.sandboxes) / (one.grader + one.sandboxes);
    if (json) process.stdout.write(`${JSON.stringify({ machine: machine(), modules, resident, ratio }, null, 2)}\n`);
    else {
      const say = (name: string, { grader, sandboxes }: Resident) =>
        process.stdout.write(`${name}: grader ${grader.toFixed(0)} MB, sandboxes ${sandboxes.toFixed(0)} MB\n`);
      say("after one module", one);
      say(`after ${modules} modules`, all);
      process.stdout.write(`${ratio.toFixed(2)} times as much\n`);
    }
  } finally {
    await rm(course, { recursive: true });
  }
}

function residentNow(): Resident {
  const { samples, stop } = watchMemory(process.pid, restMilliseconds);
  stop();
  const last = samples.at(-1);
  return { grader: last?.graders ?? 0, sandboxes: last?.sandboxes ?? 0 };
}
