import type { RosterColumn } from "@tinytorch/api";

/** What a column of a roster may hold. */
export type Column = RosterColumn;

/**
 * Headers by what their column holds, without case, spaces and punctuation. Of several that a file has for one thing, the first
 * here is taken: Canvas writes a full name beside a sortable one.
 */
const spellings: Readonly<Record<Column, readonly string[]>> = {
  login: ["login", "sisloginid", "loginid", "username", "netid", "unixid", "uniqname", "account", "user"],
  name: ["displayname", "fullname", "name", "student", "studentname", "shortname", "sortablename"],
  given: ["firstname", "givenname", "given", "forename", "first", "firstnames"],
  family: ["lastname", "surname", "familyname", "family", "last"],
  email: ["email", "emailaddress", "mail", "studentemail", "primaryemail"],
  sisId: ["sisuserid", "sisid", "sid", "studentid", "idnumber", "studentnumber", "userid", "matriculationnumber"],
  lmsId: ["canvasuserid", "canvasid", "lmsid", "lmsuserid"],
  section: ["section", "sections", "sectionname", "group", "groups", "group1"],
  role: ["role", "roles", "role1", "courserole"],
  status: ["status"],
};

/** What an unknown file should have had in its first line. */
export const usualHeaders = "Name, Email, Login, SIS ID, Section, Role";

/** Where a header's columns stand, by what they hold. */
export type Columns = ReadonlyMap<Column, number>;

/** `SIS User ID` as it is looked for. */
function keyOf(header: string): string {
  return header
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, "");
}

/**
 * The columns that a header names, whatever others it has. A plain `ID` is Canvas's own beside a column of the SIS, and else the
 * school's.
 */
export function findColumns(header: readonly string[]): Columns {
  const keys = header.map(keyOf);
  const found = new Map<Column, number>();
  for (const [column, names] of entries(spellings)) {
    const at = names.map((name) => keys.indexOf(name)).find((index) => index !== -1);
    if (at !== undefined) found.set(column, at);
  }
  const plain = keys.indexOf("id");
  const isCanvas = keys.some((key) => key.startsWith("sis"));
  if (plain !== -1 && isCanvas && !found.has("lmsId")) found.set("lmsId", plain);
  if (plain !== -1 && !isCanvas && !found.has("sisId")) found.set("sisId", plain);
  return found;
}

/** Headers that stand twice in their very spelling, of which nobody can tell which to take. */
export function doubledHeader(header: readonly string[], columns: Columns): string | undefined {
  const keys = header.map(keyOf);
  return [...columns.values()]
    .map((at) => header[at] ?? "")
    .find((name) => keys.indexOf(keyOf(name)) !== keys.lastIndexOf(keyOf(name)));
}

/** Whether the header is that of a gradebook that Canvas exported. */
export function isCanvasGradebook(header: readonly string[]): boolean {
  const [first, second, ...rest] = header.map(keyOf);
  return first === "student" && second === "id" && rest.some((key) => key.startsWith("sis") || key === "section");
}

function entries<Key extends string, Value>(record: Readonly<Record<Key, Value>>): [Key, Value][] {
  const keys: Key[] = [];
  for (const key in record) keys.push(key);
  return keys.map((key) => [key, record[key]]);
}
