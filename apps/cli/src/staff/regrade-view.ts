import type { KeptReason, Regrade } from "@tinytorch/api";
import { renderTable } from "../terminal/table.ts";

/** What a regrade found, and whether it changed anything, for a person. */
export async function viewRegrade(regrade: Regrade): Promise<string> {
  const { id, module, state, total, done, changes, kept } = regrade;
  const lines = [`Regrade ${id} of ${module}: ${done} of ${total} graded again.`];
  lines.push(changes.length === 0 ? "No score changes." : await table(regrade));
  if (kept.length > 0)
    lines.push(state === "applied" ? "Not replaced:" : "Would not be replaced:", await keptTable(kept));
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
      difference > 0 ? `+${difference}` : String(difference),
      counts ? "yes" : "no",
    ]),
  );
}

const reasons: Readonly<Record<KeptReason, string>> = {
  "graded-again": "it was graded again meanwhile, by another regrade",
  "grader-broke": "the grader broke on it; see `tito dead-letters`",
  newer: "it was handed in after this regrade began",
};

function keptTable(kept: Regrade["kept"]): Promise<string> {
  return renderTable(
    ["Student", "Submission", "Keeps its run, for"],
    kept.map(({ student, submissionId, why }) => [student.name, submissionId, reasons[why]]),
  );
}
