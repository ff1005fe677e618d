import type { Client } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";
import { idBeginning, isWholeId } from "../../terminal/id-meant.ts";

/** Of one page of a list, the longest there is. */
const pageLength = 100;

/**
 * The id that a person means by a submission's whole id, or by its beginning among those that they may see: their own, and for staff
 * also those of whom they teach.
 * @throws CliError when it is neither, or begins several or none of them.
 */
export async function submissionId(client: Pick<Client, "submissions" | "me">, text: string): Promise<string> {
  const id = idBeginning("submission", text);
  if (isWholeId(id)) return id;
  const got = `got ${JSON.stringify(text)}`;
  const [{ whose }, { role }] = await Promise.all([import("@tinytorch/api"), client.me()]);
  const isStaff = whose("work.read", role) !== "own";
  const { submissions } = await client.submissions({
    beginning: id,
    scope: isStaff ? "all" : "own",
    limit: pageLength,
  });
  const [first] = submissions;
  if (first === undefined) {
    throw new CliError(
      2,
      `no submission ${isStaff ? "that you may see" : "of yours"} has an id that begins so, ${got}`,
    );
  }
  if (submissions.length > 1) {
    const begun = submissions.map((each) => each.id).join(" and ");
    throw new CliError(2, `the id must begin one submission alone, ${got}, which begins ${begun}`);
  }
  return first.id;
}

/** All submissions of one person, oneself where nobody is named, newest first, asked for page by page as they are wanted. */
export async function* submissionsOf(
  client: Pick<Client, "submissions">,
  { module, student }: { readonly module?: string | undefined; readonly student?: string | undefined },
) {
  let before: string | undefined;
  do {
    const page = await client.submissions({ limit: pageLength, module, student, before });
    yield* page.submissions;
    before = page.next ?? undefined;
  } while (before !== undefined);
}
