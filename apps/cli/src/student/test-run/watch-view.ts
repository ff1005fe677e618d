import { openProgress } from "../../terminal/progress.ts";
import { colors, print } from "../../terminal/terminal.ts";
import { wrap } from "../../terminal/wrap.ts";
import { type TestedModule, viewTested } from "./test-module.ts";
import type { NoTypeCheck, TypeProblem } from "./type-check.ts";

/** What came of a run's tests, or why there is nothing to show of them. */
export type RunEnd = TestedModule | { readonly refused: string };

/** What came of a run's types: errors, what the compiler says when it cannot say that, or why none is asked. */
export type TypesEnd = readonly TypeProblem[] | string | NoTypeCheck;

/** How the runs of a watch are shown, by their numbers. */
export interface RunView {
  onBegin(run: number): void;
  onTests(run: number, end: RunEnd): Promise<void>;
  onTypes(run: number, end: TypesEnd): void;
  onEnd(): void;
}

const clearScreen = "\u001b[2J\u001b[3J\u001b[H";

/** For a person: a clear screen for each run in a terminal, and a line between runs elsewhere. */
export function screen(id: string): RunView {
  const progress = openProgress({ quiet: true });
  const isTerminal = process.stdout.isTTY === true;
  let isSaid = false;
  return {
    onBegin: () => progress.show(`${id}: testing`),
    async onTests(run, end) {
      const text = "refused" in end ? viewRefused(end.refused) : await viewTested(end);
      progress.end();
      if (isTerminal) process.stdout.write(clearScreen);
      else if (run > 1) print(`\n──── ${id}, run ${run} ────\n`);
      print(text);
    },
    onTypes(_, end) {
      for (const line of viewTypes(end, isSaid)) print(line);
      isSaid = true;
      if (isTerminal) print(colors.dim(`\nWatching ${id}: every save is tested; q ends it.`));
    },
    onEnd: () => progress.end(),
  };
}

/** For a program: a document a line for the tests of a run, and one for its types. */
export function jsonLines(): RunView {
  const line = (value: unknown) => print(JSON.stringify(value));
  let isSaid = false;
  return {
    onBegin: () => {},
    async onTests(run, end) {
      if ("refused" in end) line({ run, kind: "refused", message: end.refused });
      else line({ run, kind: "tests", ...end.rehearsal });
    },
    onTypes(run, end) {
      if (typeof end === "string") line({ run, kind: "types", problems: null, message: end });
      else if (!("reason" in end)) line({ run, kind: "types", problems: end });
      else if (!isSaid) line({ run, kind: "types", problems: null, message: end.reason });
      isSaid = true;
    },
    onEnd: () => {},
  };
}

function viewRefused(sentence: string): string {
  return sentence
    .split("\n")
    .map((line) => `❌ ${line}`)
    .join("\n");
}

/** @param isSaid whether it has been said before that types are not checked. */
function viewTypes(end: TypesEnd, isSaid: boolean): readonly string[] {
  if (typeof end === "string") return ["", ...wrap(`Types could not be checked: ${end}`, 0)];
  if ("reason" in end) return isSaid ? [] : ["", `Types are not checked: ${end.reason}.`];
  if (end.length === 0) return [];
  const lines = end.flatMap(({ file, line, column, message }) =>
    wrap(`${file}:${line}:${column}: ${colors.red(message)}`, 2),
  );
  return ["", `${end.length === 1 ? "1 error" : `${end.length} errors`} of types:`, ...lines];
}
