import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openMemory } from "../../database/memory.ts";
import { happen, modules } from "../../testing/happen.ts";
import { openTestStore, type TestStore } from "../../testing/open-test-store.ts";
import { openStandingExceptions } from "../exceptions/standing.ts";
import { noDetail } from "../exceptions/store.ts";
import { openLateDayBanks } from "../late-days/banks.ts";
import { type Grades, openGrades } from "./store.ts";

/** Grades on a connection of their own, which remember nothing yet. */
function connect({ folder, store }: TestStore) {
  const database = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => void database.close());
  const memory = openMemory(database);
  const exceptions = openStandingExceptions(memory);
  const banks = openLateDayBanks(memory, exceptions);
  return { database, grades: openGrades(memory, { assignments: store.grades.assignment, exceptions, banks }) };
}

/** What is said of single persons, in every way of asking. */
function ofEach(grades: Grades, people: readonly string[]) {
  const terms = grades.terms();
  return people.map((person) => ({
    all: grades.of(person),
    each: modules.map((module) => ({ facts: grades.facts(person, module), terms: terms(person, module) })),
  }));
}

/** What is said of everybody at once; people of a module come in any order. */
function ofAll(grades: Grades) {
  return {
    students: grades.ofStudents(),
    inModule: modules.map((module) => grades.ofStudents({ module })),
    modules: modules.map((module) => new Set(grades.ofModule(module))),
    each: grades.factsOfEach(
      grades.ofStudents().flatMap(({ student }) => modules.map((module) => ({ userId: student.id, module }))),
    ),
  };
}

test.each([1, 2, 3, 4])(
  "after every move or two what is remembered is what another connection reads, by seed %d",
  (seed) => {
    const service = openTestStore();
    happen(service, seed, 60);
    // Few at a time: what one of them leaves remembered by mistake another would have read anew.
    for (let round = 0; round < 60; round += 1) {
      happen(service, seed * 100 + round, 2);
      const people = service.read<{ id: string }>("SELECT id FROM users").map(({ id }) => id);
      const [fresh, held] = [connect(service).grades, service.store.grades];
      expect(ofEach(held, people)).toEqual(ofEach(fresh, people));
      // Single persons are asked for before all are asked for at once, and after.
      if (round >= 30) expect(ofAll(held)).toEqual(ofAll(fresh));
    }
    const all = service.store.grades.ofStudents().flatMap(({ facts }) => facts);
    expect(all.some(({ submissions }) => submissions.length > 0)).toBe(true);
    expect(all.some(({ exceptions }) => exceptions.length > 0)).toBe(true);
    expect(all.some(({ lateDaysLeft = 0 }) => lateDaysLeft > 0)).toBe(true);
  },
);

/** Every way of asking for facts, alone: another one beside it would look at what others have changed in its place. */
const ways: Readonly<Record<string, (grades: Grades, person: string) => unknown>> = {
  facts: (grades, person) => modules.map((module) => grades.facts(person, module)),
  factsOfEach: (grades, userId) => grades.factsOfEach(modules.map((module) => ({ userId, module }))),
  of: (grades, person) => grades.of(person),
  ofStudents: (grades) => grades.ofStudents(),
  ofModule: (grades) => modules.map((module) => grades.ofModule(module)),
};

test.each(Object.entries(ways))("what another connection changes is read anew by %s", (_, ask) => {
  const service = openTestStore();
  const { store, instructor, graded } = service;
  graded("studentA", 40);
  const [{ id: person } = { id: "" }] = service.read<{ id: string }>("SELECT id FROM users WHERE name = 'studentA'");
  const { grades: held } = connect(service);
  const excuse = { ...noDetail, kind: "excuse", userId: person, module: "01-echo", because: "illness" } as const;
  for (const change of [
    () => graded("studentA", 50),
    () => store.exceptions.add(instructor, excuse),
    () => store.lateDays.grant(instructor, person, 1, "illness"),
  ]) {
    const before = ask(held, person);
    change();
    const after = ask(held, person);
    expect(after).toEqual(ask(connect(service).grades, person));
    expect(after).not.toEqual(before);
  }
});

test("what a transaction decides holds inside, for single persons and for all, and no more once it is undone", () => {
  for (const held of ["all", "each"]) {
    const service = openTestStore();
    for (let round = 0; round < 4; round += 1) happen(service, round, 30);
    const { database, grades } = connect(service);
    const people = service.read<{ id: string }>("SELECT id FROM users WHERE role = 'student'").map(({ id }) => id);
    if (held === "all") ofAll(grades);
    const before = ofEach(grades, people);
    const undone = database.transaction(() => {
      database.exec("UPDATE exceptions SET removed_at = 1, removed_by = user_id WHERE removed_at IS NULL");
      database.exec("UPDATE late_day_grants SET removed_at = 1, removed_by = (SELECT id FROM users)");
      const facts = [
        ...ofEach(grades, people).flatMap(({ all, each }) => [...all, ...each.map((one) => one.facts)]),
        ...grades.ofStudents().flatMap((student) => student.facts),
      ];
      for (const { exceptions, extensionsOfAll, lateDaysLeft } of facts) {
        expect([exceptions, extensionsOfAll, lateDaysLeft]).toEqual([[], [], 0]);
      }
      throw new Error("undone");
    });
    expect(undone).toThrow("undone");
    expect(ofEach(grades, people)).toEqual(before);
    expect(before.some(({ all }) => all.some(({ exceptions }) => exceptions.length > 0))).toBe(true);
  }
});

test("work that the grader gives up on is remembered as such, though nothing but its state has changed", () => {
  const { store, submit, bury, read } = openTestStore();
  submit("studentA");
  const [person] = read<{ id: string }>("SELECT id FROM users WHERE name = 'studentA'");
  const failed = () =>
    store.grades.of(person?.id ?? "").map(({ submissions }) => submissions.map((each) => each.failed));
  expect(failed()).toEqual([[false]]);
  bury("no sandbox");
  expect(failed()).toEqual([[true]]);
});
