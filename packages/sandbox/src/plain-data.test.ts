import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePlainData, encodePlainData, PlainDataError } from "./plain-data.ts";

const limits = { bytes: 1_000_000, depth: 64 };
const roundTrip = (value: unknown) => decodePlainData(encodePlainData(value, limits));

test("whatever is plain comes back equal, bit for bit", () => {
  const leaf = fc.oneof(
    fc.double(),
    fc.string(),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.float32Array(),
    fc.float64Array(),
    fc.uint8Array(),
    fc.int32Array(),
  );
  const keys = fc.oneof(fc.string(), fc.constantFrom("$", "$$", "$a", "base64")).filter((key) => key !== "__proto__");
  const tree = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie("value")),
      fc.dictionary(keys, tie("value"), { noNullPrototype: true }),
    ),
  }));
  fc.assert(
    fc.property(tree.value, (value) => {
      expect(roundTrip(value)).toStrictEqual(value);
    }),
  );
});

test("a refusal names the place and the rule", () => {
  const cycle: unknown[] = [];
  cycle.push(cycle);
  const refusal = (value: unknown, changes = {}) => {
    try {
      return encodePlainData(value, { ...limits, ...changes });
    } catch (error) {
      return error instanceof PlainDataError ? error.message : "another error";
    }
  };
  expect(refusal({ a: [1, () => 1] })).toBe("value.a[1]: must be plain data, got a function");
  expect(refusal(cycle)).toBe("value[0]: must be plain data, got a cycle");
  expect(refusal(new Map())).toBe("value: must be plain data, got a Map");
  expect(refusal(10n)).toBe("value: must be plain data, got a bigint");
  expect(refusal(Symbol("x"))).toBe("value: must be plain data, got a symbol");
  expect(refusal(JSON.parse('{"__proto__": 1}'))).toBe("value: must be plain data, got a key named __proto__");
  expect(refusal([[[1]]], { depth: 2 })).toBe("value[0][0]: must nest at most 2 levels, got more");
  expect(refusal("x".repeat(20), { bytes: 10 })).toBe("value: must fit in 10 bytes, got more");
  expect(refusal(new Float64Array(10), { bytes: 50 })).toBe("value: must fit in 50 bytes, got more");
});

test("a list of numbers is written as the numbers one by one are", () => {
  const holed: unknown[] = [1, 2, 3];
  delete holed[1];
  expect(roundTrip(holed)).toEqual([1, undefined, 3]);
  expect(roundTrip([1, -0, Number.NaN, 1e300, 5e-324])).toEqual([1, -0, Number.NaN, 1e300, 5e-324]);
  const numbers = [1, 22, -0.5, 1e-7, 123456789.125];
  const needed = 2 + numbers.length + numbers.reduce((sum, each) => sum + String(each).length + 1, 0);
  expect(encodePlainData(numbers, { bytes: needed, depth: 1 })).toBe(JSON.stringify(numbers));
  expect(() => encodePlainData(numbers, { bytes: needed - 1, depth: 1 })).toThrow(PlainDataError);
});

test("the same object twice is no cycle", () => {
  const shared = [1];
  expect(roundTrip([shared, shared])).toEqual([[1], [1]]);
});

test("hostile text becomes an error or plain data, never anything else", () => {
  for (const text of [
    "",
    "{",
    '{"$":"Map"}',
    '{"$":"Float32Array"}',
    '{"__proto__":1}',
    '{"$":"constructor","base64":""}',
  ]) {
    expect(() => decodePlainData(text)).toThrow(PlainDataError);
  }
  expect(decodePlainData('{"$":"Float32Array","base64":"AAA"}')).toEqual(new Float32Array(0));
});
