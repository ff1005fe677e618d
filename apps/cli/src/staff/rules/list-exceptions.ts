import type { ExceptionKind, ExceptionRecord } from "@tinytorch/api";
import { openClient } from "../../student/account/client.ts";
import { namedPerson } from "../../student/account/named-person.ts";
import { moduleId } from "../../student/course/module-id.ts";
import { viewName } from "../../terminal/message-view.ts";
import { renderTable } from "../../terminal/table.ts";
import { localTime, print, printJson } from "../../terminal/terminal.ts";
import { visible } from "../../terminal/visible.ts";
import { wrap } from "../../terminal/wrap.ts";

/** Which are listed, and how. */
export interface Listing {
  readonly kinds: readonly ExceptionKind[];
  /** What is said when there are none. */
  readonly none: string;
  readonly student?: string | undefined;
  readonly module?: string | undefined;
  readonly all?: boolean | undefined;
  readonly json?: boolean | undefined;
}

/** Lists what holds for single students, by name and module as everywhere, with why and by whom. */
export async function listExceptions(listing: Listing): Promise<void> {
  const { kinds, none, all = false } = listing;
  const client = await openClient();
  const student = listing.student === undefined ? undefined : (await namedPerson(client, listing.student)).id;
  const module = listing.module === undefined ? undefined : await moduleId(client, listing.module);
  const found = (await client.exceptions({ student, module, all: String(all) })).exceptions;
  const exceptions = found.filter(({ kind }) => kinds.includes(kind)).toSorted(byStudentAndModule);
  if (listing.json) return printJson({ exceptions });
  if (exceptions.length === 0) return print(none);
  const { viewParts } = await import("../../student/submissions/exception-view.ts");
  const rows = exceptions.map((each) => [
    each.id.slice(0, 8),
    viewName(each.student),
    each.module,
    viewParts(each).map(narrow).join("\n"),
    narrow(visible(each.because)),
    `${viewName({ name: each.by })}\n${localTime(each.at)}`,
    ...(all
      ? [each.removed === null ? "–" : `${viewName({ name: each.removed.by })}\n${localTime(each.removed.at)}`]
      : []),
  ]);
  print(await renderTable(["Id", "Student", "Module", "What", "Why", "By", ...(all ? ["Taken back"] : [])], rows));
}

/** Of one student in one module the oldest first, as they come. */
function byStudentAndModule(one: ExceptionRecord, other: ExceptionRecord): number {
  const [a, b] = [one, other].map(({ student, module }) => `${student.name.toLowerCase()}\n${module}`);
  return a === b ? 0 : String(a) < String(b) ? -1 : 1;
}

/** A cell of lines that are not too long for a table. */
function narrow(text: string): string {
  return wrap(text, 0, 40).join("\n");
}
