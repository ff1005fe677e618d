import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, test } from "vitest";
import { unreadableFile } from "./unreadable-file.ts";

function errorAt(stack: string): SyntaxError {
  return Object.assign(new SyntaxError("Expected ',', got ';'"), { stack });
}

test("a file that Node cannot read is told with the line, as seen from here", () => {
  const path = join(process.cwd(), "modules/my own/src/sgd.ts");
  for (const place of [path, pathToFileURL(path).href]) {
    const error = errorAt(
      `${place}:12\n  return [1, 2;\n              ^\n\nSyntaxError: Expected ',', got ';'\n    at parse`,
    );
    expect(unreadableFile(error)).toBe("modules/my own/src/sgd.ts:12 cannot be read: Expected ',', got ';'");
  }
});

test("an error that names no file, or is none of reading, is somebody else's", () => {
  expect(unreadableFile(errorAt("SyntaxError: Expected ',', got ';'\n    at JSON.parse"))).toBeNull();
  expect(unreadableFile(errorAt("SyntaxError: no number, got 1:2\n    at JSON.parse"))).toBeNull();
  expect(unreadableFile(new TypeError("a slip"))).toBeNull();
  expect(unreadableFile("a text")).toBeNull();
});
