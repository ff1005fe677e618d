import { hintFor, rungsOf } from "@tinytorch/course";
import { folderTexts, readHints, readManifest, readRubric, secretLines } from "@tinytorch/course-files";
import type { ModuleCheck } from "./module-check.ts";

export const hintsCheck: ModuleCheck = {
  name: "hints",
  rule: "hints.json has a ladder for every component with a visible test, names files handed in and holds no solution text",
  async problems({ root, id, student, hidden, solution }) {
    const hints = await readHints(student);
    if (hints.length === 0) return ["hints.json must be there, got no such file"];
    const [{ submittedFiles }, { tests }] = await Promise.all([readManifest(root, id), readRubric(hidden, id)]);
    const shown = tests.filter(({ visibility }) => visibility === "visible").map((test) => test.id.split(".")[0] ?? "");
    const secret = [...secretLines(new Map(Object.entries(await folderTexts(solution))))];
    return [
      ...[...new Set(shown)]
        .filter((component) => hintFor(hints, component) === undefined)
        .map((component) => `hints.json must have a part for ${component}, or one that has it among its names`),
      ...hints
        .filter(({ place }) => !submittedFiles.includes(place.file))
        .map(({ part, place }) => `${part} must be in a file of submittedFiles, got ${place.file}`),
      ...hints.flatMap((hint) =>
        rungsOf(hint).flatMap(({ kind, text }) =>
          secret
            .filter((line) => text.replace(/\s+/g, " ").includes(line))
            .map((line) => `the ${kind} of ${hint.part} holds solution text: ${line}`),
        ),
      ),
    ];
  },
};
