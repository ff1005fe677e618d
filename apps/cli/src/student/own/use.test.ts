// Lane: process

import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { temporaryFolder } from "../../testing/copy-course.ts";
import { repository, runTito, spawnTito } from "../../testing/run-tito.ts";
import { watchTito } from "../../testing/watch-tito.ts";
import { faultsOf, readOwnModule } from "./own-module.ts";

/** A student's folder of this course in which all is solved. */
let course: string;

beforeEach(async () => {
  course = await temporaryFolder();
  const filter = (path: string) => !path.endsWith("/node_modules");
  await cp(join(repository, "modules"), join(course, "modules"), { recursive: true, filter });
  for (const id of await readdir(join(repository, "grading"))) {
    const solution = join(repository, "grading", id, "solution/src");
    if (/^\d\d-/.test(id)) await cp(solution, join(course, "modules", id, "src"), { recursive: true });
  }
});

const tito = (...args: readonly string[]) => runTito([...args, "--course", course]);
const inUseFile = () => join(course, ".tito/in-use.json");
const grading = "Grading always uses the library's packages.";
const ownInUse = "Your own 01-tensor is in use here; grading uses the library's packages.\n";

/** Replaces a part of a module's file, which must have it. */
async function edit(path: string, from: string, to: string): Promise<void> {
  const file = join(course, "modules", path);
  const text = await readFile(file, "utf8");
  expect(text).toContain(from);
  await writeFile(file, text.replace(from, to));
}

/** Makes the mistake in module 01 that its own tests find, and those of module 02. */
function breakTensor(): Promise<void> {
  return edit(
    "01-tensor/src/create.ts",
    "set(flattenNested(values))",
    "set(flattenNested(values).map((each) => -each))",
  );
}

/** Puts modules in use whose tests are none of a test's concern. */
async function useAll(...numbers: readonly string[]): Promise<void> {
  for (const number of numbers) expect(await tito("use", "mine", number)).toMatchObject({ code: 0, stderr: "" });
}

test("a module that passes its tests is used by later ones' until the library's is asked for again", async () => {
  expect(await tito("use")).toEqual({
    code: 0,
    stderr: "",
    stdout: `The library's packages are in use for every module. ${grading}\n`,
  });
  const inUse = `Your own 01-tensor is in use behind @tinytorch/tensor.\nLater modules' tests run on it at home. ${grading}\n`;
  expect(await tito("use", "mine", "1")).toEqual({ code: 0, stderr: "", stdout: inUse });
  expect((await tito("use")).stdout).toBe(inUse);

  await edit("01-tensor/src/create.ts", "export function tensor(", `console.log("mine");\nexport function tensor(`);
  const { code, stdout } = await tito("test", "02", "relu");
  expect(code).toBe(0);
  expect(stdout.startsWith(`${ownInUse}\nPrinted while your files were loaded:\n     │ mine\n`)).toBe(true);
  expect(stdout).not.toContain("ikely cause");

  expect((await tito("use", "reference", "01-tensor")).stdout).toMatch(/^The library's packages are in use/);
  expect((await tito("test", "02", "relu")).stdout).toMatch(/^🔬 Unit Test: relu/);
});

test("--json says of each which packages it stands behind, and what else they are made of", async () => {
  expect(JSON.parse((await tito("use", "--json")).stdout)).toEqual({ mine: [] });
  const { code, stdout, stderr } = await tito("use", "mine", "06", "--json");
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    mine: [{ module: "06-dataloader", packages: [{ name: "@tinytorch/data", lacks: ["01-tensor"] }] }],
  });
  expect((await tito("use")).stdout).toBe(
    `Your own 06-dataloader will be in use behind @tinytorch/data once 01-tensor is (\`tito use mine\`).\n${grading}\n`,
  );
  await useAll("01");
  expect((await tito("use")).stdout).toMatch(
    /^Your own 01-tensor .* @tinytorch\/tensor and @tinytorch\/data\..*\n.*06.*\nLater modules' tests run on them at home\. /,
  );
});

