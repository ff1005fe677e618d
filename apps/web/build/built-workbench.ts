import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { builtOnce } from "./built-once.ts";
import { packageSources, sourceKey } from "./source-key.ts";

const root = join(import.meta.dirname, "../../..");
const workbenches = join(import.meta.dirname, "../dist/workbench");

/** In a course's builds: where it is. */
const courseFile = ".course";

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
  await removeGoneCourses();
  return builtOnce(
    {
      name: "the workbench",
      builds: await buildsOf(resolve(courseFolder)),
      key: sourceKey(sources, process.version),
      mark: "frame.html",
      program: join(import.meta.dirname, "workbench-program.ts"),
      arguments: [courseFolder],
    },
    say,
  );
}

/** Where a course's builds are: those of one course push out none of another's, which a server may have. */
async function buildsOf(course: string): Promise<string> {
  const builds = join(workbenches, createHash("sha256").update(course).digest("hex").slice(0, 16));
  if (!existsSync(join(builds, courseFile))) {
    await mkdir(builds, { recursive: true });
    await writeFile(join(builds, courseFile), course);
  }
  return builds;
}

/** What was built for a course that is no more is for nobody. */
async function removeGoneCourses(): Promise<void> {
  for (const name of await readdir(workbenches).catch(() => [])) {
    const course = await readFile(join(workbenches, name, courseFile), "utf8").catch(() => null);
    if (course === null || existsSync(course)) continue;
    // Where one may not write it stays.
    await rm(join(workbenches, name), { recursive: true, force: true }).catch(() => undefined);
  }
}
