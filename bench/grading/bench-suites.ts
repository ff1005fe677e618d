import { readFileSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { openCourse } from "@tinytorch/course-files";
import { startGrader } from "@tinytorch/grader";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";
import { root } from "./reference.ts";

export interface SuitesOptions {
  readonly json: boolean;
  /** How often each solution is graded. */
  readonly runs: number;
}

const warmUps = 3;
/** How long it is watched what the machine does when nothing is graded. */
const restMilliseconds = 3_000;

/** What grading one module's solution takes, in ms a run: processor time as a mean, the clock's as a median. */
interface SuiteCost {
  readonly module: string;
  readonly tests: number;
  readonly processor: number;
  readonly clock: number;
}

/**
 * What a module's hidden suite takes for the right solution, through a real grader and its sandboxes. Runs follow each other at once:
 * the sandbox that is made ready for the next run is counted in this one's time. It is the whole machine's processor time less what
 * the machine uses at rest, for a process that is killed takes its own figures with it; so nothing else may be at work. Needs Linux's /proc.
 */
export async function benchSuites({ json, runs }: SuitesOptions): Promise<void> {
  const course = await openCourse(root);
  const grader = await startGrader({ root });
  const suites: SuiteCost[] = [];
  let rest = 0;
  try {
    await setTimeout(restMilliseconds);
    const resting = processorMilliseconds();
    await setTimeout(restMilliseconds);
    rest = (processorMilliseconds() - resting) / restMilliseconds;
    for (const module of course.modules) {
      const { id } = module.manifest;
      const files = await module.solutionFiles();
      const grade = async (seed: number) => {
        const { score, tests } = await grader.grade({ moduleId: id, files, seed });
        if (score !== 100) throw new Error(`bench: the solution of ${id} must score 100, got ${score}`);
        return tests.length;
      };
      let tests = 0;
      for (let seed = 1; seed <= warmUps; seed++) tests = await grade(seed);
      const clocks: number[] = [];
      const used = processorMilliseconds();
      for (let seed = 1; seed <= runs; seed++) {
        const begun = performance.now();
        await grade(seed);
        clocks.push(performance.now() - begun);
      }
      const resting = rest * clocks.reduce((sum, clock) => sum + clock, 0);
      const processor = (processorMilliseconds() - used - resting) / runs;
      suites.push({ module: id, tests, processor, clock: quantile(clocks, 0.5) });
      if (!json) process.stderr.write(`${id}\n`);
    }
  } finally {
    await grader.close();
  }
  if (json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), runs, rest, suites }, null, 2)}\n`);
    return;
  }
  const { processor, cores, node } = machine();
  process.stdout.write(
    `\n${processor}, ${cores} cores, Node ${node}; ${runs} runs of each, ms a run; at rest the machine used ${(100 * rest).toFixed(0)} % of a core\n\n`,
  );
  const row = (name: string, ...cells: readonly string[]) =>
    process.stdout.write(`${name.padEnd(18)}${cells.map((cell) => cell.padStart(16)).join("")}\n`);
  row("module", "hidden tests", "processor time", "clock, p50");
  for (const each of suites) row(each.module, `${each.tests}`, each.processor.toFixed(0), each.clock.toFixed(0));
}

/** Clock ticks of /proc/stat are hundredths of a second. */
const millisecondsPerTick = 10;

/** What all processors have done since the start but wait: in programs, in the kernel and in interrupts. */
function processorMilliseconds(): number {
  const [line = ""] = readFileSync("/proc/stat", "utf8").split("\n");
  const [user, nice, system, , , interrupts, soft] = line.split(/\s+/).slice(1).map(Number);
  return (user + nice + system + interrupts + soft) * millisecondsPerTick;
}