describe("what is refused", () => {
  test("a module that does not pass its visible tests, by the first that fails, and nothing is written", async () => {
    await breakTensor();
    const { code, stdout, stderr } = await tito("use", "mine", "01");
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(
      /^tito use: 01-tensor must pass its visible tests, got "Tensor: .+" failed \(.+\): run `tito test 01`\n$/,
    );
    await expect(readFile(inUseFile())).rejects.toThrow("ENOENT");
  });

  test("one that does not load, by its line", async () => {
    await writeFile(join(course, "modules/01-tensor/src/mode.ts"), "export enum Mode { A }\n");
    const { code, stderr } = await tito("use", "mine", "01");
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^tito use: 01-tensor must pass .*, got src\/mode\.ts:1:\d+: .*enum.*: run `tito test 01`\n$/,
    );
  });

  test("one that lacks an export, though its tests never ask for it", async () => {
    await edit("01-tensor/src/index.ts", ", Tensor }", " }");
    expect((await tito("test", "01")).code).toBe(0);
    expect(await tito("use", "mine", "01")).toEqual({
      code: 1,
      stdout: "",
      stderr: "tito use: 01-tensor must export Tensor, got no such name in src/index.ts\n",
    });
  });

  test.each(["00", "02", "09"])("module %s, on which no later module's tests can run", async (number) => {
    const { code, stderr } = await tito("use", "mine", number);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      /^tito use: the module must be one that .* \(01-tensor, 06-dataloader, 07-autograd, 08-optimizers\), got \d\d-[a-z]+\n$/,
    );
  });

  test.each([
    [["mine", "42"], 'the module must be one of 00-setup, 01-tensor, .*, got "42"'],
    [["mine"], "a module must be named, as in `tito use mine 01`, got none"],
    [["yours", "01"], 'it must be `mine` or `reference` and a module, got "yours"'],
  ])("tito use %j", async (args, sentence) => {
    const { code, stdout, stderr } = await tito("use", ...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(new RegExp(`^tito use: ${sentence}\n$`));
  });

  test("what is in use where there is no course", async () => {
    await rm(join(course, "modules"), { recursive: true });
    const { code, stdout, stderr } = await tito("use");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^tito use: the course must have a modules folder, got none in .+\n$/);
  });

  test.each([
    ["{", "in-use.json: must be JSON, got .*"],
    ["[]", "in-use.json: .*"],
    ['{ "mine": { "01-tensor": true } }', "in-use.json: mine.01-tensor: .*"],
    ['{ "mine": {}, "yours": {} }', "in-use.json: .*yours.*"],
    [`{ "mine": { "42-none": { "passed": "${"0".repeat(64)}" } } }`, "42-none, which is no module of this course"],
    [
      `{ "mine": { "02-activations": { "passed": "${"0".repeat(64)}" } } }`,
      "02-activations, on which no later module's tests can run",
    ],
  ])("a choice that reads %s, by every command that needs it, and it stays as it is", async (text, got) => {
    await mkdir(join(course, ".tito"));
    await writeFile(inUseFile(), text);
    for (const args of [["use"], ["use", "mine", "01"], ["use", "reference", "01"], ["test", "02"]]) {
      const { code, stdout, stderr } = await tito(...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toMatch(
        new RegExp(`in-use\\.json must be what \`tito use\` wrote, got ${got}: delete it and choose again\n$`),
      );
    }
    expect(await readFile(inUseFile(), "utf8")).toBe(text);
    expect(await readdir(join(course, ".tito"))).toEqual(["in-use.json"]);
  });
});

