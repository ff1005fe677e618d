import type { Readable, Writable } from "node:stream";
import type { ModuleManifest } from "@tinytorch/course";
import { type Asked, keepAsked, readAsked } from "./predictions.ts";

/** Where questions are asked. */
export interface Terminal {
  readonly input: Readable;
  readonly output: Writable;
}

type Questions = NonNullable<ModuleManifest["predict"]>;

/**
 * Asks what will happen before it is tried: each prediction is followed by the answer and why. Enter skips a question, Esc all that
 * are left; what is skipped is not told.
 * @returns what was asked; null when the person wants to leave altogether (Ctrl-C).
 */
export async function askPredictions(questions: Questions, terminal: Terminal): Promise<Asked[string] | null> {
  const { isCancel, log, text } = await import("@clack/prompts");
  const asked: Asked[string][number][] = [];
  const interrupt = watchInterrupt(terminal.input);
  try {
    log.message("First a guess. None of this is graded: Enter skips a question, Esc skips them all.", terminal);
    for (const { question, answer, why } of questions) {
      const given = await text({ message: question, placeholder: "your prediction", ...terminal });
      if (interrupt.came()) return null;
      if (isCancel(given)) break;
      const prediction = (given ?? "").trim();
      asked.push({ question, prediction: prediction === "" ? null : prediction });
      if (prediction !== "") log.message(`${answer}\n${why}`, terminal);
    }
  } finally {
    interrupt.end();
  }
  const left = questions.slice(asked.length).map(({ question }) => ({ question, prediction: null }));
  return [...asked, ...left];
}

/** Asks a module's questions before its first run, once. @returns whether the run is still wanted. */
export async function askOnce(course: string, manifest: ModuleManifest, terminal: Terminal): Promise<boolean> {
  const { id, predict } = manifest;
  if (predict === undefined || Object.hasOwn(await readAsked(course), id)) return true;
  const asked = await askPredictions(predict, terminal);
  if (asked === null) return false;
  await keepAsked(course, id, asked);
  return true;
}

/** Tells Ctrl-C from Esc, which are the same to a prompt. */
function watchInterrupt(input: Readable): { came(): boolean; end(): void } {
  let hasCome = false;
  const look = (_: unknown, key: { readonly ctrl?: boolean; readonly name?: string } | undefined) => {
    if (key?.ctrl === true && key.name === "c") hasCome = true;
  };
  input.on("keypress", look);
  return { came: () => hasCome, end: () => void input.off("keypress", look) };
}
