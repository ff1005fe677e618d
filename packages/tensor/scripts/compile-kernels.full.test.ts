import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { compiled, compileKernels } from "./compile-kernels.ts";

test("the committed kernels are what assemblyscript/ compiles to; `pnpm kernels` makes them anew", {
  timeout: 300_000,
}, async () => {
  expect((await compileKernels()) === (await readFile(compiled, "utf8"))).toBe(true);
});
