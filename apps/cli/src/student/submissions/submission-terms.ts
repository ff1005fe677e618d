import type { Client, Submission } from "@tinytorch/api";
import { viewException } from "./exception-view.ts";
import { sayGrade } from "./grade-view.ts";
import { readTerms, unlessRefused } from "./terms.ts";
import { viewExplained, viewLeft } from "./terms-view.ts";

/**
 * What holds for a submission's student in its module: to its student with the grade and what is left of attempts and late days; to
 * staff what was decided about this one person.
 */
export async function submissionTerms(client: Client, { module, student }: Submission): Promise<readonly string[]> {
  const [me, { exceptions }] = await Promise.all([client.me(), readTerms(client, { student: student.id, module })]);
  const standing = me.id === student.id ? await unlessRefused(client.standing(module)) : null;
  if (standing === null) return exceptions.map(viewException);
  const explained = viewExplained(standing.grade, exceptions);
  const head = explained.length > 0 && standing.grade !== null ? [sayGrade(standing.grade)] : [];
  return [...head, ...explained, ...viewLeft(standing)];
}
