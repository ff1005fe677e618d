import type { SubmittedFiles } from "@tinytorch/course";

/** A class's submissions by the names of students, and who copied from whom. */
export interface Variants {
  readonly submissions: ReadonlyMap<string, SubmittedFiles>;
  readonly copies: readonly (readonly [string, string])[];
}

/** Every so many students one hands in what another wrote, with other names. */
const copyEvery = 25;
/** So many lines of a hundred get a statement of the student's own beside them. */
const ownStatements = 30;

/** A class made from one solution: each student's has statements of its own throughout, some are copied. The same seed makes the same class. */
export function classOfVariants(solution: SubmittedFiles, students: number, seed: number): Variants {
  const next = random(seed);
  const submissions = new Map<string, SubmittedFiles>();
  const copies: (readonly [string, string])[] = [];
  for (let index = 0; index < students; index += 1) {
    const name = `student-${index}`;
    const source = `student-${index - 1}`;
    const theirs = submissions.get(source);
    if (theirs !== undefined && index % copyEvery === 0) {
      submissions.set(
        name,
        edited(theirs, (text) => text.replace(/\b(own)(\d)/g, "mine$2")),
      );
      copies.push([source, name]);
    } else
      submissions.set(
        name,
        edited(solution, (text) => withStatements(text, next)),
      );
  }
  return { submissions, copies };
}

function edited(files: SubmittedFiles, edit: (text: string) => string): SubmittedFiles {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, edit(text)]));
}

function withStatements(text: string, next: (most: number) => number): string {
  const lines = text.split("\n").flatMap((line) => {
    if (!/^ {2,}[\w\s=.]+;$/.test(line) || next(100) >= ownStatements) return [line];
    return [statement(next), line];
  });
  return lines.join("\n");
}

function statement(next: (most: number) => number): string {
  const operator = () => ["+", "-", "*", "/", "%", "**", "<", ">", "===", "??", "&&", "||"][next(12)] ?? "+";
  const value = () =>
    [`own${next(9)}`, `${next(99)}`, `own${next(9)}[own${next(9)}]`, `f(own${next(9)})`][next(4)] ?? "0";
  const sum = () =>
    Array.from({ length: 3 + next(5) }, value).reduce((left, right) => `${left} ${operator()} ${right}`);
  const start = ["const own", "if (own", "while (own", "for (const own", "return own", "own"][next(6)] ?? "own";
  const names: Readonly<Record<string, string>> = {
    "const own": `const own${next(9)} = ${sum()};`,
    "if (own": `if (${sum()}) own${next(9)} = ${sum()};`,
    "while (own": `while (${sum()}) own${next(9)} += ${sum()};`,
    "for (const own": `for (const own${next(9)} of ${sum()}) f(${sum()});`,
    "return own": `if (${sum()}) throw ${sum()};`,
  };
  return `    ${names[start] ?? `own${next(9)} = [${sum()}, ${sum()}];`}`;
}

/** Whole numbers below a bound, from a seed (a linear congruential generator). */
function random(seed: number): (most: number) => number {
  let state = seed;
  return (most) => {
    state = (state * 1_664_525 + 1_013_904_223) % 2 ** 32;
    return Math.floor((state / 2 ** 32) * most);
  };
}
