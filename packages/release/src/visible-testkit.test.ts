import { readFile } from "node:fs/promises";
import { libraryEntry } from "@tinytorch/course-files";
import { expect, test } from "vitest";
import { isOfSuites, withoutSuites } from "./visible-testkit.ts";

test("the testkit's door loses what hidden suites alone are written with, and nothing else", async () => {
  const text = await readFile(libraryEntry("@tinytorch/testkit"), "utf8");
  const doors = (of: string) => Array.from(of.matchAll(/ from "\.\/([\w-]+\.ts)"/g), ([, file = ""]) => file);
  const lost = ["generator.ts", "gradcheck.ts", "inputs.ts"];
  expect(doors(withoutSuites(text))).toEqual(doors(text).filter((file) => !lost.includes(file)));
  expect(doors(text).filter(isOfSuites).sort()).toEqual(lost);
});
