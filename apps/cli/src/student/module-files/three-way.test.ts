import { expect, test } from "vitest";
import { correct, type Lying } from "./three-way.ts";

const nothing: Lying = { kind: "nothing" };
const other: Lying = { kind: "other" };
const file = (text: string): Lying => ({ kind: "file", text });
const lines = (...texts: string[]) => `${texts.join("\n")}\n`;

const began = lines("one", "two", "three", "four", "five", "six", "seven");
const edited = lines("one", "two", "three", "four", "five", "six", "7");
const corrected = lines("1", "two", "three", "four", "five", "six", "seven");
const both = lines("1", "two", "three", "four", "five", "six", "7");

test.each<[string, string | null, Lying, string | null, ReturnType<typeof correct>]>([
  ["nothing changed", began, file(began), began, null],
  ["the course changed it, the student did not", began, file(began), corrected, { kind: "updated", text: corrected }],
  ["the student changed it, the course did not", began, file(edited), began, null],
  ["the student took it away, the course did not change it", began, nothing, began, null],
  ["both changed it alike", began, file(corrected), corrected, null],
  ["both changed it in different places", began, file(edited), corrected, { kind: "merged", text: both }],
  ["both changed the same place", began, file(`0\n${edited}`), corrected, { kind: "conflict", text: corrected }],
  ["it is new", null, nothing, corrected, { kind: "added", text: corrected }],
  ["it is new, and the student has it already", null, file(corrected), corrected, null],
  ["it is new, and the student has another", null, file(edited), corrected, { kind: "conflict", text: corrected }],
  ["the student took it away, the course changed it", began, nothing, corrected, { kind: "added", text: corrected }],
  ["something else lies there", began, other, corrected, { kind: "conflict", text: corrected }],
  ["the course has it no more, the student has not touched it", began, file(began), null, { kind: "removed" }],
  ["the course has it no more, the student changed it", began, file(edited), null, null],
  ["neither has it any more", began, nothing, null, null],
])("%s", (_, base, mine, theirs, expected) => {
  expect(correct(base, mine, theirs)).toEqual(expected);
});

test("lines that end as on Windows are no change, and stay so", () => {
  const windows = (text: string) => text.replaceAll("\n", "\r\n");
  expect(correct(began, file(windows(began)), began)).toBeNull();
  expect(correct(began, file(windows(began)), corrected)).toEqual({ kind: "updated", text: windows(corrected) });
  expect(correct(began, file(windows(edited)), corrected)).toEqual({ kind: "merged", text: windows(both) });
  expect(correct(began, file(windows(began)), null)).toEqual({ kind: "removed" });
});

test("what was done once is done: the same correction again changes nothing", () => {
  for (const mine of [file(began), file(edited)]) {
    const first = correct(began, mine, corrected);
    if (first === null || !("text" in first)) throw new Error("there must be a correction");
    expect(correct(corrected, file(first.text), corrected)).toBeNull();
    const halfDone = correct(began, file(first.text), corrected);
    expect(halfDone === null || ("text" in halfDone && halfDone.text === first.text)).toBe(true);
  }
});
