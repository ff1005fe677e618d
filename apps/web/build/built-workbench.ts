import { join } from "node:path";
import { builtOnce } from "./built-once.ts";
import { packageSources, sourceKey } from "./source-key.ts";

const root = join(import.meta.dirname, "../../..");

/** What a tab runs, and what makes it. */
const programs = [
  "pnpm-lock.yaml",
  "apps/web/build/**/*.*",
  packageSources([
    ...["workbench", "rehearsal", "sandbox", "course", "course-files", "lab", "testkit"],
    ...["options", "tensor", "autograd", "nn", "optimizers", "data"],
  ]),
];

/** Of a course, what a module's part is made of: its own files, what is kept of its starter, and the solution that makes it. */
const modules = [
  "modules/*/{module.json,package.json}",
  "modules/*/{src,tests,lab}/**/*.ts",
  ".tito/starters/*.json",
  "grading/*/solution/src/**/*.ts",
];

/**
 * The folder of a course's workbench, made by the Node that this is: built when it is not there. `say` is told where that begins and
 * where it ends, and of modules that are left out because they are malformed.
 * @throws Error with what the build said when it fails.
 */
export async function builtWorkbench(
  courseFolder: string,
  say: (line: string) => void = () => undefined,
): Promise<string> {
  const sources = [
    { root, patterns: programs },
    { root: courseFolder, patterns: modules },
  ];
  return builtOnce(
    {
      name: "the workbench",
      builds: join(import.meta.dirname, "../dist/workbench"),
      key: sourceKey(sources, process.version),
      mark: "frame.html",
      program: join(import.meta.dirname, "workbench-program.ts"),
      arguments: [courseFolder],
    },
    say,
  );
}
