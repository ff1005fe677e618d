import type { Regrade } from "@tinytorch/api";
import { renderTable } from "../terminal/table.ts";

/** What a regrade found, and whether it changed anything, for a person. */
export async function viewRegrade(regrade: Regrade): Promise<string> {
  const { id, module, state, total, done, failed, changes } = regrade;
  const lines = [`Regrade ${id} of ${module}: ${done} of ${total} graded again.`];
  if (failed > 0) lines.push(`The grader broke on ${failed}, which keep their score; see \`tito dead-letters\`.`);
  lines.push(changes.length === 0 ? "No score changes." : await table(regrade));
  if (state === "ready") {
    lines.push(`Nothing is changed yet: apply it with \`tito regrade --resume ${id} --apply\`.`);
  }
  if (state === "applied") lines.push("Applied: the new runs stand; the old ones stay on record.");
  if (state === "cancelled") lines.push("Cancelled: no grade was changed.");
  return lines.join("\n");
}

function table({ changes }: Regrade): Promise<string> {
  return renderTable(
    ["Student", "Submission", "Before", "After", "Change", "Is the grade"],
    changes.map(({ student, submissionId, before, after, difference, counts }) => [
      student.name,
      submissionId,
      String(before),
      String(after),
      difference > 0 ? `+${rounded(difference)}` : String(rounded(difference)),
      counts ? "yes" : "no",
    ]),
  );
}

/** Without the last bits that a difference of binary fractions leaves. */
function rounded(points: number): number {
  return Math.round(points * 100) / 100;
}
