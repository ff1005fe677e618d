import type { ClassStatistics } from "@tinytorch/api";
import { renderTable } from "../terminal/table.ts";
import { bar } from "../terminal/terminal.ts";

const few = "too few";

/** A class's statistics for a person: its sums, its scores as bars, its tests as a table, its diagnoses. */
export async function viewStatistics(found: ClassStatistics): Promise<string> {
  const { module, students, enough, passRate, attempts, minutes, meanScore, medianScore, scores, diagnoses } = found;
  if (students === 0) return `Nobody has a grade in ${module} yet.`;
  const why = `Numbers of fewer than ${enough} people are not told: they say little of the module and much of each of them.`;
  const head = `${module}: ${students} ${students === 1 ? "student has" : "students have"} a grade.`;
  if (scores === null || diagnoses === null) return [head, why].join("\n");
  const rows = found.tests.map((test) => [
    test.title ?? test.test,
    percent(test.passRate),
    // Where there are enough and none all the same, passing goes with nothing.
    test.discrimination?.toFixed(2) ?? (test.students < enough ? few : "–"),
    number(test.attempts),
    duration(test.minutes),
  ]);
  const table = await renderTable(["Test", "Pass", "Tells apart", "Attempts", "Time to pass"], rows);
  const said = diagnoses.map(({ diagnosis, students: count, share }) => `${percent(share)} (${count}): ${diagnosis}`);
  return [
    `${head} All points: ${percent(passRate)}${howLong(attempts, minutes)}.`,
    `Scores: mean ${number(meanScore)}, median ${number(medianScore)} of 100.`,
    ...drawScores(scores),
    table,
    ...(rows.some((row) => row.includes(few)) ? [`${few}: ${why.charAt(0).toLowerCase()}${why.slice(1)}`] : []),
    ...(said.length === 0
      ? []
      : ["Of the class had, in the submission that counts:", ...said.map((line) => `  ${line}`)]),
  ].join("\n");
}

/** Medians of those who have all points. */
function howLong(attempts: number | null, minutes: number | null): string {
  if (attempts === null || minutes === null) return " (too few to say how long it took)";
  return `, after ${number(attempts)} attempts and ${duration(minutes)} (medians)`;
}

function drawScores(scores: readonly number[]): string[] {
  const most = Math.max(...scores);
  return scores.map((count, tenth) => {
    const from = String(10 * tenth).padStart(2);
    const to = tenth === 9 ? "100" : String(10 * tenth + 9).padEnd(3);
    return `  ${from}–${to} ${bar(count, most).replaceAll("░", " ")} ${count}`;
  });
}

function percent(share: number | null): string {
  return share === null ? few : `${Math.round(100 * share)} %`;
}

function number(value: number | null): string {
  return value === null ? few : String(Math.round(10 * value) / 10);
}

function duration(minutes: number | null): string {
  if (minutes === null) return few;
  if (minutes < 90) return `${Math.round(minutes)} min`;
  return minutes < 48 * 60 ? `${Math.round(minutes / 60)} h` : `${Math.round(minutes / 1440)} days`;
}
