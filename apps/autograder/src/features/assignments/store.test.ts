import { join } from "node:path";
import { openCalendar } from "@tinytorch/course";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { openStore } from "../../store.ts";
import { openTestStore } from "../../testing/open-test-store.ts";

const module = "01-echo";
const courseJson = (due: string) => openCalendar({ zone: "UTC", due: { [module]: due } }, [module, "02-echo"]);

test("what was decided survives a start with another course.json, whose module is named; what nobody changed is not", () => {
  const { folder, clock, store, instructor } = openTestStore({ calendar: courseJson("2126-12-06T23:59") });
  store.assignments.change(instructor, module, { due: "2126-12-07T23:59" }, "as announced");
  store.close();
  const again = openStore(folder, clock, 1, courseJson("2126-12-06T23:59"));
  expect(again.assignments.rules(module).due).toBe("2126-12-07T23:59");
  expect(again.assignments.changedSince).toEqual([module]);
  again.assignments.undo(instructor, module, "a slip");
  again.close();
  const last = openStore(folder, clock, 1, courseJson("2126-12-06T23:59"));
  onTestFinished(() => last.close());
  expect(last.assignments.changedSince).toEqual([]);
  expect(last.assignments.rules("02-echo").due).toBeNull();
});

test.each([
  [33.333, 33.33],
  [0.001, 0.01],
  [40, 40],
])("points of %s that an older release stored are read as %s", (stored, read) => {
  const { folder, clock, store, instructor } = openTestStore();
  store.assignments.change(instructor, module, { points: 7 }, "as announced");
  store.close();
  const database = new Database(join(folder, "autograder.sqlite"));
  database.prepare("UPDATE assignments SET points = ? WHERE points = 7").run(stored);
  database.close();
  const again = openStore(folder, clock);
  onTestFinished(() => again.close());
  expect(again.assignments.rules(module).points).toBe(read);
});

test("a change that is refused leaves what held, also to grades that are worked out afterwards", () => {
  const { store, instructor } = openTestStore({ calendar: courseJson("2126-12-06T23:59") });
  const before = store.grades.assignment(module);
  expect(() => store.assignments.change("nobody", module, { attempts: 3 }, "x")).toThrow("FOREIGN KEY");
  expect(store.grades.assignment(module)).toEqual(before);
  expect(() => store.assignments.change(instructor, module, { closes: "2126-12-05T23:59" }, "x")).toThrow(
    "closes: must not be before the due date",
  );
  expect(store.grades.assignment(module)).toEqual(before);
  const fails = () => {
    store.assignments.change(instructor, module, { attempts: 3 }, "x");
    expect(store.grades.assignment(module).attempts).toBe(3);
    throw new Error("it cannot be shown");
  };
  expect(() => store.together(fails)).toThrow("it cannot be shown");
  expect(store.grades.assignment(module)).toEqual(before);
  expect(store.assignments.newest(module)?.by ?? null).toBeNull();
});

test("what holds already is no change, so that taking back takes back what was decided before", () => {
  const { store, instructor, read } = openTestStore({ calendar: courseJson("2126-12-06T23:59") });
  for (let time = 0; time < 2; time += 1) store.assignments.change(instructor, module, { attempts: 3 }, "as announced");
  expect(read(`SELECT 1 FROM audit WHERE action = 'assignment.changed' AND actor = '${instructor}'`)).toHaveLength(1);
  store.assignments.undo(instructor, module, "a slip");
  expect(store.assignments.rules(module).attempts).toBeNull();
});
