import type { BookRow, Column, Mark, Person } from "../book.ts";

/** For tests: a person of whom a login is known, and whatever else is said. */
export function person(login: string, known: Partial<Person> = {}): Person {
  const nothing = { email: null, sisId: null, lmsId: null, section: null, dropped: false };
  return { id: `account-${login}`, login, name: login, ...nothing, ...known };
}

export function column(module: string, maximum = 100): Column {
  return { module, title: module, maximum };
}

export function points(module: string, value: number, of = 100): Mark {
  return { module, excused: false, points: value, of };
}

export function excused(module: string): Mark {
  return { module, excused: true };
}

export function row(who: Person, ...marks: readonly Mark[]): BookRow {
  return { person: who, marks };
}

/** Names as people have them: several scripts, commas, quotes, one word, two of the same, one who left. */
export const people: readonly Person[] = [
  person("ada", {
    name: 'Lovelace, Ada "Countess"',
    sisId: "S01",
    lmsId: "101",
    email: "ada@example.edu",
    section: "A",
  }),
  person("zoe", { name: "Zoë O’Brien-Þór", sisId: "S02", lmsId: "102", email: "zoe@example.edu", section: "A" }),
  person("li", { name: "李明", sisId: "S03", lmsId: "103", email: "li@example.edu", section: "B" }),
  person("layla", { name: "ليلى الأخيلية", sisId: "S04", lmsId: "104", email: "layla@example.edu", section: "B" }),
  person("plato", { name: "Plato", sisId: "S05", lmsId: "105", email: "plato@example.edu" }),
  person("kim1", { name: "Kim Lee", sisId: "S06", lmsId: "106", email: "kim1@example.edu" }),
  person("kim2", { name: "Kim Lee", sisId: "S07", lmsId: "107", email: "kim2@example.edu" }),
  person("sum", { name: "=SUM(A1:A9)", sisId: "S08", lmsId: "108", email: "sum@example.edu" }),
  person("gone", { name: "Gone", sisId: "S09", lmsId: "109", email: "gone@example.edu", dropped: true }),
];
