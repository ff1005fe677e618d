import type { MilestonesResult } from "@tinytorch/suite-proof";
import { renderTable } from "../terminal/table.ts";

/** The knock-out table: each module's mutant against every milestone, with the check that stopped it. */
export async function viewKnockOuts({ ok, solutions, knockOuts }: MilestonesResult): Promise<string> {
  const names = solutions.map(({ milestone }) => milestone);
  const own = solutions.map(({ ok: passed, checks, seconds }) => {
    const last = checks.at(-1);
    return `${passed ? "✅" : "❌"} ${last?.found ?? ""} (${seconds.toFixed(1)} s)`;
  });
  const rows = knockOuts.map(({ module, mistake, stoppedBy }) => [
    `${module}: ${mistake}`,
    ...names.map((name) => stoppedBy[name] ?? "passes"),
  ]);
  const table = await renderTable(["", ...names], [["the solutions", ...own], ...rows]);
  const verdict = ok
    ? "Every milestone is reached by the solutions and stops a mutant, and every mutant is stopped."
    : "❌ A milestone must be reached by the solutions and stop a mutant, and every mutant must be stopped by one.";
  return `${table}\n${verdict}`;
}
