import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { sourceHash } from "../src/kernels/wasm/bytes.ts";
import { hashSources, mapName, mapText, sources } from "./kernel-sources.ts";

test("the committed kernels were made from the sources, compiler and memory map there are; `pnpm kernels` makes them anew", async () => {
  expect(await readFile(new URL(mapName, sources), "utf8")).toBe(mapText);
  expect(sourceHash).toBe(await hashSources());
});
