import { applyMistake, type SubmittedFiles } from "@tinytorch/course";
import type { CourseModule } from "@tinytorch/course-files";

/** The module the demo hands in. */
export const demoModule = "08-optimizers";

const forgottenCorrection = "adam.no-bias-correction";
const loopingFile = "src/cosine-annealing-lr.ts";
/** Takes the place of a method however that is written. */
const endlessLoop = "CosineAnnealingLR.prototype.step = () => { for (;;); };";

/** A student of the demo, named for what they hand in. */
export interface DemoSubmission {
  readonly name: string;
  readonly files: SubmittedFiles;
}

/** Four submissions that show what grading does: all right, nothing done, one idea missed, and one that never ends. */
export async function demoSubmissions(module: CourseModule): Promise<readonly DemoSubmission[]> {
  const [solution, starter, mistakes] = await Promise.all([
    module.solutionFiles(),
    module.starterFiles(),
    module.mistakes(),
  ]);
  const mistake = mistakes.find(({ id }) => id === forgottenCorrection);
  if (mistake === undefined)
    throw new Error(`demo: ${demoModule} must have the mistake ${forgottenCorrection}, got none`);
  return [
    { name: "reference", files: solution },
    { name: "starter", files: starter },
    { name: "adam-without-bias-correction", files: applyMistake(solution, mistake) },
    { name: "endless-loop", files: withEndlessLoop(solution) },
  ];
}

function withEndlessLoop(solution: SubmittedFiles): SubmittedFiles {
  const source = solution[loopingFile];
  if (source === undefined) throw new Error(`demo: ${demoModule} must have ${loopingFile}, got no such file`);
  return { ...solution, [loopingFile]: `${source}\n${endlessLoop}\n` };
}
