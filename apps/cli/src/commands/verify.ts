import { Command } from "@commander-js/extra-typings";
import type { VerifyResult } from "@tinytorch/suite-proof";
import { checked } from "../checked.ts";
import { courseOption, namedModules, requireHiddenMaterial } from "../course-folder.ts";
import { withGraders } from "../graders.ts";
import { openProgress } from "../progress.ts";
import { print, printJson } from "../terminal.ts";
import { viewVerdict } from "../verdict-view.ts";
import { wholeNumber } from "../whole-number.ts";

export const verify = new Command("verify")
  .description("check that the hidden suites tell right from wrong (needs the hidden material)")
  .argument("[module...]", "08-optimizers or 08 (every module)")
  .option("--seeds <n>", "with how many seeds everything is graded", wholeNumber(1), 10)
  .option("--write", "store what each mutant looks like, from which graders tell a student's mistake")
  .option("--json", "print the verdicts as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito verify 08 --seeds 3")
  .action(async (names, { seeds, json = false, write = false, course }) => {
    const ids = await namedModules(course, names);
    await requireHiddenMaterial(course);
    const { openCourse, writeSignatures } = await import("@tinytorch/course-files");
    const { verifyModule } = await import("@tinytorch/suite-proof");
    const opened = await checked(() => openCourse(course));
    const progress = await openProgress({ quiet: json });
    const results: VerifyResult[] = [];
    try {
      progress.show("starting the graders");
      await withGraders(course, async (graders) => {
        for (const id of ids) {
          const result = await checked(() =>
            verifyModule(opened, id, {
              graders,
              seeds: Array.from({ length: seeds }, (_, index) => index + 1),
              onProgress: ({ done, total }) => progress.count(`verifying ${id}`, done, total),
            }),
          );
          results.push(result);
          if (write) await writeSignatures(course, id, result.signatures);
          progress.end();
          if (!json) print(viewVerdict(result));
        }
      });
    } finally {
      progress.end();
    }
    const ok = results.every((result) => result.ok);
    if (json) printJson({ ok, modules: results });
    if (!ok) process.exitCode = 1;
  });
