import type { ChangedField, ChangedPerson, CourseMember, NewPerson, Owner, RosterComparison } from "@tinytorch/api";
import { grants, personFieldNames, userNameSchema } from "@tinytorch/api";
import { openIndex, type PersonIndex } from "./person-index.ts";
import type { OnLine, RosterFile, RosterRow } from "./roster-file.ts";

export interface CompareOptions {
  /** What makes two logins the same. */
  loginKey(login: string): string;
  /** Whether active students whom the file does not name are to be dropped. */
  readonly dropGone: boolean;
}

/**
 * What a roster file would change among the people there are. A row is about who has its LMS id, SIS id, login or e-mail address; a
 * row that has some of one person and some of another is wrong. A blank cell changes nothing. Applied and compared again, nothing is
 * new or changed.
 */
export function compareRoster(
  file: RosterFile,
  people: readonly CourseMember[],
  { loginKey, dropGone }: CompareOptions,
): RosterComparison {
  const here = openIndex(people, loginKey);
  const seen = openIndex<RosterRow & { readonly login: string }>([], loginKey);
  const wrong: OnLine[] = [...file.wrong];
  const skipped: OnLine[] = [...file.skipped];
  const created: NewPerson[] = [];
  const changed: ChangedPerson[] = [];
  const named = new Set<string>();
  let same = 0;

  for (const row of file.rows) {
    const { line } = row;
    const found = personOf(row, here);
    if ("wrong" in found) {
      wrong.push({ line, message: found.wrong });
      continue;
    }
    const { person, login } = found;
    const [twin] = seen.sharing({ ...row, login });
    if (twin !== undefined || (person !== undefined && named.has(person.id))) {
      const other = twin === undefined ? "an earlier line" : `line ${twin.line}`;
      wrong.push({ line, message: `everybody must stand once, got ${login} in ${other} too` });
      continue;
    }
    seen.add({ ...row, login });
    if (person === undefined) {
      created.push(newPerson(row, login));
      continue;
    }
    named.add(person.id);
    if (!mayChange(person)) {
      skipped.push({ line, message: `an import leaves those who teach as they are, got ${person.login}` });
      continue;
    }
    const changes = changesOf(row, person);
    if (changes.length === 0) same += 1;
    else changed.push({ line, id: person.id, login: person.login, changes });
  }
  const gone = people
    .filter(({ id, role, droppedAt }) => role === "student" && droppedAt === null && !named.has(id))
    .map(({ id, login, name, section }) => ({ id, login, name, section }));
  wrong.sort((one, other) => one.line - other.line);
  skipped.sort((one, other) => one.line - other.line);
  return { columns: [...file.columns], new: created, changed, gone, wrong, skipped, same, dropGone };
}

function mayChange({ role }: Pick<Owner, "role">): boolean {
  return grants.instructor.includes(role);
}

type Found = { readonly person: CourseMember | undefined; readonly login: string } | { readonly wrong: string };

/** Whom a row is about, and what the account is called that it would get. */
function personOf(row: RosterRow, here: PersonIndex<CourseMember>): Found {
  const [person, other] = here.sharing(row);
  if (person !== undefined && other !== undefined) {
    return { wrong: `a row must be about one person, got what belongs to ${person.login} and to ${other.login}` };
  }
  if (person !== undefined) return { person, login: row.login ?? person.login };
  const login = row.login ?? row.email ?? row.sisId ?? row.lmsId ?? row.name ?? "";
  const parsed = userNameSchema.safeParse(login);
  if (!parsed.success)
    return { wrong: `a login must be had from the row, got ${JSON.stringify(login.slice(0, 60))}: add a column Login` };
  const [known] = here.sharing({ login: parsed.data });
  if (known !== undefined && isAnother(row, known)) {
    return { wrong: `the login must be new, got ${parsed.data}, who is somebody else: add a column Login` };
  }
  return { person: known, login: parsed.data };
}

/** Whether an account of the row's login has another's ids. */
function isAnother(row: RosterRow, person: CourseMember): boolean {
  return (["sisId", "lmsId", "email"] as const).some(
    (fact) => row[fact] !== undefined && person[fact] !== null && row[fact] !== person[fact],
  );
}

function newPerson({ line, role = "student", ...row }: RosterRow, login: string): NewPerson {
  const { name = null, email = null, sisId = null, lmsId = null, section = null } = row;
  return { line, login, name, email, sisId, lmsId, section, role };
}

const facts = ["login", ...personFieldNames] as const satisfies readonly ChangedField[];

function changesOf(row: RosterRow, person: CourseMember): ChangedPerson["changes"] {
  const changes: ChangedPerson["changes"] = facts.flatMap((field) => {
    const after = row[field];
    // Who has no name of their own is shown, and exported, by the login.
    const before = field === "name" ? (person.name ?? person.login) : person[field];
    return after === undefined || after === before ? [] : [{ field, before: person[field], after }];
  });
  if (row.role !== undefined && row.role !== person.role && person.role !== "ci") {
    changes.push({ field: "role", before: person.role, after: row.role });
  }
  if (person.droppedAt !== null) changes.push({ field: "dropped", before: "yes", after: "no" });
  return changes;
}
