import { availableParallelism } from "node:os";
import { join } from "node:path";
import { applyMistake } from "@tinytorch/course";
import { openCourse } from "@tinytorch/course-files";
import { startGrader } from "@tinytorch/grader";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const course = await openCourse(root);

/** Their answers hang on more than the question: on chance, and on what was asked before. */
const fickle = ["adam.noise", "train.shared-history"];

const slip = /^The code threw a (?:Type|Reference)Error(?: at \S+)?\.\n/;

test.each(course.modules.map((module) => [module.manifest.id, module] as const))(
  "every listed mistake of %s that fails with an answer, as it is stored, is among those that its diagnosis names",
  async (moduleId, module) => {
    const solution = await module.solutionFiles();
    const waiting = (await module.mistakes()).filter(({ id }) => !fickle.includes(id));
    const stored = new Map((await module.signatures()).map(({ mutant, failed }) => [mutant, failed]));
    const untold: string[] = [];
    const work = async () => {
      const grader = await startGrader({ root });
      for (let mistake = waiting.shift(); mistake !== undefined; mistake = waiting.shift()) {
        const report = await grader.grade({ moduleId, files: applyMistake(solution, mistake), seed: 7 });
        const isAnswered = report.tests.every(({ kind }) => kind === null || kind === "wrong" || kind === "threw");
        // What one seed catches by luck and another does not is for verify to tell.
        const looksSo = stored
          .get(mistake.id)
          ?.every(({ test, kind }) => report.tests.some((each) => each.id.endsWith(`/${test}`) && each.kind === kind));
        const isTold = report.diagnosis?.split(", or possibly ").includes(mistake.diagnosis) ?? false;
        // Nothing is said of what a misspelled name would do as well.
        const isTelling = report.tests.some(({ kind, output }) => kind !== null && !slip.test(output));
        if (isAnswered && isTelling && looksSo === true && !isTold) untold.push(`${mistake.id}: ${report.diagnosis}`);
      }
      await grader.close();
    };
    await Promise.all(Array.from({ length: Math.min(2, availableParallelism()) }, work));
    expect(untold).toEqual([]);
  },
);
