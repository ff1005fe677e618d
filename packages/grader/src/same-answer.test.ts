import type { Evaluation } from "@tinytorch/sandbox";
import { expect, test } from "vitest";
import { isSameAnswer, isTelling } from "./same-answer.ts";

const value = (json: string): Evaluation => ({ type: "value", value: json });
const failure = (kind: "threw" | "todo", cause: string): Evaluation => ({ type: "failure", failure: { kind, cause } });
const same = (one: string, other: string) => isSameAnswer(value(one), value(other));

test("numbers are the same to within rounding, and everything else exactly", () => {
  expect(same('{"trace":[[1,2],[0,3.00001]]}', '{"trace":[[1,2.0001],[0.0000005,3]]}')).toBe(true);
  expect(same("[1,2]", "[1,2.001]")).toBe(false);
  expect(same('["a"]', '["b"]')).toBe(false);
  expect(same('[true,{"$":"NaN"}]', '[true,{"$":"NaN"}]')).toBe(true);
  expect(same('[{"$":"Infinity"}]', "[1e300]")).toBe(false);
});

test("small numbers are held to their own size, and beside larger ones of their list to those", () => {
  expect(same("[[0.0004],[1000]]", "[[0.0004003],[1000]]")).toBe(false);
  expect(same("[0.0004,1]", "[0.0004003,1]")).toBe(true);
  expect(same("[0]", "[1e-17]")).toBe(true);
});

test("structure counts: lengths, keys and kinds of arrays", () => {
  expect(same("[1,2]", "[1,2,3]")).toBe(false);
  expect(same('{"a":1,"b":2}', '{"b":2,"a":1}')).toBe(true);
  expect(same('{"a":1}', '{"b":1}')).toBe(false);
  expect(same("[]", "{}")).toBe(false);
  expect(same("null", "[]")).toBe(false);
  expect(same('{"$":"Float32Array","base64":"AACAPw=="}', "[1]")).toBe(false);
  expect(same('{"$":"Float32Array","base64":"AACAPw=="}', '{"$":"Float32Array","base64":"AQCAPw=="}')).toBe(true);
});

const withheldElsewhere = "the code threw a TypeError at src/adam.ts:9: it used what is withheld";

test("failures are the same by kind and by the class of what was thrown, wherever", () => {
  const range = failure("threw", "the code threw a RangeError at src/sgd.ts:3");
  expect(isSameAnswer(range, failure("threw", "the code threw a RangeError at src/sgd.ts:7"))).toBe(true);
  expect(isSameAnswer(range, failure("threw", "the code threw a RangeError"))).toBe(true);
  expect(isSameAnswer(range, failure("threw", "the code threw a TypeError at src/sgd.ts:3"))).toBe(false);
  const withheld = failure("threw", "the code threw a TypeError at src/sgd.ts:3: it used what is withheld");
  expect(isSameAnswer(withheld, failure("threw", "the code threw a TypeError at src/sgd.ts:3"))).toBe(false);
  expect(isSameAnswer(withheld, failure("threw", withheldElsewhere))).toBe(true);
  expect(isSameAnswer(range, failure("todo", "a TODO was reached"))).toBe(false);
  expect(isSameAnswer(range, value("1"))).toBe(false);
});

test("an answer tells of a mistake unless it is what a misspelled name throws", () => {
  expect(isTelling(value("1"))).toBe(true);
  for (const cause of ["the code threw a RangeError at src/sgd.ts:3", withheldElsewhere]) {
    expect(isTelling(failure("threw", cause))).toBe(true);
  }
  expect(isTelling(failure("threw", "the result could not be used: that threw a TypeError"))).toBe(true);
  for (const name of ["TypeError", "ReferenceError"]) {
    expect(isTelling(failure("threw", `the code threw a ${name} at src/sgd.ts:3`))).toBe(false);
    expect(isTelling(failure("threw", `the code threw a ${name}`))).toBe(false);
  }
});