describe("a module that was changed since", () => {
  beforeEach(() => useAll("01"));

  test("is said to be the likely cause where it no longer passes, with the way back", async () => {
    await breakTensor();
    const { code, stdout, stderr } = await tito("test", "02", "relu");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.replaceAll("\n", " ")).toMatch(
      /Likely cause: your own 01-tensor was changed since .* visible tests, got "Tensor.*" failed .*: run `tito test 01`\. Mend it, or run `tito use reference 01`\. $/,
    );
    await tito("use", "reference", "01");
    expect((await tito("test", "02", "relu")).code).toBe(0);
  });

  test("and does not load: so it is too, beside its own place", async () => {
    await edit("01-tensor/src/tensor.ts", "export class Tensor", "enum Mode { A }\nexport class Tensor");
    const { code, stdout, stderr } = await tito("test", "02", "relu");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/\n❌ modules\/01-tensor\/src\/tensor\.ts does not load\n {5}→ .*enum/);
    expect(stdout).toContain("Likely cause: your own 01-tensor");
    expect(stdout).toContain("`tito use reference 01`");
    expect(stdout).not.toContain("src/given");
  });

  test("and has lost an export: it is said of the module, once", async () => {
    await edit("01-tensor/src/index.ts", ", Tensor }", " }");
    const { code, stdout } = await tito("test", "02", "relu");
    expect(code).toBe(1);
    expect(stdout.match(/ {5}→ modules.*|❌ .* does not load\n.*/g)).toEqual([
      "❌ modules/01-tensor/src/index.ts does not load\n     → it does not export Tensor",
    ]);
    expect(stdout.replaceAll("\n", " ")).toContain("it must export Tensor, got no such name in src/index.ts. Mend it,");
    expect(stdout).not.toContain("src/given");
  });

  test("and has lost a file: in sentences", async () => {
    await rm(join(course, "modules/01-tensor/src/tensor.ts"));
    const { code, stdout, stderr } = await tito("test", "02");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/01-tensor: submission: src\/tensor\.ts is required, got no such file\n/);
    expect(stderr).toMatch(/\ntito test: your own 01-tensor is in use: mend it, or run `tito use reference 01`\n$/);
  });

  test("and still passes: it is remembered as it is now", async () => {
    const before = await readFile(inUseFile(), "utf8");
    await edit("01-tensor/src/tensor.ts", "export class Tensor", "// Mine.\nexport class Tensor");
    const { code, stdout } = await tito("test", "02", "relu");
    expect(code).toBe(0);
    expect(stdout).not.toContain("was changed since");
    expect(await readFile(inUseFile(), "utf8")).not.toBe(before);
    expect(await readdir(join(course, ".tito"))).toEqual(["in-use.json"]);
  });
});

describe("a module with a mistake that its own tests do not find", () => {
  const nan = [
    "01-tensor/src/operations.ts",
    "maximum: (a, b) => Math.max(a, b)",
    "maximum: (a, b) => (a > b ? a : b)",
  ] as const;

  test("is the likely cause of what passes on the library", async () => {
    await edit(...nan);
    await useAll("01");
    const { code, stdout, stderr } = await tito("test", "02", "relu");
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout.replaceAll("\n", " ")).toMatch(
      /Likely cause: your own 01-tensor, though it passes its visible tests: 1 of the tests that failed here would pass on the library's packages\. Mend it, or run `tito use reference 01`\. $/,
    );
    const { passOnLibrary } = JSON.parse((await tito("test", "02", "relu", "--json")).stdout);
    expect(passOnLibrary).toEqual([
      { file: "tests/relu.test.ts", component: "relu", name: "NaN stays NaN, for it must be seen" },
    ]);
  });

  test("so is it where it breaks a whole file of tests", async () => {
    await writeFile(
      join(course, "modules/02-activations/tests/maximum.test.ts"),
      `import { tensor } from "@tinytorch/tensor";
import { expect, test } from "vitest";
const [first] = tensor([NaN]).maximum(0).data;
if (first === 0) throw new Error("no NaN");
test("NaN stays NaN", () => expect(first).toBeNaN());
`,
    );
    await edit(...nan);
    await useAll("01");
    const { code, stdout } = await tito("test", "02", "maximum");
    expect(code).toBe(1);
    expect(stdout.replaceAll("\n", " ")).toContain(
      "1 of the tests that failed here would pass on the library's packages.",
    );
  });

  test("and is not blamed for what fails on the library too", async () => {
    await useAll("01");
    await edit("02-activations/src/relu.ts", "return x.maximum(0);", "return x;");
    const { code, stdout } = await tito("test", "02", "relu");
    expect(code).toBe(1);
    expect(stdout).not.toContain("Likely cause");
  });

  test("is one of several where several are in use", async () => {
    await edit(
      "01-tensor/src/tensor.ts",
      "  neg(): Tensor {",
      "  abs(): Tensor {\n    return this.neg();\n  }\n  neg(): Tensor {",
    );
    await useAll("01", "07");
    expect((await tito("test", "08", "clip")).stdout.replaceAll("\n", " ")).toMatch(
      /Likely cause: one of your own 01-tensor and 07-autograd, though they pass their visible tests: \d of the tests that failed here would pass on the library's packages\. Mend it, or run `tito use reference 01` and `tito use reference 07`\. $/,
    );
  });
});

