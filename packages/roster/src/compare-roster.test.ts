import type { CourseMember, RosterComparison } from "@tinytorch/api";
import { peopleCsv } from "@tinytorch/exports";
import fc from "fast-check";
import { expect, test } from "vitest";
import { compareRoster } from "./compare-roster.ts";
import { readRoster } from "./read-roster.ts";
import type { RosterFile } from "./roster-file.ts";

const options = { loginKey: (login: string) => login.toLowerCase(), dropGone: false };
const read = (text: string) => readRoster(new TextEncoder().encode(text));
const compare = (text: string, people: readonly CourseMember[]) => compareRoster(read(text), people, options);

function member(login: string, facts: Partial<CourseMember> = {}): CourseMember {
  const unknown = { name: null, email: null, sisId: null, lmsId: null, section: null, droppedAt: null } as const;
  return { id: `id of ${login}`, login, role: "student", ...unknown, ...facts };
}

/** What there is once a comparison is applied. */
function applied(people: readonly CourseMember[], found: RosterComparison): CourseMember[] {
  const changed = people.map((person) => {
    const changes = found.changed.find(({ id }) => id === person.id)?.changes ?? [];
    const entries = changes.map(({ field, after }) => (field === "dropped" ? ["droppedAt", null] : [field, after]));
    return { ...person, ...Object.fromEntries(entries) };
  });
  return [...changed, ...found.new.map(({ line: _line, login, ...person }) => member(login, person))];
}

test("who is new, changed, gone and as before", () => {
  const people = [
    member("ada", { sisId: "7", section: "A" }),
    member("grace", { email: "grace@x.edu" }),
    member("mary"),
    member("joan", { droppedAt: "2026-10-01T00:00:00.000Z" }),
  ];
  const found = compare("Name,Email,SIS ID,Section\nAda,,7,B\n,GRACE@x.edu,,\nHedy,hedy@x.edu,9,B\n,,,\n", people);
  expect(found.new).toEqual([
    {
      line: 4,
      login: "hedy@x.edu",
      name: "Hedy",
      email: "hedy@x.edu",
      sisId: "9",
      lmsId: null,
      section: "B",
      role: "student",
    },
  ]);
  expect(found.changed).toEqual([
    {
      ...{ line: 2, id: "id of ada", login: "ada" },
      changes: [
        { field: "name", before: null, after: "Ada" },
        { field: "section", before: "A", after: "B" },
      ],
    },
    {
      line: 3,
      id: "id of grace",
      login: "grace",
      changes: [{ field: "email", before: "grace@x.edu", after: "GRACE@x.edu" }],
    },
  ]);
  expect(found.gone).toEqual([{ id: "id of mary", login: "mary", name: null, section: null }]);
});

test("who was dropped and is in the file is back, and a blank cell takes nothing away", () => {
  const people = [member("ada", { droppedAt: "2026-10-01T00:00:00.000Z", section: "A", email: "ada@x.edu" })];
  expect(compare("Login,Section,Email\nada,,\n", people).changed).toMatchObject([
    { changes: [{ field: "dropped", before: "yes", after: "no" }] },
  ]);
});

test.each([
  ["one person's id with another's address", "SIS ID,Email\n7,grace@x.edu\n", /belongs to ada and to grace/],
  ["the same person twice", "SIS ID,Section\n7,A\n7,B\n", /everybody must stand once, got ada in line 2 too/],
  ["a new address twice", "Name,Email\nA,new@x.edu\nB,NEW@x.edu\n", /everybody must stand once/],
  ["two new people of one name and nothing else", "Name\nAnna Kim\nAnna Kim\n", /everybody must stand once/],
  ["a login that cannot be had", `Name,SIS ID,Login\nAda,,${"x".repeat(101)}\n`, /the login: /],
])("%s is wrong", (_, text, message) => {
  const people = [member("ada", { sisId: "7" }), member("grace", { email: "grace@x.edu" })];
  const { wrong } = compare(text, people);
  expect(wrong).toHaveLength(1);
  expect(wrong[0]?.message).toMatch(message);
});

test("nobody who teaches is changed by a file", () => {
  const people = [member("boss", { role: "admin", email: "boss@x.edu" }), member("prof", { role: "instructor" })];
  const found = compare("Login,Email,Role\nprof,new@x.edu,Student\n,boss@x.edu,Student\n", people);
  expect([found.changed, found.new, found.skipped.map(({ line }) => line)]).toEqual([[], [], [2, 3]]);
});

const id = fc.option(fc.constantFrom("1", "2", "3", "4"), { nil: undefined });
const row = fc.record({
  login: fc.option(fc.constantFrom("ada", "Grace", "mary", "JOAN"), { nil: undefined }),
  name: fc.option(fc.constantFrom("Ada", "Grace, of the navy"), { nil: undefined }),
  email: fc.option(fc.constantFrom("ada@x.edu", "ADA@x.edu", "mary@x.edu"), { nil: undefined }),
  ...{ sisId: id, lmsId: id },
  section: fc.option(fc.constantFrom("A", "B"), { nil: undefined }),
  role: fc.option(fc.constantFrom("student" as const, "assistant" as const), { nil: undefined }),
});

/** As the reader gives rows: without what is blank. */
function fileOf(rows: readonly Partial<Record<string, string>>[]): RosterFile {
  const lines = rows.map((each, index) => ({
    line: index + 2,
    ...Object.fromEntries(Object.entries(each).filter(([, text]) => text !== undefined)),
  }));
  return {
    columns: [],
    rows: lines.filter((each) => Object.keys(each).some((key) => !["line", "section", "role"].includes(key))),
    wrong: [],
    skipped: [],
  };
}

test("a file that is applied changes nothing the next time, and no two people come to share an id", () => {
  let compared = 0;
  fc.assert(
    fc.property(fc.array(row, { maxLength: 5 }), fc.array(row, { maxLength: 5 }), (first, second) => {
      const ready = compareRoster(fileOf(first), [], options);
      if (ready.wrong.length > 0) return;
      const people = applied([], ready);
      const found = compareRoster(fileOf(second), people, options);
      if (found.wrong.length > 0) return;
      compared += 1;
      const after = applied(people, found);
      const again = compareRoster(fileOf(second), after, options);
      expect([again.new, again.changed, again.wrong]).toEqual([[], [], []]);
      for (const key of ["login", "email", "sisId", "lmsId"] as const) {
        const taken = after.flatMap((person) => person[key]?.toLowerCase() ?? []);
        expect(new Set(taken).size, key).toBe(taken.length);
      }
    }),
    { numRuns: 2_000, seed: 7 },
  );
  expect(compared).toBeGreaterThan(100);
});

test("an export for people read as a roster changes nothing: not a name like a formula, not one that is a login, not who was dropped", () => {
  const people = [
    member("ada", { name: "=SUM(A1:A9)", email: "+ada@x.edu", sisId: "-7", section: "@A" }),
    member("grace"),
    member("mary", { name: "Jackson, Mary", droppedAt: "2026-10-01T00:00:00.000Z" }),
  ];
  const rows = people.map(({ droppedAt, name, ...person }) => ({
    person: { ...person, name: name ?? person.login, dropped: droppedAt !== null },
    marks: [],
  }));
  for (const withDropped of [false, true]) {
    const { text } = peopleCsv({ columns: [], rows }, { withDropped });
    expect(compare(text, people)).toMatchObject({ new: [], changed: [], gone: [], wrong: [], same: 2 });
  }
});
