// Lane: process

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { SubmittedFiles } from "@tinytorch/course";
import { openCourse, requireModule } from "@tinytorch/course-files";
import { type Check, type Milestone, type MilestoneResult, openMilestonePool, runMilestone } from "@tinytorch/joined";
import { milestones, milestonesFolder } from "@tinytorch/milestones";
import { afterAll, describe, expect, onTestFinished, test } from "vitest";

type Modules = Readonly<Record<string, SubmittedFiles>>;

const course = await openCourse(join(import.meta.dirname, "../.."));
const ids = [...new Set(milestones.flatMap(({ modules }) => modules))];
const solutions: Modules = Object.fromEntries(
  await Promise.all(ids.map(async (id) => [id, await requireModule(course, id).solutionFiles()] as const)),
);
const pool = await openMilestonePool();
afterAll(() => pool.close());

function run(id: string, modules: Modules = solutions): Promise<MilestoneResult> {
  const milestone = milestones.find((each) => each.id === id);
  if (milestone === undefined) throw new Error(`no milestone ${id}`);
  const joined = Object.fromEntries(milestone.modules.map((each) => [each, modules[each] ?? {}]));
  return runMilestone(milestone, joined, { pool, folder: milestonesFolder, seed: 3 });
}

/** The solutions with one text in place of another, everywhere in a file. */
function changed(module: string, file: string, find: string, replace: string): Modules {
  const files = solutions[module] ?? {};
  const text = files[file] ?? "";
  expect(text).toContain(find);
  return { ...solutions, [module]: { ...files, [file]: text.replaceAll(find, replace) } };
}

/** The first check that failed. */
function stopped({ checks }: MilestoneResult): Check | undefined {
  return checks.find(({ ok }) => !ok);
}

test("the course says of each milestone, in their order, what it is called and what it needs", () => {
  expect(course.milestones).toEqual(milestones.map(({ id, title, modules }) => ({ id, title, modules })));
});

describe("the solutions, from their code alone,", () => {
  test("part what a line parts, and say of XOR that it is not learned", async () => {
    const { ok, checks, loadProblems, failure } = await run("perceptron");
    expect({ ok, loadProblems, failure }).toEqual({ ok: true, loadProblems: [], failure: null });
    expect(checks.at(-1)?.found).toMatch(/^[0-3] of 4 right, and it says "not learned"$/);
  });

  test("learn XOR", async () => {
    const { ok, checks } = await run("xor");
    expect(ok).toBe(true);
    expect(checks.map(({ name }) => name)).toEqual([
      "parameters",
      "gradients",
      "2 steps",
      "all weights moved",
      "loss",
      "outputs",
      "accuracy",
    ]);
  });

  test("read digits", async () => {
    const { ok, checks } = await run("digits");
    expect({ ok, last: checks.at(-1)?.name }).toEqual({ ok: true, last: "accuracy" });
  });
});

describe("nothing is believed:", () => {
  test("a loss that is claimed is worked out again from the weights", async () => {
    const modules = changed("09-training", "src/evaluate.ts", "return mean.value;", "return mean.value / 2;");
    expect(stopped(await run("xor", modules))?.name).toBe("loss");
  });

  test("a hidden layer that stays as it was is seen, though four of four may be right all the same", async () => {
    const modules = changed(
      "08-optimizers",
      "src/adam.ts",
      "if (parameter.grad === null) continue;",
      "if (parameter.shape[1] === 2) continue;",
    );
    expect(stopped(await run("xor", modules))?.name).toBe("2 steps");
  });

  test("a gradient that is off by a tenth is seen", async () => {
    const modules = changed("07-autograd", "src/matmul.ts", "g.matmul(", "g.mul(0.9).matmul(");
    expect(stopped(await run("xor", modules))?.name).toBe("gradients");
  });
});

