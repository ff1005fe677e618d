import { availableParallelism } from "node:os";
import { Command } from "@commander-js/extra-typings";
import type { Course, VerifyResult } from "@tinytorch/grader";
import { CliError } from "../cli-error.ts";
import { courseOption, findModule, moduleIds, requireHiddenMaterial } from "../course-folder.ts";
import { oneLine } from "../explain-error.ts";
import { openProgress, type Progress } from "../progress.ts";
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
    const ids =
      names.length === 0
        ? await moduleIds(course)
        : await Promise.all(names.map(async (name) => (await findModule(course, name)).manifest.id));
    await requireHiddenMaterial(course);
    const { openCourse, writeSignatures } = await import("@tinytorch/grader");
    const opened = await checked(() => openCourse(course));
    const progress = await openProgress({ quiet: json });
    const results: VerifyResult[] = [];
    try {
      for await (const result of verifyEach(opened, ids, seeds, progress)) {
        results.push(result);
        if (write) await writeSignatures(course, result.module, result.signatures);
        progress.end();
        if (!json) print(viewVerdict(result));
      }
    } finally {
      progress.end();
    }
    const ok = results.every((result) => result.ok);
    if (json) printJson({ ok, modules: results });
    if (!ok) process.exitCode = 1;
  });

/** One module after another, each on as many graders as there are processors (two at most: they share the memory). */
async function* verifyEach(course: Course, ids: readonly string[], seeds: number, progress: Progress) {
  const { startGrader, verifyModule } = await import("@tinytorch/grader");
  progress.show("starting the graders");
  const count = Math.min(2, availableParallelism());
  const starting = await Promise.allSettled(
    Array.from({ length: count }, () => startGrader({ root: course.root })),
  );
  const graders = starting.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
  try {
    for (const each of starting) if (each.status === "rejected") throw each.reason;
    for (const id of ids) {
      const onProgress = ({ done, total }: { done: number; total: number }) =>
        progress.count(`verifying ${id}`, done, total);
      yield await checked(() =>
        verifyModule(course, id, {
          graders,
          seeds: Array.from({ length: seeds }, (_, index) => index + 1),
          onProgress,
        }),
      );
    }
  } finally {
    await Promise.all(graders.map((grader) => grader.close()));
  }
}

/** Material that cannot even be read, such as a mutant that matches nothing, fails the check. */
async function checked<Value>(read: () => Promise<Value>): Promise<Value> {
  try {
    return await read();
  } catch (error) {
    const { InfrastructureError } = await import("@tinytorch/course");
    if (error instanceof InfrastructureError) throw error;
    throw new CliError(1, await oneLine(error));
  }
}
