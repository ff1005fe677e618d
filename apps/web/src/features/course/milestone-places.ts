import type { Grade, Modules } from "@tinytorch/api";

type Milestone = Modules["milestones"][number];

/** The milestones by the module that they follow: the last that each needs of those that are shown, in their order. */
export function milestonesAfter(
  modules: readonly { readonly id: string }[],
  milestones: readonly Milestone[],
): ReadonlyMap<string, readonly Milestone[]> {
  const after = (milestone: Milestone) => modules.findLast(({ id }) => milestone.modules.includes(id))?.id;
  return Map.groupBy(
    milestones.filter((milestone) => after(milestone) !== undefined),
    (milestone) => after(milestone) ?? "",
  );
}

/** The modules that a milestone needs and whose submission that counts does not have all points of its tests, late or not. */
export function missingFor(
  { modules }: Pick<Milestone, "modules">,
  grades: readonly Pick<Grade, "module" | "score" | "maxScore">[],
): readonly string[] {
  const passed = grades.filter(({ score, maxScore }) => score !== null && maxScore !== null && score >= maxScore);
  return modules.filter((id) => passed.every(({ module }) => module !== id));
}