test("a module that nothing can be put on is named, and no file that is not its author's", async () => {
  const file = join(course, "modules/01-tensor/src/tensor.ts");
  await writeFile(file, `${await readFile(file, "utf8")}\nObject.freeze(Tensor.prototype);\n`);
  await useAll("01");
  const { code, stdout } = await tito("test", "02", "relu");
  expect(code).toBe(1);
  expect(stdout.replace(/\s+/g, " ")).toMatch(
    /❌ modules\/01-tensor\/src\/index\.ts does not load → the library's place cannot be filled with it: .*not extensible/,
  );
  expect(stdout).not.toContain("src/given");
});

describe("what modules can be used with", () => {
  test("a module that needs a package of the library's upon its own tensor says what to do", async () => {
    await useAll("01");
    expect(await tito("test", "08")).toEqual({
      code: 2,
      stdout: "",
      stderr:
        "tito test: 08-optimizers needs @tinytorch/autograd, which the library builds upon its own @tinytorch/tensor and not upon yours: run `tito use mine 07` as well, or `tito use reference 01`\n",
    });
    expect((await tito("test", "09")).stderr).toContain(
      "run `tito use mine 06`, `tito use mine 07` and `tito use mine 08` as well, or `tito use reference 01`",
    );
  });

  test("what a module has no use for, and what comes after it, is neither used nor looked at", async () => {
    await useAll("01", "06", "08");
    await rm(join(course, "modules/06-dataloader/src/shuffle.ts"));
    const { code, stdout } = await tito("test", "07", "unbroadcast", "--json");
    expect({ code, ...JSON.parse(stdout) }).toMatchObject({
      code: 0,
      own: [{ module: "01-tensor", fault: null }],
      onLibrary: {},
    });
  });

  test("right modules pass every test, each file on one's own as far as these carry it", async () => {
    const run = async (number: string) => {
      const { code, stdout } = await tito("test", number, "--json");
      const { own, onLibrary, tests, loadProblems } = JSON.parse(stdout);
      const all = tests.map(({ state }: { state: string }) => state);
      expect({ code, loadProblems, states: [...new Set(all)] }).toEqual({
        code: 0,
        loadProblems: [],
        states: ["passed"],
      });
      const modules: readonly { readonly module: string }[] = own;
      return [modules.map(({ module }) => module.slice(0, 2)).join(" "), Object.keys(onLibrary)];
    };
    await useAll("08");
    expect(await run("09")).toEqual(["08", ["tests/trainer.test.ts"]]);
    await useAll("07");
    expect(await run("08")).toEqual(["07", ["tests/train.test.ts"]]);
    expect(await run("09")).toEqual(["07 08", ["tests/trainer.test.ts"]]);
    await useAll("01");
    expect(await run("01")).toEqual(["", []]);
    expect(await run("02")).toEqual(["01", []]);
    expect(await run("03")).toEqual(["01", ["tests/linear.test.ts"]]);
    expect(await run("04")).toEqual(["01", ["tests/mlp.test.ts"]]);
    expect(await run("05")).toEqual(["01", ["tests/conv-layer.test.ts", "tests/pooling.test.ts"]]);
    expect(await run("06")).toEqual(["01", []]);
    expect(await run("07")).toEqual(["01", []]);
    expect(await run("08")).toEqual(["01 07", ["tests/train.test.ts"]]);
    await useAll("06");
    expect(await run("08")).toEqual(["01 06 07", ["tests/train.test.ts"]]);
    expect(await run("09")).toEqual(["01 06 07 08", ["tests/trainer.test.ts"]]);
  });

  test("a file that is run on the library alone is said, with what it needs", async () => {
    await useAll("01");
    expect((await tito("test", "03", "linear")).stdout.replaceAll("\n", " ")).toMatch(
      /tests\/linear\.test\.ts runs on the library alone: it needs @tinytorch\/autograd, which the library builds upon its own/,
    );
  });

  test("a folder of a module's that would lie in another one's place is refused by name", async () => {
    await useAll("01");
    await mkdir(join(course, "modules/02-activations/src/given"));
    await writeFile(join(course, "modules/02-activations/src/given/tensor.ts"), "");
    expect(await tito("test", "02")).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("got src/given/tensor.ts: give it another name"),
    });
  });
});

