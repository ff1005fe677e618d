import type { Standing } from "@tinytorch/api";
import { type Sentence, sayStanding } from "@tinytorch/api/words";
import type { SubmittedFiles } from "@tinytorch/course";
import { localTime } from "../../terminal/terminal.ts";
import { viewBytes } from "../../terminal/view-bytes.ts";
import { wrap } from "../../terminal/wrap.ts";

/** Of so many files each is named. */
const mostNamed = 12;

/** What will be sent: how much, and the first files with their sizes. */
export function viewFiles(module: string, files: SubmittedFiles): readonly string[] {
  const sizes = Object.entries(files).map(([path, text]) => ({ path, bytes: Buffer.byteLength(text) }));
  const total = sizes.reduce((sum, { bytes }) => sum + bytes, 0);
  const named = sizes.slice(0, mostNamed).map(({ path, bytes }) => `${path} ${viewBytes(bytes)}`);
  const more = sizes.length > mostNamed ? [`and ${sizes.length - mostNamed} more`] : [];
  const count = sizes.length === 1 ? "1 file" : `${sizes.length} files`;
  return [`To ${module}: ${count}, ${viewBytes(total)}.`, ...wrap([...named, ...more].join(", "), 2)];
}

/**
 * What handing in now would do: in time or not, and to the grade.
 *
 * @param moment how a moment is said; on the reader's clock alone by default.
 * @param exceptions what holds for this person alone, a sentence each.
 */
export function viewStanding(
  standing: Standing,
  moment: Moment = localTime,
  exceptions: readonly string[] = [],
): readonly string[] {
  const { time, attempts, lateDays, grade } = sayStanding(standing, Date.now());
  return [time, ...exceptions, attempts, lateDays, grade]
    .filter((told) => told !== null)
    .flatMap((told) => wrap(typeof told === "string" ? told : inWords(told, moment), 0));
}

function inWords(sentence: Sentence, moment: Moment): string {
  return sentence.map((part) => (typeof part === "string" ? part : moment(part.at))).join("");
}

type Moment = (instant: string) => string;
