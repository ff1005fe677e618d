import { Command } from "@commander-js/extra-typings";
import type { Grader } from "@tinytorch/grader";
import type { CheckResult } from "@tinytorch/suite-proof";
import { courseOption, namedModules, requireHiddenMaterial } from "../student/course/course-folder.ts";
import { openProgress } from "../terminal/progress.ts";
import { colors, print, printJson } from "../terminal/terminal.ts";
import { wholeNumber } from "../terminal/whole-number.ts";
import { withGraders } from "./graders.ts";

/** The checks of one module. */
interface ModuleResults {
  readonly module: string;
  readonly ok: boolean;
  readonly checks: readonly CheckResult[];
}

export const check = new Command("check")
  .description("check all that a module must keep: starter, page, tests, lab, hidden suite (needs the hidden material)")
  .argument("[module...]", "08-optimizers or 08 (every module)")
  .option("--seeds <n>", "prove the hidden suite whole, with that many seeds (the quick form with one)", wholeNumber(1))
  .option("--json", "print the results as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito check 08 --seeds 3")
  .action(async (names, { seeds, json = false, course }) => {
    const ids = await namedModules(course, names);
    await requireHiddenMaterial(course);
    const { checkModule, checkSuite } = await import("@tinytorch/suite-proof");
    const progress = openProgress({ quiet: json });
    const results: ModuleResults[] = [];
    try {
      const checkAll = async (graders: readonly Grader[]) => {
        for (const id of ids) {
          const checks = [...(await checkModule(course, id, ({ name }) => progress.show(`checking ${id}: ${name}`)))];
          const suite = await checkSuite(course, id, {
            graders,
            quick: seeds === undefined,
            seeds: Array.from({ length: seeds ?? 1 }, (_, index) => index + 1),
            onProgress: ({ done, total }) => progress.count(`verifying ${id}`, done, total),
          });
          checks.push(suite);
          results.push({ module: id, ok: checks.every(({ ok }) => ok), checks });
          progress.end();
          if (!json) print(viewChecks(id, checks));
        }
      };
      // As for `tito verify --quick`.
      await withGraders(course, checkAll, { most: seeds === undefined ? 1 : undefined, ownWork: true });
    } finally {
      progress.end();
    }
    const ok = results.every((result) => result.ok);
    if (json) printJson({ ok, modules: results });
    if (!ok) process.exitCode = 1;
  });

/** A line for each check: what holds, or what is wrong. */
function viewChecks(id: string, checks: readonly CheckResult[]): string {
  const lines = checks.map(({ name, ok, sentence }) => {
    const words = ok ? sentence : colors.red(sentence);
    return `  ${ok ? "✅" : "❌"} ${name.padEnd(13)} ${words}`;
  });
  return ["", colors.bold(id), ...lines].join("\n");
}
