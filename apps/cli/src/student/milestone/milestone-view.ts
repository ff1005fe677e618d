import type { Milestone, MilestoneResult } from "@tinytorch/joined";
import { renderTable } from "../../terminal/table.ts";
import { colors } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";
import { viewLoadProblems } from "../test-run/load-problems-view.ts";

/** The milestones that there are, and the last module that each of them waits for. */
export function viewMilestones(milestones: readonly Milestone[]): Promise<string> {
  const rows = milestones.map(({ id, title, modules }) => [id, title, modules.at(-1) ?? ""]);
  return renderTable(["milestone", "", "after"], rows);
}

/** What a run came to: a line for each thing that was looked at. @param whose code it was: "your own code". */
export function viewMilestone({ id, title }: Milestone, result: MilestoneResult, whose: string): string {
  const { ok, checks, failure, loadProblems, seconds } = result;
  const lines = [
    "",
    colors.bold(title),
    ...viewLoadProblems(loadProblems),
    ...checks.map((check) => `  ${check.ok ? "✅" : "❌"} ${check.name.padEnd(26)} ${check.found}`),
  ];
  if (failure !== null) {
    const place = failure.where === null ? "" : `${failure.where}: `;
    lines.push("  ❌ it did not come to its end", ...wrap(`→ ${place}${colors.red(failure.cause)}`, 5));
  }
  const time = `${seconds.toFixed(1)} s`;
  lines.push(ok ? `  Done by ${whose}, in ${time}.` : `  Not yet (${time}). ${whereToLook(id, result)}`);
  return lines.join("\n");
}

/** A failure's place in a module, or what it names, tells which; of a check that failed the milestone's page says which it points to. */
function whereToLook(milestone: string, { failure }: MilestoneResult): string {
  const places = [failure?.where, failure?.cause];
  const number = places.flatMap((place) => /\bmodules\/(\d\d)-/.exec(place ?? "")?.[1] ?? [])[0];
  if (number !== undefined) return `tito test ${number} says more.`;
  return `modules/milestones/${milestone}/README.md says which module to look at.`;
}