describe("the module's own rules stay", () => {
  beforeEach(() => useAll("01"));

  test("what is withheld from its students is withheld, as method and as function", async () => {
    await writeFile(
      join(course, "modules/02-activations/tests/withheld.test.ts"),
      `import { softmax, tensor } from "@tinytorch/tensor";
import { expect, test } from "vitest";
test("a method", () => expect(() => tensor([1]).relu()).toThrow("Tensor.relu: withheld in 02-activations"));
test("a function", () => expect(() => softmax(tensor([1]), 0)).toThrow("softmax: withheld in 02-activations"));
`,
    );
    expect((await tito("test", "02", "withheld")).stdout).toContain("2 of 2 unit tests passed.");
  });

  test.each([
    [
      'import { DataLoader } from "@tinytorch/data"',
      "02-activations/src/relu.ts",
      "may import @tinytorch/tensor and its",
    ],
    [
      'import "@tinytorch/module-01-tensor"',
      "02-activations/src/relu.ts",
      "may import @tinytorch/tensor and its own files",
    ],
    [
      'import "./01-tensor/index.ts"',
      "02-activations/src/relu.ts",
      "may not have @tinytorch/module-01-tensor by way of",
    ],
    [
      'import { Variable } from "@tinytorch/autograd"',
      "03-layers/src/xavier.ts",
      "this file may import @tinytorch/tensor",
    ],
    ['import { tensr } from "@tinytorch/tensor"', "02-activations/src/relu.ts", "exports no value named tensr"],
    [
      'import { NestedNumbers } from "@tinytorch/tensor"',
      "02-activations/src/relu.ts",
      "exports no value named NestedNumbers",
    ],
  ])("what it may not import is told as else: %s", async (statement, path, sentence) => {
    await edit(path, "import ", `${statement};\nimport `);
    const { code, stdout } = await tito("test", path.slice(0, 2));
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, " ")).toContain(sentence);
  });

  test("an import in a comment is none", async () => {
    await edit("02-activations/src/relu.ts", "import ", '// import { Linear } from "@tinytorch/nn";\nimport ');
    expect((await tito("test", "02", "relu")).code).toBe(0);
  });

  test("a slip in a module in use is told with its place, and as the likely cause", async () => {
    await useAll("07");
    await edit("07-autograd/src/variable.ts", "import ", 'import { tensr } from "@tinytorch/tensor";\nimport ');
    const { code, stdout } = await tito("test", "08", "clip");
    expect(code).toBe(1);
    expect(stdout.replace(/\s+/g, " ")).toMatch(
      /modules\/07-autograd\/src\/variable\.ts does not load.*tensr.*Likely cause: your own 07/,
    );
  });

  test("a method that one's own module 01 has beyond the library's is there, for it is not the library's to withhold", async () => {
    await edit(
      "01-tensor/src/tensor.ts",
      "  neg(): Tensor {",
      "  relu(): Tensor {\n    return this.maximum(0);\n  }\n  neg(): Tensor {",
    );
    await useAll("01");
    await edit("02-activations/src/relu.ts", "return x.maximum(0);", "return (x as any).relu();");
    expect((await tito("test", "02", "relu")).stdout).not.toContain("withheld");
  });

  test("a failed test is placed in the module that threw, as its author knows it", async () => {
    await edit("02-activations/src/relu.ts", "BEGIN SOLUTION", "BEGIN SOLUTION\n  x.reshape([99]);");
    const { stdout } = await tito("test", "02", "relu");
    expect(stdout).toMatch(/→ .*\(modules\/01-tensor\/src\/[a-z-]+\.ts:\d+\)/);
  });
});

