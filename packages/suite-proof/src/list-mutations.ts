import type { SubmittedFiles } from "@tinytorch/course";

/** One small change to a module's solution, made by a machine. */
export interface Mutation {
  readonly file: string;
  /** Where it starts, from 1. */
  readonly line: number;
  /** Stryker's name for the kind of change: `EqualityOperator`. */
  readonly kind: string;
  /** The lines it touches, every run of white space as one blank: with the file and `to`, what a mutation is known by. */
  readonly from: string;
  /** What these lines become. */
  readonly to: string;
}

/** A mutation and the whole solution with it made. */
export interface MutatedSolution {
  readonly mutation: Mutation;
  readonly files: SubmittedFiles;
}

/**
 * Every change that Stryker's mutators (https://stryker-mutator.io/docs/mutation-testing-elements/supported-mutators)
 * know for these files, in the order of the text. Each is made in the text itself, so that a mutated solution is graded
 * like any other submission.
 */
export async function listMutations(solution: SubmittedFiles): Promise<readonly MutatedSolution[]> {
  const { Instrumenter } = await import("@stryker-mutator/instrumenter");
  const found = await new Instrumenter(silent).instrument(
    Object.entries(solution).map(([name, content]) => ({ name, content, mutate: true })),
    { plugins: null, excludedMutations: [], ignorers: [] },
  );
  return found.mutants.map(({ fileName: file, location, mutatorName: kind, replacement }) => {
    const text = solution[file] ?? "";
    const lines = lineStarts(text);
    const start = lines[location.start.line] + location.start.column;
    const end = lines[location.end.line] + location.end.column;
    const mutated = replaced(text, start, end, replacement);
    const [first, last] = [lines[location.start.line], lines[location.end.line + 1] ?? text.length];
    const mutation = {
      file,
      line: location.start.line + 1,
      kind,
      from: oneLine(text.slice(first, last)),
      to: oneLine(mutated.slice(first, last + mutated.length - text.length)),
    };
    return { mutation, files: { ...solution, [file]: mutated } };
  });
}

/** `a && b` put in the place of `!(a && b)` must stay one operand of what stands around it. */
function replaced(text: string, start: number, end: number, replacement: string): string {
  const enclosed = text[start - 1] === "(" && text[end] === ")";
  const loose = /&&|\|\||\?\?/.test(replacement) && !enclosed;
  return text.slice(0, start) + (loose ? `(${replacement})` : replacement) + text.slice(end);
}

function lineStarts(text: string): number[] {
  return [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

const never = () => false;
const nothing = () => {};

/** What Stryker asks to be told with. */
const silent = {
  isTraceEnabled: never,
  isDebugEnabled: never,
  isInfoEnabled: never,
  isWarnEnabled: never,
  isErrorEnabled: never,
  isFatalEnabled: never,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
