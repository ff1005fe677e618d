import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openMemory } from "../../database/memory.ts";
import { openTestStore, type TestStore } from "../../testing/open-test-store.ts";
import { openSubmissionFacts, type SubmissionFacts } from "./submission-facts.ts";

function connect({ folder }: TestStore) {
  const database = new Database(join(folder, "autograder.sqlite"));
  onTestFinished(() => void database.close());
  return { database, facts: openSubmissionFacts(openMemory(database)) };
}

/** As plain lists, in an order of their own. */
function told(facts: SubmissionFacts) {
  return Array.from(facts.ofAll(), ([person, own]) => [person, Array.from(own).sort()] as const).sort();
}

test("what another connection changes is seen", () => {
  const service = openTestStore();
  const { submissionId } = service.graded("studentA", 40);
  const { facts } = connect(service);
  const scores = () => told(facts).flatMap(([, own]) => own.flatMap(([, all]) => all.map(({ run }) => run?.score)));
  expect(scores()).toEqual([40]);
  service.graded("studentB", 50);
  expect(scores().sort()).toEqual([40, 50]);
  expect(service.read(`SELECT 1 FROM submissions WHERE id = '${submissionId}'`)).toHaveLength(1);
});

test("a read that throws loses nobody's change, whether all were held or single people", () => {
  for (const held of ["all", "each"]) {
    const service = openTestStore();
    const names = ["studentA", "studentB"];
    for (const name of names) service.graded(name, 40);
    const people = told(connect(service).facts).map(([person]) => person);
    const { database, facts } = connect(service);
    const scores = () =>
      people.map((person) =>
        facts
          .of(person)
          .get("01-echo")
          ?.map(({ run }) => run?.score),
      );
    if (held === "all") facts.ofAll();
    expect(scores()).toEqual([[40], [40]]);
    database.prepare("DELETE FROM standing_runs").run();
    database.exec("ALTER TABLE load_checks RENAME TO away");
    expect(scores).toThrow("no such table");
    database.exec("ALTER TABLE away RENAME TO load_checks");
    expect(scores()).toEqual([[undefined], [undefined]]);
  }
});

test("what a transaction changes is read inside, and forgotten when it is undone", () => {
  const service = openTestStore();
  service.graded("studentA", 40);
  const { database, facts } = connect(service);
  const before = told(facts);
  const undone = database.transaction(() => {
    database.prepare("DELETE FROM standing_runs").run();
    expect(told(facts).flatMap(([, own]) => own.flatMap(([, all]) => all.map(({ run }) => run)))).toEqual([null]);
    throw new Error("undone");
  });
  expect(undone).toThrow("undone");
  expect(told(facts)).toEqual(before);
});
