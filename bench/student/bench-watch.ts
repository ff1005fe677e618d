import { spawn } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { setTimeout } from "node:timers/promises";
import { moduleId, root } from "../grading/reference.ts";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";

export interface WatchOptions {
  readonly json: boolean;
  /** How often a file is saved. */
  readonly saves: number;
}

/** Between a run's end and the next save: a person takes longer. */
const restMilliseconds = 500;

/** What is read of a line that the watch prints. */
interface Line {
  readonly tests?: readonly { readonly state: string; readonly milliseconds: number }[];
}

/**
 * The time from a save to what `tito test --watch` says of a module's visible tests, and to what it says of types, in a copy of the
 * course with the solution: in ms on the clock, by the real program as a person starts it.
 */
export async function benchWatch({ json, saves }: WatchOptions): Promise<void> {
  const course = copyOf(moduleId);
  const file = join(course, "modules", moduleId, "src/sgd.ts");
  const text = readFileSync(file, "utf8");
  const words = ["test", moduleId, "--watch", "--json", "--course", course];
  const child = spawn(process.execPath, [join(root, "apps/cli/src/main.ts"), ...words], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async () => {
    const { value } = await lines.next();
    const line: Line = JSON.parse(String(value));
    return { line, at: performance.now() };
  };
  const load = loadavg()[0] ?? 0;
  const [tests, types, inside]: [number[], number[], number[]] = [[], [], []];
  try {
    await next();
    await next();
    for (let save = 1; save <= saves; save += 1) {
      await setTimeout(restMilliseconds);
      const begun = performance.now();
      writeFileSync(file, `${text}// ${save}\n`);
      const { line, at } = await next();
      if (line.tests?.every(({ state }) => state === "passed") !== true) {
        throw new Error(`bench: the solution of ${moduleId} must pass, got ${JSON.stringify(line)}`);
      }
      tests.push(at - begun);
      inside.push(line.tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0));
      types.push((await next()).at - begun);
    }
  } finally {
    child.kill("SIGTERM");
    rmSync(course, { recursive: true });
  }
  const figures = Object.entries({ tests, "of which in tests": inside, types }).map(([name, values]) => ({
    name,
    median: quantile(values, 0.5),
    worst: Math.max(...values),
  }));
  if (json) {
    process.stdout.write(`${JSON.stringify({ machine: machine(), load, saves, figures }, null, 2)}\n`);
    return;
  }
  const { processor, cores, node } = machine();
  process.stdout.write(
    `\n${processor}, ${cores} cores, Node ${node}; ${saves} saves, ms; load before ${load.toFixed(1)}\n\n`,
  );
  const row = (name: string, ...cells: readonly string[]) =>
    process.stdout.write(`${name.padEnd(20)}${cells.map((cell) => cell.padStart(10)).join("")}\n`);
  row("from a save to", "median", "worst");
  for (const { name, median, worst } of figures) row(name, median.toFixed(0), worst.toFixed(0));
}

/** A student's folder with one module, solved, where types are found as they are here. */
function copyOf(id: string): string {
  const course = mkdtempSync(join(tmpdir(), "tinytorch-watch-"));
  const module = join(course, "modules", id);
  mkdirSync(module, { recursive: true });
  cpSync(join(root, "modules", id), module, { recursive: true, filter: (path) => !path.endsWith("/node_modules") });
  cpSync(join(root, "grading", id, "solution/src"), join(module, "src"), { recursive: true });
  for (const file of ["package.json", "tsconfig.json", "modules/tsconfig.json"])
    cpSync(join(root, file), join(course, file));
  symlinkSync(join(root, "node_modules"), join(course, "node_modules"));
  symlinkSync(join(root, "modules", id, "node_modules"), join(module, "node_modules"));
  return course;
}
