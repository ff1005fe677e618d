import type { ClassStatistics } from "@tinytorch/api";
import { sayDiscrimination, sayFew, sayMinutes, sayNumber, sayShare, sayTenth, tooFew } from "@tinytorch/api/words";
import { renderTable } from "../terminal/table.ts";
import { bar } from "../terminal/terminal.ts";

/** A class's statistics for a person: its sums, its scores as bars, its tests as a table, its diagnoses. */
export async function viewStatistics(found: ClassStatistics): Promise<string> {
  const { module, students, enough, passRate, attempts, minutes, meanScore, medianScore, scores, diagnoses } = found;
  if (students === 0) return `Nobody has a grade in ${module} yet.`;
  const why = sayFew(enough);
  const head = `${module}: ${students} ${students === 1 ? "student has" : "students have"} a grade.`;
  if (scores === null || diagnoses === null) return [head, why].join("\n");
  const rows = found.tests.map((test) => [
    test.title ?? test.test,
    sayShare(test.passRate),
    sayDiscrimination(test.discrimination, test.students < enough),
    sayNumber(test.attempts),
    sayMinutes(test.minutes),
  ]);
  const table = await renderTable(["Test", "Pass", "Tells apart", "Attempts", "Time to pass"], rows);
  const said = diagnoses.map(({ diagnosis, students: count, share }) => `${sayShare(share)} (${count}): ${diagnosis}`);
  return [
    `${head} All points: ${sayShare(passRate)}${howLong(attempts, minutes)}.`,
    `Scores: mean ${sayNumber(meanScore)}, median ${sayNumber(medianScore)} of 100.`,
    ...drawScores(scores),
    table,
    ...(rows.some((row) => row.includes(tooFew)) ? [`${tooFew}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`] : []),
    ...(said.length === 0
      ? []
      : ["Of the class had, in the submission that counts:", ...said.map((line) => `  ${line}`)]),
  ].join("\n");
}

/** Medians of those who have all points. */
function howLong(attempts: number | null, minutes: number | null): string {
  if (attempts === null || minutes === null) return " (too few to say how long it took)";
  return `, after ${sayNumber(attempts)} attempts and ${sayMinutes(minutes)} (medians)`;
}

function drawScores(scores: readonly number[]): string[] {
  const most = Math.max(...scores);
  return scores.map((count, tenth) => {
    const range = `${tenth === 0 ? " " : ""}${sayTenth(tenth)}`.padEnd(6);
    return `  ${range} ${bar(count, most).replaceAll("░", " ")} ${count}`;
  });
}
