import { Command } from "@commander-js/extra-typings";
import type { Grader } from "@tinytorch/grader";
import type { MutationResult } from "@tinytorch/suite-proof";
import { courseOption, namedModules, requireHiddenMaterial } from "../student/course/course-folder.ts";
import { openProgress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";
import { checked } from "./checked.ts";
import { withGraders } from "./graders.ts";
import { viewMutations } from "./mutations-view.ts";

export const mutations = new Command("mutations")
  .description("change the solutions everywhere by machine and list what no test notices (needs the hidden material)")
  .argument("[module...]", "08-optimizers or 08 (every module)")
  .option("--seeds <n>", "with how many seeds every change is graded", wholeNumber(1), 1)
  .option("--json", "print what survives as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito mutations 08")
  .action(async (names, { seeds, json = false, course }) => {
    const ids = await namedModules(course, names);
    await requireHiddenMaterial(course);
    const { openCourse } = await import("@tinytorch/course-files");
    const { mutateModule } = await import("@tinytorch/suite-proof");
    const opened = await checked(() => openCourse(course));
    const progress = openProgress({ quiet: json });
    const results: MutationResult[] = [];
    try {
      progress.show("starting the graders");
      const mutateAll = async (graders: readonly Grader[]) => {
        for (const id of ids) {
          const result = await checked(() =>
            mutateModule(opened, id, {
              graders,
              seeds: Array.from({ length: seeds }, (_, index) => index + 1),
              onProgress: ({ done, total }) => progress.count(`mutating ${id}`, done, total),
            }),
          );
          results.push(result);
          progress.end();
          if (!json) print(await viewMutations(result));
        }
      };
      await withGraders(course, mutateAll, { ownWork: true });
    } finally {
      progress.end();
    }
    const ok = results.every((result) => result.ok);
    if (json) printJson({ ok, modules: results });
    if (!ok) process.exitCode = 1;
  });
