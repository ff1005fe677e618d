import type { Client, Question } from "@tinytorch/api";
import { idMeant } from "../../terminal/id-meant.ts";

/**
 * The id that a person means by a question's whole id, or by its beginning among those they may see.
 * @throws CliError when it begins none of them, or several.
 */
export function questionId(client: Pick<Client, "questions">, text: string): Promise<string> {
  return idMeant("question", text, () => allQuestions(client));
}

async function allQuestions(client: Pick<Client, "questions">): Promise<readonly Question[]> {
  const found: Question[] = [];
  let before: number | undefined;
  do {
    const page = await client.questions({ limit: 100, before });
    found.push(...page.questions);
    before = page.next ?? undefined;
  } while (before !== undefined);
  return found;
}
