import { expect, test } from "vitest";
import { duplicateKey } from "./duplicate-key.ts";

test.each([
  ['{"a":1,"a":1}', "a"],
  ['{"a":1,"\\u0061":2}', "a"],
  ['{"":1,"":2}', ""],
  ['[{"a":{"b":1,"c":[],"b":null}}]', "0.a.b"],
  ['{"files":{"src/sgd.ts":"","src/sgd.ts":""}}', "files.src/sgd.ts"],
  ['{"toString":1,"a":{"toString":1,"toString":2}}', "a.toString"],
  ['{"a":{"b":1},"c":{"b":1},"b":[{"a":1},{"a":1}]}', undefined],
  ['{"a":"\\"a\\":1,\\"a\\":1"}', undefined],
  ['{"a":1,"A":2,"á":3,"a\\u0301":4}', undefined],
  ['"text"', undefined],
])("of %s the key named twice is %j", (json, key) => {
  expect(duplicateKey(json)).toBe(key);
});
