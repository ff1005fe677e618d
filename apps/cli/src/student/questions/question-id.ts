import type { Client } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";

/**
 * The id that a person means by a question's whole id, or by its beginning among those they may see.
 * @throws CliError when it begins none of them, or several.
 */
export async function questionId(client: Pick<Client, "questions">, text: string): Promise<string> {
  const id = text.toLowerCase();
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return id;
  const got = `got ${JSON.stringify(text)}`;
  if (!/^[0-9a-f-]{4,35}$/.test(id)) {
    throw new CliError(2, `a question must be named by its id, or by the first 4 characters or more of it, ${got}`);
  }
  const found: string[] = [];
  let before: number | undefined;
  do {
    const page = await client.questions({ limit: 100, before });
    found.push(...page.questions.flatMap((each) => (each.id.startsWith(id) ? [each.id] : [])));
    before = page.next ?? undefined;
  } while (before !== undefined);
  const [first] = found;
  if (first === undefined) throw new CliError(2, `no question has an id that begins so, ${got}`);
  if (found.length > 1) {
    throw new CliError(2, `the id must begin one question alone, ${got}, which begins ${found.join(" and ")}`);
  }
  return first;
}
