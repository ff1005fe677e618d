import type { MutationResult } from "@tinytorch/grader";
import { renderTable } from "./table.ts";
import { colors } from "./terminal.ts";

/** What `tito mutations` found about one module: a table of the files, then every survivor with its reason. */
export async function viewMutations(result: MutationResult): Promise<string> {
  const { mutations, killed, timedOut, survivors, staleReasons, seeds } = result;
  const rows = result.files.map((each) => [
    each.file,
    String(each.mutations),
    String(each.killed),
    String(each.mutations - each.killed),
    percent(each.killed, each.mutations),
  ]);
  const total = ["", `${mutations}`, `${killed}`, `${survivors.length}`, percent(killed, mutations)];
  const unexplained = survivors.filter(({ reason }) => reason === null);
  const lines = [
    "",
    `${colors.bold(result.module)}  ${seeds === 1 ? "1 seed" : `${seeds} seeds`}`,
    await renderTable(["File", "Mutations", "Killed", "Survived", "Score"], [...rows, total]),
  ];
  if (timedOut > 0) lines.push(colors.dim(`${timedOut} of the killed had to be stopped.`));
  for (const { file, line, kind, from, to, reason } of survivors) {
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
  lines.push("", ...verdict(survivors.length, unexplained.length, staleReasons.length));
  return lines.join("\n");
}

function verdict(survivors: number, unexplained: number, stale: number): string[] {
  if (unexplained + stale === 0) return [`✅ each of ${survivors} survivors has a written reason`];
  const wrong = [];
  if (unexplained > 0) wrong.push(`❌ ${unexplained} of ${survivors} survivors have no reason in survivors.json`);
  if (stale > 0) wrong.push(`❌ ${stale} reasons in survivors.json belong to no survivor`);
  return wrong;
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "–" : `${((100 * part) / whole).toFixed(1)} %`;
}
