import type { CourseMember } from "@tinytorch/api";
import { expect, test } from "vitest";
import { foundPeople, type PeopleChoice } from "./found-people.ts";

const person = (login: string, facts: Partial<CourseMember>): CourseMember => ({
  id: crypto.randomUUID(),
  login,
  ...{ name: null, email: null, sisId: null, lmsId: null, section: null, role: "student", droppedAt: null },
  ...facts,
});
const people = [
  person("zoe", { name: "Zoë O'Connor", section: "A; lab 2", email: "zoe@example.edu" }),
  person("omar", { name: "عمر الخيام", section: "B", sisId: "S04" }),
  person("tutor", { role: "assistant", section: "A" }),
  person("mary", { droppedAt: "2026-11-30T10:00:00.000Z" }),
];
const everybody: PeopleChoice = { search: "", role: "", section: "", dropped: false };

test.each([
  [{}, ["zoe", "omar", "tutor"]],
  [{ search: "oconnor zoe" }, []],
  [{ search: "o'connor ZOE" }, ["zoe"]],
  [{ search: "s04" }, ["omar"]],
  [{ search: "ｚｏｅ" }, ["zoe"]],
  [{ search: "الخيام" }, ["omar"]],
  [{ section: "A", role: "student" }, ["zoe"]],
  [{ dropped: true }, ["mary"]],
] satisfies [Partial<PeopleChoice>, string[]][])("%j finds %j", (choice, logins) => {
  expect(foundPeople(people, { ...everybody, ...choice }).map(({ login }) => login)).toEqual(logins);
});