describe("what stops a program is told as its author knows it:", () => {
  test("a part that is not written yet", async () => {
    const starter = await requireModule(course, "07-autograd").starterFiles();
    const { ok, failure } = await run("xor", { ...solutions, "07-autograd": starter });
    expect(ok).toBe(false);
    expect(failure?.kind).toBe("todo");
    expect(failure?.where).toMatch(/^modules\/07-autograd\/src\/[\w-]+\.ts:\d+$/);
  });

  test("an error, in its own words", async () => {
    const modules = changed(
      "03-layers",
      "src/linear.ts",
      "const product =",
      'throw new RangeError("too wide");\n    const product =',
    );
    expect((await run("xor", modules)).failure).toEqual({
      kind: "threw",
      cause: "RangeError: too wide",
      where: expect.stringMatching(/^modules\/03-layers\/src\/linear\.ts:\d+$/),
    });
  });

  test("a file that does not load, which costs what needs it: XOR has no convolution", async () => {
    const modules = changed("05-cnn", "src/conv-layer.ts", "export class", "enum Kind { A }\nexport class");
    const [xor, digits] = [await run("xor", modules), await run("digits-cnn", modules)];
    expect(xor.ok).toBe(true);
    expect(xor.loadProblems.map(({ file }) => file)).toEqual(["modules/05-cnn/src/conv-layer.ts"]);
    expect(digits.ok).toBe(false);
    expect(digits.failure?.cause).toBe("Error: modules/05-cnn/src/conv-layer.ts does not load");
  });

  test("a name that a module does not export, which the program or what stands in the library's place asks for", async () => {
    const layers = changed("03-layers", "src/index.ts", "export { Linear,", "export { Linear as Line,");
    const tensors = changed("01-tensor", "src/index.ts", ", Tensor }", " }");
    for (const [modules, id, name] of [
      [layers, "03-layers", "Linear"],
      [tensors, "01-tensor", "Tensor"],
    ] as const) {
      const { ok, loadProblems } = await run("xor", modules);
      const message = `it does not export ${name}`;
      expect({ ok, loadProblems }).toEqual({
        ok: false,
        loadProblems: [{ file: `modules/${id}/src/index.ts`, line: null, column: null, message }],
      });
    }
  });
});

test("a loop outside of all functions is stopped long before a training would be, with its place", async () => {
  const modules = changed("06-dataloader", "src/shuffle.ts", "export function", "for (;;);\nexport function");
  const { ok, loadProblems } = await run("xor", modules);
  expect({ ok, loadProblems }).toEqual({
    ok: false,
    loadProblems: [expect.objectContaining({ message: expect.stringMatching(/^it never ends .* after 5 s: /) })],
  });
});

describe("what stands in the library's place", () => {
  test.each([
    [
      "completes the student's tensor",
      "tensor([[-2, 3], [4, -5]]).t().clamp({ min: 0 }).toArray()",
      [
        [0, 4],
        [3, 0],
      ],
    ],
    [
      "writes in place through a view",
      "(() => { const x = tensor([[1, 2], [3, 4]]); x.t().select(0, 1).fill_(9); return [x.toArray(), x.version]; })()",
      [
        [
          [1, 9],
          [3, 9],
        ],
        1,
      ],
    ],
    [
      "reduces along several dimensions",
      "tensor([[[1, 2], [3, 4]], [[5, 6], [7, 8]]]).sum([0, -1]).toArray()",
      [14, 22],
    ],
    ["keeps the dimension of the largest", "tensor([[1, 5, 2]]).argmax(1, { keepdim: true }).toArray()", [[1]]],
    [
      "takes lists of tensors",
      "stack([tensor([1, 2]), tensor([3, 4])]).toArray()",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["gives tensors of the student's class", "where(tensor([1, -1]).gt(0), tensor([1, 2]), 0) instanceof Tensor", true],
    [
      "takes typed arrays and shapes",
      "tensor(Int32Array.of(1, 2, 3, 4), { shape: [2, 2] }).toArray()",
      [
        [1, 2],
        [3, 4],
      ],
    ],
    ["hands the elements out as they are read", "Array.from(tensor([[1, 2], [3, 4]]).t().data)", [1, 3, 2, 4]],
    ["draws by the library's generator", "uniform([3], 5, 5, { generator: new Generator(1) }).toArray()", [5, 5, 5]],
  ])("%s", async (_, expression, expected) => {
    expect(await calculated(expression)).toEqual(expected);
  });
});

/** What an expression comes to inside, with the student's tensor under the library's name. */
async function calculated(expression: string): Promise<unknown> {
  const folder = await mkdtemp(join(tmpdir(), "tinytorch-program-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(join(folder, "small"));
  const names = "Generator, stack, Tensor, tensor, uniform, where";
  const program = `import { ${names} } from "@tinytorch/tensor";\nexport const value = () => ${expression};\n`;
  await writeFile(join(folder, "small/program.ts"), program);
  let found: unknown;
  const small: Milestone = {
    id: "small",
    title: "Small",
    modules: ["01-tensor"],
    entry: "small/program.ts",
    files: [],
    exports: ["value"],
    async *run(running) {
      found = await running.call("value");
      yield { name: "value", ok: true, found: "a value" };
    },
  };
  const { failure, loadProblems } = await runMilestone(
    small,
    { "01-tensor": solutions["01-tensor"] ?? {} },
    { pool, folder, seed: 1 },
  );
  expect({ failure, loadProblems }).toEqual({ failure: null, loadProblems: [] });
  return found;
}
