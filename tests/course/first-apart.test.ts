// Lane: process

import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");

/** Runs a module's lab on its solution with some exports replaced: its data, and the last picture. */
async function runLab(module: string, replaced: string): Promise<{ data: unknown; picture: string }> {
  const source = await mkdtemp(join(tmpdir(), "lab-"));
  onTestFinished(() => rm(source, { recursive: true }));
  const solution = JSON.stringify(join(root, "grading", module, "solution/src/index.ts"));
  const exports = `import * as solution from ${solution};\nexport * from ${solution};\n${replaced}\n`;
  await writeFile(join(source, "index.ts"), exports);
  const program = join(root, "modules", module, "lab/lab.ts");
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--disable-warning=ExperimentalWarning", program, "--frames"],
    { env: { ...process.env, TINYTORCH_MODULE_SOURCE: source }, maxBuffer: 2 ** 26 },
  );
  const records: Record<string, unknown>[] = stdout
    .split("\u001e")
    .slice(1)
    .map((record) => JSON.parse(record));
  return { data: records[0]?.data, picture: String(records.at(-1)?.text) };
}

test("01: the number of a view that is read from another place is told", async () => {
  const { data, picture } = await runLab(
    "01-tensor",
    `/** Its transpose is itself. */
    class Unturned extends solution.Tensor { t() { return this; } }
    export const arange = (n) => {
      const x = solution.arange(n);
      const reshape = x.reshape.bind(x);
      const unturned = (shape) => Object.setPrototypeOf(reshape(shape), Unturned.prototype);
      return Object.defineProperty(x, "reshape", { value: unturned });
    };`,
  );
  expect(data).toMatchObject({ firstApart: { name: "x.t()", number: 2, place: 1, expected: 3 } });
  expect(picture).toContain(
    "First apart from PyTorch: number 2 of x.t() is read from place 1, and should be from place 3.",
  );
});

test("02: the first place at which a curve is another is told", async () => {
  const { data, picture } = await runLab("02-activations", "export const relu = (x) => x.maximum(-2);");
  expect(data).toMatchObject({ bends: [-6, null, null, null, null].map((firstApart) => ({ firstApart })) });
  expect(picture).toContain("2 off, from x = -6.0");
});

test("05: the first place of an edge map that is another is told", async () => {
  const { data, picture } = await runLab(
    "05-cnn",
    "export const conv2d = (x, weight, ...more) => solution.conv2d(x, weight.mul(-1), ...more);",
  );
  expect(data).toMatchObject({ edges: { sideways: { done: { firstApart: { row: 0, column: 0 } } } } });
  expect(picture).toMatch(/sideways: another number than the library's at \d+ places, first in row 0, column 0/);
});

test("07: the first gradient that is not the one by hand is told", async () => {
  const { data, picture } = await runLab(
    "07-autograd",
    `export const apply = (operation, parents) =>
      solution.apply({ ...operation, gradient: (g, ...kept) => operation.gradient(g.mul(2), ...kept) }, parents);`,
  );
  expect(data).toMatchObject({ graph: { result: { firstApart: { at: "L", gradient: 2, expected: 1 } } } });
  expect(picture).toContain("  first apart: ∂ at L is 2, and should be 1");
});

test("09: the epoch from which a resumed training has another loss is told", async () => {
  const { data, picture } = await runLab("09-training", "export class Trainer extends solution.Trainer { load() {} }");
  expect(data).toMatchObject({ resumed: { done: { firstApart: 11 } } });
  expect(picture).toContain("another loss from epoch 11 on");
});
