export interface LeakedLine {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

type Sources = ReadonlyMap<string, string>;

/** A line of a solution, without the blanks around it, and whether it stands in a region. */
export interface SolutionLine extends LeakedLine {
  readonly isInside: boolean;
}

/**
 * Lines of a starter that stand word for word inside a solution region and nowhere outside one: text that only the
 * solution has.
 */
export function leakedLines(solution: Sources, starter: Sources): readonly LeakedLine[] {
  const secret = secretLines(solution);
  return [...starter].flatMap(([path, source]) =>
    source
      .split("\n")
      .map((raw, index) => ({ path, line: index + 1, text: raw.trim() }))
      .filter(({ text }) => secret.has(text)),
  );
}

/** Lines that only the regions of a solution have, but for those too short to give anything away. */
export function secretLines(solution: Sources): ReadonlySet<string> {
  const lines = [...solution].flatMap(([path, source]) => solutionLines(path, source));
  const outside = new Set(lines.filter(({ isInside }) => !isInside).map(({ text }) => text));
  const inside = lines.filter(({ isInside, text }) => isInside && isTelling(text) && !outside.has(text));
  return new Set(inside.map(({ text }) => text));
}

/** The lines of a solution's file, but for those that begin and end its regions. */
export function solutionLines(path: string, source: string): readonly SolutionLine[] {
  const lines: SolutionLine[] = [];
  let isInside = false;
  for (const [index, raw] of source.split("\n").entries()) {
    const text = raw.trim();
    if (text === "// BEGIN SOLUTION") isInside = true;
    else if (text === "// END SOLUTION") isInside = false;
    else lines.push({ path, line: index + 1, text, isInside });
  }
  return lines;
}

/** Whether a line is long enough to give anything away: brackets and `return x;` are not. */
export function isTelling(line: string): boolean {
  return line.replace(/\W/g, "").length >= 12;
}
