import type { Client, CourseMember } from "@tinytorch/api";
import { CliError } from "../../terminal/cli-error.ts";
import { either } from "../../terminal/listed.ts";
import { visible } from "../../terminal/visible.ts";

/**
 * Whoever has the login, dropped or not; where nobody has, whoever is meant by an id, an e-mail address or a name, in whatever case.
 * @throws CliError when it is nobody whom the account may see, or several.
 */
export async function namedPerson(service: Pick<Client, "people">, text: string): Promise<CourseMember> {
  const [person] = (await service.people({ login: text, dropped: "all" })).people;
  if (person !== undefined) return person;
  const [first, ...others] = meantBy((await service.people({ dropped: "all" })).people, text);
  const got = `got ${JSON.stringify(text)}`;
  if (first === undefined) {
    throw new CliError(2, `it must be somebody's login, name, e-mail address or id, ${got}`);
  }
  if (others.length === 0) return first;
  const logins = [first, ...others].map(({ login }) => JSON.stringify(login));
  throw new CliError(2, `it must be one person alone, ${got}, which may be ${either(logins)}`);
}

function meantBy(people: readonly CourseMember[], text: string): readonly CourseMember[] {
  const key = letters(text);
  const rules: readonly ((person: CourseMember) => boolean)[] = [
    ({ id, sisId, lmsId }) => [id, sisId, lmsId].includes(text.trim()),
    ({ email }) => email !== null && letters(email) === key,
    ({ name }) => name !== null && letters(name) === key,
  ];
  for (const rule of rules) {
    const found = people.filter(rule);
    if (found.length > 0) return found;
  }
  return [];
}

function letters(text: string): string {
  return text.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

/** `ada (Ada Lovelace)` */
export function sayPerson({ login, name }: Pick<CourseMember, "login" | "name">): string {
  return name === null || name === login ? visible(login) : `${visible(login)} (${visible(name)})`;
}
