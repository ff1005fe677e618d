import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compiled, compileKernels } from "./compile-kernels.ts";

test("the committed kernels are what assembly/ compiles to; `pnpm kernels` makes them anew", async () => {
  expect((await compileKernels()) === (await readFile(compiled, "utf8"))).toBe(true);
});
