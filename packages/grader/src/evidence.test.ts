import { expect, test } from "vitest";
import { Evidence } from "./evidence.ts";

const value = (text: string) => ({ type: "value", value: text }) as const;
const question = (id: string, source = "() => 1") => ({ test: id, source, args: ["1"] });

test("what was asked and answered is kept in its order, but for tests that passed", () => {
  const evidence = new Evidence();
  evidence.record(question("sgd.plain", "first"), value("1"));
  evidence.record(question("sgd.momentum"), value("2"));
  evidence.record(question("sgd.plain", "second"), value("3"));
  evidence.forget("sgd.momentum");
  expect(evidence.exchanges.map(({ source, answer }) => [source, answer])).toEqual([
    ["first", value("1")],
    ["second", value("3")],
  ]);
});

test("evidence past its bound is none: part of it would say too much", () => {
  const evidence = new Evidence();
  for (const id of ["a.one", "a.two", "a.three"]) evidence.record(question(id), value("x".repeat(6_000_000)));
  expect([evidence.isWhole, evidence.exchanges]).toEqual([false, []]);
  evidence.record(question("a.four"), value("1"));
  evidence.forget("a.one");
  expect([evidence.isWhole, evidence.exchanges]).toEqual([false, []]);
});

test("what passed makes room again", () => {
  const evidence = new Evidence();
  for (const id of ["a.one", "a.two", "a.three", "a.four"]) {
    evidence.record(question(id), value("x".repeat(6_000_000)));
    evidence.forget(id);
  }
  expect([evidence.isWhole, evidence.exchanges]).toEqual([true, []]);
});