test("it works as a program", async () => {
  await useAll("01");
  const run = await spawnTito(["test", "02", "relu", "--course", course]);
  expect(run).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining(ownInUse) });
});

describe("two terminals at once", () => {
  test("each module that is put in use stays so", async () => {
    const runs = ["01", "07"].map((number) => spawnTito(["use", "mine", number, "--course", course]));
    for (const { code, stderr } of await Promise.all(runs)) expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const { mine } = JSON.parse((await tito("use", "--json")).stdout);
    expect(mine.map(({ module }: { module: string }) => module)).toEqual(["01-tensor", "07-autograd"]);
  });

  test("a module that is tested again is not put back in use where the library's was asked for meanwhile", async () => {
    await useAll("01", "07");
    const fault = async () => {
      await tito("use", "reference", "01");
      return null;
    };
    const [tensor, autograd] = await Promise.all([readOwnModule(course, "01"), readOwnModule(course, "07")]);
    const changed = [
      { ...tensor, hash: "1".repeat(64), fault },
      { ...autograd, hash: "7".repeat(64) },
    ];
    expect(await faultsOf(course, changed)).toEqual({});
    expect(JSON.parse(await readFile(inUseFile(), "utf8"))).toEqual({
      mine: { "07-autograd": { passed: "7".repeat(64) } },
    });
  });
});

test("what is in use changes nothing of a grade", async () => {
  await useAll("01");
  await breakTensor();
  expect((await tito("test", "02", "relu")).code).toBe(1);
  const hidden = "grading/02-activations";
  const filter = (path: string) => !path.endsWith("/node_modules");
  await cp(join(repository, hidden), join(course, hidden), { recursive: true, filter });
  await symlink(join(repository, "tests/node_modules"), join(course, "node_modules"));
  const { code, stdout, stderr } = await tito(
    "grade",
    "--module",
    "02",
    "--json",
    join(course, "modules/02-activations"),
  );
  expect({ code, stderr, score: JSON.parse(stdout).score }).toEqual({ code: 0, stderr: "", score: 100 });
});

test("tito test --watch runs again when one's own module in use is saved, and when it is no longer", async () => {
  await useAll("01");
  const { next } = watchTito("02", "relu", "--course", course);
  const own = [{ module: "01-tensor", fault: null }];
  expect(await next()).toMatchObject({ run: 1, kind: "tests", own });
  expect(await next()).toMatchObject({ run: 1, kind: "types" });
  await edit("01-tensor/src/create.ts", "export function tensor(", `console.log("saved");\nexport function tensor(`);
  // Remembering that it still passes, and a module that is not in use, are no change.
  expect(await next()).toMatchObject({ run: 2, kind: "tests", own, console: "saved\n" });
  await edit("03-layers/src/index.ts", "export", "// not in use\nexport");
  await tito("use", "reference", "01");
  expect(await next()).toMatchObject({ run: 3, kind: "tests", own: [] });
});
