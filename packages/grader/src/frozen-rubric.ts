import { changedFields, type Rubric } from "@tinytorch/course";
import { hiddenFolder, readRubric } from "@tinytorch/course-files";
import { collectRubric } from "./collect-rubric.ts";

/** @throws Error when the suites of a module say something else than its frozen rubric. */
export async function checkFrozenRubric(root: string, id: string): Promise<void> {
  const [frozen, collected] = [await readRubric(hiddenFolder(root, id), id), await collectRubric(root, id)];
  const [change, ...more] = rubricChanges(frozen, collected);
  if (change === undefined) return;
  throw new Error(
    `${id}: the suites and rubric.json differ in ${changesInWords(change, more.length)}: tito verify ${id} --write freezes it anew`,
  );
}

/** `sgd.momentum's points and 2 more`, or `sgd.momentum, which is new, and 2 more`: a clause ends with a comma. */
export function changesInWords(change: string, others: number): string {
  if (others === 0) return change;
  return `${change}${change.includes(", which ") ? "," : ""} and ${others} more`;
}

/** Where the second rubric differs from the first: `sgd.momentum's points`. */
export function rubricChanges(frozen: Rubric, collected: Rubric): readonly string[] {
  const before = new Map(frozen.tests.map((entry) => [entry.id, entry]));
  const after = new Map(collected.tests.map((entry) => [entry.id, entry]));
  const changes = [...after].flatMap(([id, entry]) => {
    const old = before.get(id);
    return old === undefined ? [`${id}, which is new`] : changedFields(old, entry).map((field) => `${id}'s ${field}`);
  });
  changes.push(...[...before.keys()].filter((id) => !after.has(id)).map((id) => `${id}, which is gone`));
  const isMoved = [...before.keys()].join() !== [...after.keys()].join();
  return changes.length === 0 && isMoved ? ["the order of the tests"] : changes;
}
