/** What a person is shown of a grade. */
export interface Shown {
  readonly points: number | "EX";
  /** Null where there are no points. */
  readonly of: number | null;
  readonly lines: readonly string[];
  /** What the tests gave the submission that counts, in the points of the grade; null without one, and for an excuse. */
  readonly tests: number | null;
  /** Of that submission. */
  readonly daysLate: number | null;
  readonly note: "" | "excused" | "given by hand";
}

/** By person and module: `ada 01-echo`. */
export type Table = Readonly<Record<string, Shown>>;

/**
 * Reads a table that was worked out by hand: a row is the person, the module and the points (`90 of 100`, or `EX`), and under it stand the
 * lines of the explanation. What the tests gave, how late it was and the note are read from these lines.
 */
export function workedOut(text: string): Table {
  const rows: [string, string[]][] = [];
  for (const line of text.split("\n").map((each) => each.trim())) {
    const [, person, module, points] = /^(\S+) +(\d\d-\S+) +(EX|[\d.]+ of \d+)$/.exec(line) ?? [];
    if (person !== undefined) rows.push([`${person} ${module}`, [points ?? ""]]);
    else if (line !== "") rows.at(-1)?.[1].push(line);
  }
  return Object.fromEntries(rows.map(([key, [points = "", ...lines]]) => [key, shownOf(points, lines)]));
}

function shownOf(written: string, lines: readonly string[]): Shown {
  const [points = "", of] = written.split(" of ");
  const [, score, scores] = /^([\d.]+) of (\d+) points from the \w+ graded submission\.$/.exec(lines[0] ?? "") ?? [];
  const late = lines.map((line) => /^(\d+) days? late/.exec(line)?.[1]).find((days) => days !== undefined);
  const says = (word: string) => lines.some((line) => line.startsWith(word));
  return {
    points: points === "EX" ? "EX" : Number(points),
    of: of === undefined ? null : Number(of),
    lines,
    tests: score === undefined || of === undefined ? null : inPointsOf(Number(score), Number(scores), Number(of)),
    daysLate: score === undefined ? null : Number(late ?? 0),
    note: says("Excused") ? "excused" : says("Replaced") ? "given by hand" : "",
  };
}

function inPointsOf(score: number, of: number, points: number): number {
  return Math.round((100 * score * points) / of) / 100;
}
