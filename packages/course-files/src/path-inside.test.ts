import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { pathInside } from "./path-inside.ts";

test.each([
  [posix, "/home/ada/my course", "/home/ada/my course/src/deep/sgd.ts", "src/deep/sgd.ts"],
  [posix, "/home/ada/", "/home/ada/back\\slash.ts", "back\\slash.ts"],
  [win32, "C:\\Users\\Ada B\\my course", "C:\\Users\\Ada B\\my course\\src\\deep\\sgd.ts", "src/deep/sgd.ts"],
  [win32, "c:\\users\\ada b\\", "C:\\Users\\Ada B\\src\\sgd.ts", "src/sgd.ts"],
  [win32, "\\\\server\\share\\course", "\\\\server\\share\\course\\src\\sgd.ts", "src/sgd.ts"],
])("a file's path in its folder is written with / on every system", (rules, folder, file, path) => {
  expect(pathInside(folder, file, rules)).toBe(path);
});
