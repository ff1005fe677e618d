import type { StrippedBefore, SubmissionToRehearse } from "@tinytorch/sandbox/portable";
import { absentWords, RehearsalSession, undefinedName } from "@tinytorch/sandbox/portable";
import type { Draw } from "../runner/messages.ts";
import { type Drawn, type Picture, pictureSchema } from "./picture.ts";
import type { TabProcess } from "./tab-process.ts";

/** Loads a submission and runs a lab on it; the process ends with it. What is stripped of types is kept in `before`. */
export async function drawPicture(
  process: TabProcess,
  before: StrippedBefore,
  submission: Omit<SubmissionToRehearse, "tests" | "testFiles">,
  { milliseconds, ...asked }: Omit<Draw, "type">,
): Promise<Drawn> {
  const session = new RehearsalSession(async () => process, { before });
  try {
    // A picture shows the student's code beside the library's: nothing of that is withheld here.
    const { problems } = await session.open({ ...submission, withheld: [], tests: {}, testFiles: [] });
    const [broken] = problems;
    if (broken !== undefined) {
      const { file, line, message } = broken;
      const where = line === null ? null : `${file}:${line}`;
      return { type: "words", words: `${file} does not load: ${message}`, where, console: await printed(process) };
    }
    const answer = await process.draw({ ...asked, milliseconds });
    const console = await printed(process);
    if (answer.type === "late") {
      const where = answer.where ? `${answer.where.file}:${answer.where.line}` : null;
      const at = where === null ? "" : ` at ${where}`;
      const words = `The code ran longer than ${answer.milliseconds / 1_000} s and was stopped${at}.`;
      return { type: "words", words, where, console };
    }
    if (answer.type !== "replied") return { type: "words", words: "The code ran out of memory.", where: null, console };
    const { reply } = answer;
    if (reply.type === "value") {
      const picture = readPicture(reply.value);
      return picture === null
        ? { type: "words", words: noPicture, where: null, console }
        : { type: "picture", picture, console };
    }
    return { type: "words", words: inWords(reply.type === "failure" ? reply.detail : ""), where: null, console };
  } finally {
    await session.close();
  }
}

/** It was made where the student's code had run: what that has put in the place of the language's own made it something else. */
const noPicture = "What came of it is no picture: does the code change what the language has, such as Array.prototype?";

function readPicture(json: string): Picture | null {
  try {
    return pictureSchema.parse(JSON.parse(json));
  } catch {
    return null;
  }
}

function inWords(detail: string): string {
  const todo = /^\w*Error: TODO\([^)]*\): (.*)$/s.exec(detail)?.[1];
  if (todo !== undefined) return `Not written yet: ${todo}.`;
  const [, name = "", message = ""] = /^(\w+): (.*)$/s.exec(detail) ?? [];
  return absentWords(undefinedName(name, message)) ?? detail;
}

async function printed(process: TabProcess): Promise<string> {
  const reply = await process.exchange({ type: "console" }, 1_000);
  return reply.type === "console" ? reply.text : "";
}
