import type { MutationResult } from "@tinytorch/suite-proof";
import { renderTable } from "../terminal/table.ts";
import { colors } from "../terminal/terminal.ts";

/** What `tito mutations` found about one module: a table of the files, then every surviving mutant with its reason. */
export async function viewMutations(result: MutationResult): Promise<string> {
  const { mutations, killed, timedOut, surviving, staleReasons, seeds } = result;
  const rows = result.files.map((each) => [
    each.file,
    String(each.mutations),
    String(each.killed),
    String(each.mutations - each.killed),
    percent(each.killed, each.mutations),
  ]);
  const total = ["", `${mutations}`, `${killed}`, `${surviving.length}`, percent(killed, mutations)];
  const unexplained = surviving.filter(({ reason }) => reason === null);
  const lines = [
    "",
    `${colors.bold(result.module)}  ${seeds === 1 ? "1 seed" : `${seeds} seeds`}`,
    await renderTable(["File", "Mutations", "Killed", "Survived", "Score"], [...rows, total]),
  ];
  if (timedOut > 0) lines.push(colors.dim(`${timedOut} of the killed had to be stopped.`));
  for (const { file, line, kind, from, to, reason } of surviving) {
    lines.push(
      "",
      `${file}:${line}  ${colors.dim(kind)}`,
      colors.red(`  - ${from}`),
      colors.green(`  + ${to}`),
      reason === null ? colors.yellow("  no reason is written") : `  ${reason}`,
    );
  }
  for (const { file, from, to } of staleReasons) {
    lines.push("", `❌ ${file}: the reason for this is stale: it is killed, or no longer a mutation`);
    lines.push(colors.red(`  - ${from}`), colors.green(`  + ${to}`));
  }
  lines.push("", ...verdict(surviving.length, unexplained.length, staleReasons.length));
  return lines.join("\n");
}

function verdict(surviving: number, unexplained: number, stale: number): string[] {
  if (unexplained + stale === 0) return [`✅ each of ${surviving} surviving mutants has a written reason`];
  const wrong = [];
  if (unexplained > 0)
    wrong.push(`❌ ${unexplained} of ${surviving} surviving mutants have no reason in accepted-mutants.json`);
  if (stale > 0) wrong.push(`❌ ${stale} reasons in accepted-mutants.json belong to no surviving mutant`);
  return wrong;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}
