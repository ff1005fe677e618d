import { expect, test } from "vitest";
import { readSearch } from "./read-search.ts";

const read = readSearch({ login: "text", report: "string", steps: "number", pytorch: "boolean" });

test("what an address has of the kind that is asked for is read, and a text that looks like a number stays a text", () => {
  expect(read({ login: 42, report: "a", steps: 3, pytorch: false, other: 1 })).toStrictEqual({
    ...{ login: "42", report: "a", steps: 3, pytorch: false },
  });
});

test.each<[unknown]>([[null], [undefined], [[]], [["a"]], [{}], [{ valueOf: 1, toString: 1 }]])(
  "what is of no kind is said to be undefined, or the router would keep it: %j",
  (value) => {
    expect(read({ login: value, report: value, steps: value, pytorch: value })).toStrictEqual({
      ...{ login: undefined, report: undefined, steps: undefined, pytorch: undefined },
    });
  },
);

test("a number is no string, nor a string a number or a decision", () => {
  expect(read({ report: 5, steps: "5", pytorch: "false" })).toStrictEqual({
    ...{ login: undefined, report: undefined, steps: undefined, pytorch: undefined },
  });
});
