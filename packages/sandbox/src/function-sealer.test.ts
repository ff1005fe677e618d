// Lane: process

import { afterAll, expect, test } from "vitest";
import { FunctionSealer } from "./function-sealer.ts";
import { sandboxCommand } from "./layers.ts";

const sealer = new FunctionSealer(await sandboxCommand(60, { jail: "process" }));
afterAll(() => sealer.rest());

test("a function is bytecode in which its text is not to be found, and is made once", async () => {
  const source = "(scope, x) => { const inner = (y) => x + y; return [1, 2].map((each) => inner(each)); }";
  const [first, second] = await Promise.all([sealer.seal(source), sealer.seal(source)]);
  expect(second).toBe(first);
  expect(first.length).toBeGreaterThan(source.length);
  const bytecode = Buffer.from(first.bytecode, "base64").toString("latin1");
  for (const piece of ["=>", "return", "x + y", "[1, 2]"]) expect(bytecode).not.toContain(piece);
});

test("what is no function is the machinery's failure, and the next one is sealed", async () => {
  await expect(sealer.seal("({")).rejects.toThrow("sandbox: a suite's function must be one that can be sealed");
  expect((await sealer.seal("() => 1")).bytecode).not.toBe("");
});

test("after a rest there is a process again", async () => {
  const before = await sealer.seal("() => 2");
  await sealer.rest();
  expect(await sealer.seal("() => 2")).toBe(before);
  expect((await sealer.seal("() => 3")).bytecode).not.toBe(before.bytecode);
});
