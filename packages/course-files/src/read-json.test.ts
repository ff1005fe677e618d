import { expect, test } from "vitest";
import { z } from "zod";
import { JsonFileError, parseJson } from "./read-json.ts";

const schema = z.strictObject({ points: z.int(), limits: z.record(z.string(), z.int()).optional() });
const parse = (text: string) => parseJson(text, "module.json", (json) => schema.parse(json));

function sentences(text: string): readonly string[] {
  try {
    parse(text);
    return [];
  } catch (error) {
    if (error instanceof JsonFileError) return error.sentences;
    throw error;
  }
}

test("a byte-order mark before a file is no part of it", () => {
  expect(parse('\uFEFF{"points": 1}')).toEqual({ points: 1 });
});

test.each([
  ['{"points": 1, "points": 2}', "module.json: each key must be there once, got points twice"],
  ['{"points": 1, "limits": {"a": 1, "a": 1}}', "module.json: each key must be there once, got limits.a twice"],
  ['\uFEFF{"points": 1, "points": 1}', "module.json: each key must be there once, got points twice"],
])("%s has a key twice, and it is named", (text, sentence) => {
  expect(sentences(text)).toEqual([sentence]);
});

test("what is wrong is said field by field, each on one line with the file's name", () => {
  const said = sentences('{"points": "many", "limits": {"a": 0.5}}');
  expect(said).toHaveLength(2);
  for (const [index, start] of ["module.json: points: ", "module.json: limits.a: "].entries()) {
    expect(said[index]?.startsWith(start)).toBe(true);
    expect(said[index]).not.toContain("\n");
  }
});

test.each(["", "{", "{'points': 1}", "[".repeat(100_000)])("what is no JSON is one sentence", (text) => {
  expect(sentences(text)).toEqual([expect.stringMatching(/^module\.json: must be JSON, got [^\n]+$/)]);
});

test("a file that is wrong all over is told by its first faults and the number of the others", () => {
  const limits = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`a${index}`, 0.5]));
  const said = sentences(JSON.stringify({ points: "many", limits }));
  expect(said).toHaveLength(6);
  expect(said.at(-1)).toBe("and 396 more like these");
});
