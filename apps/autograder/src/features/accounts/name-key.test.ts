import { expect, test } from "vitest";
import { nameKey } from "./name-key.ts";
import { nameWarnings } from "./name-warnings.ts";

test.each([
  ["Ada", "ADA"],
  ["Zo\u00EB", "zoe\u0308"],
  ["Strauß", "STRAUSS"],
  ["Οδυσσεύς", "ΟΔΥΣΣΕΎΣ"],
  ["ﬁona", "fiona"],
  ["Ａｄａ", "ada"],
  ["علی\u200Cرضا", "علیرضا"],
  ["student①", "student1"],
])("%s and %s are the same name", (one, other) => {
  expect(nameKey(one)).toBe(nameKey(other));
});

test.each([
  ["Isıl", "Isil"],
  ["Zoë", "Zoe"],
  ["studentA", "studentB"],
  ["Ada", "Аda"],
])("%s and %s are two names", (one, other) => {
  expect(nameKey(one)).not.toBe(nameKey(other));
});

test.each([
  ["раураl", "paypal", 2],
  ["Ηannah", "Hannah", 2],
  ["student1", "studentl", 1],
  ["сосо", "coco", 1],
  ["Anna–Maria", "Anna-Maria", 1],
])("%s is warned about beside %s", (name, other, count) => {
  const warnings = nameWarnings(name, [other, "somebody"]);
  expect(warnings).toHaveLength(count);
  expect(warnings.at(-1)).toBe(`The name looks like that of another account: ${other}.`);
});

test.each(["Ольга Smith", "李小龍", "Ada Lovelace", "علی\u200Cرضا", "Ωμέγα"])("%s alone warns of nothing", (name) => {
  expect(nameWarnings(name, ["Grace Hopper", "studentA"])).toEqual([]);
});

test("a word of two scripts is warned about although it looks like nobody's name", () => {
  expect(nameWarnings("Mаria", [])).toEqual(["The name mixes Latin and Cyrillic letters in one word."]);
});
