import { posix, win32 } from "node:path";
import { expect, test } from "vitest";
import { shortPath } from "./short-path.ts";

test.each([
  [posix, "/home/ada/my course", "/home/ada/my course/modules/01-tensor", "modules/01-tensor"],
  [posix, "/home/ada", "/home/ada", "."],
  [posix, "/home/ada", "/home", "/home"],
  [posix, "/home/ada", "/home/bob/x", "/home/bob/x"],
  [posix, "/home/ada", "/home/ada/..notes", "..notes"],
  [win32, "C:\\Users\\Ada B", "C:\\Users\\Ada B\\modules\\01-tensor", "modules\\01-tensor"],
  [win32, "C:\\Users\\Ada B", "c:\\users\\ada b", "."],
  [win32, "C:\\Users\\Ada B", "C:\\Users\\Bob", "C:\\Users\\Bob"],
  [win32, "C:\\Users\\Ada B", "D:\\course\\modules", "D:\\course\\modules"],
])("a path is relative where that is shorter to read", (rules, from, place, short) => {
  expect(shortPath(from, place, rules)).toBe(short);
});
