import { CliError } from "./cli-error.ts";

const whole = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const beginning = /^[0-9a-f][0-9a-f-]{3,34}$/;

/** Whether it is a whole id, in lower case. */
export function isWholeId(text: string): boolean {
  return whole.test(text);
}

/** Whether it may be the beginning of an id, or a whole one. */
export function isIdBeginning(text: string): boolean {
  return whole.test(text.toLowerCase()) || beginning.test(text.toLowerCase());
}

/** A whole id or the beginning of one, as the service writes it. @throws CliError when it is neither. */
export function idBeginning(what: string, text: string): string {
  if (isIdBeginning(text)) return text.toLowerCase();
  const rule = `the ${what} must be named by its id, or by the first 4 characters or more of it`;
  throw new CliError(2, `${rule}, got ${JSON.stringify(text)}`);
}

/**
 * The id that a person means by a whole one, or by its beginning among those that there are; these are asked for only where it is a beginning.
 *
 * @param what it is the id of, as `a question` is called: `question`.
 * @throws CliError when it is neither, or begins several or none of them.
 */
export async function idMeant(
  what: string,
  text: string,
  all: () => Promise<readonly { readonly id: string }[]>,
): Promise<string> {
  const id = idBeginning(what, text);
  if (isWholeId(id)) return id;
  const got = `got ${JSON.stringify(text)}`;
  const found = [...new Set((await all()).map((each) => each.id).filter((each) => each.startsWith(id)))];
  const [first] = found;
  if (first === undefined) throw new CliError(2, `no ${what} has an id that begins so, ${got}`);
  if (found.length === 1) return first;
  throw new CliError(2, `the id must begin one ${what} alone, ${got}, which begins ${found.join(" and ")}`);
}
