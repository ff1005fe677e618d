export interface LeakedLine {
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  readonly text: string;
}

type Sources = ReadonlyMap<string, string>;

/**
 * Lines of a starter that stand word for word inside a solution region and nowhere outside one: text that only the
 * solution has. A line too short to give anything away (brackets, `return x;`) does not count.
 */
export function leakedLines(solution: Sources, starter: Sources): readonly LeakedLine[] {
  const inside = new Set<string>();
  const outside = new Set<string>();
  for (const source of solution.values()) {
    let region = false;
    for (const raw of source.split("\n")) {
      const line = raw.trim();
      if (line === "// BEGIN SOLUTION") region = true;
      else if (line === "// END SOLUTION") region = false;
      else (region ? inside : outside).add(line);
    }
  }
  const secret = (line: string) => line.replace(/\W/g, "").length >= 12 && inside.has(line) && !outside.has(line);
  return [...starter].flatMap(([path, source]) =>
    source
      .split("\n")
      .map((raw, index) => ({ path, line: index + 1, text: raw.trim() }))
      .filter(({ text }) => secret(text)),
  );
}
