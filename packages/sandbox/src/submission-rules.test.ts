// Lane: process

import type { LoadProblem } from "@tinytorch/course";
import { afterAll, expect, test } from "vitest";
import { decodePlainData } from "./plain-data.ts";
import { SandboxPool } from "./sandbox-pool.ts";
import { SubmissionSession } from "./submission-session.ts";

const tensor = `
  export class Tensor {
    static of(value) { return Object.assign(new Tensor(), { value }); }
    relu() { return Tensor.of(this.value < 0 ? 0 : this.value); }
    abs() { return Tensor.of(this.value < 0 ? -this.value : this.value); }
    get sign() { return this.value < 0 ? -1 : 1; }
  }
  export const softmax = (value) => value;
  export const two = 2;
`;
const nn = `
  import { softmax, Tensor } from "@tinytorch/tensor";
  export { softmax };
  export class Softmax { forward(value) { return softmax(value); } }
  export const relu = (value) => Tensor.of(value).relu().value;
`;
const pool = await SandboxPool.open({
  packages: { "@tinytorch/tensor/src/index.ts": tensor, "@tinytorch/nn/src/index.ts": nn },
  memoryMegabytes: 64,
  replyBytes: 100_000,
  cpuSeconds: 30,
  warm: 1,
});
afterAll(() => pool.close());

interface Rules {
  readonly fileImports?: Readonly<Record<string, readonly string[]>>;
  readonly withheld?: readonly string[];
}

async function run(
  files: Readonly<Record<string, string>>,
  rules: Rules,
  call = "({ f }) => f()",
): Promise<{ readonly problems: readonly LoadProblem[]; readonly value: unknown }> {
  const session = new SubmissionSession(pool, {
    files,
    entry: "src/index.ts",
    exports: ["f"],
    allowedImports: ["@tinytorch/tensor", "@tinytorch/nn"],
    module: "02-activations",
    ...rules,
    seed: 7,
    limits: {
      testMilliseconds: 60_000,
      runMilliseconds: 600_000,
      memoryMegabytes: 64,
      consoleBytes: 1_000,
      replyBytes: 80_000,
      replyDepth: 10,
    },
  });
  const problems = await session.loaded();
  const reply = await session.evaluate(call, []);
  await session.close();
  pool.refill();
  return { problems, value: reply.type === "value" ? decodePlainData(reply.value) : reply.failure.cause };
}

/** What calling each gives, or the words of what it throws. */
const tries = (imports: string, ...calls: readonly string[]) => ({
  "src/index.ts": `${imports}
    const say = (call) => { try { return call(); } catch (error) { return error.name + ": " + error.message; } };
    export const f = () => [${calls.map((call) => `say(() => ${call})`).join(", ")}];`,
});

test("what is withheld is not there for a submission, by whatever way, and says so; all else is", async () => {
  const files = tries(
    'import { softmax, Tensor, two } from "@tinytorch/tensor";\nimport * as all from "@tinytorch/tensor";\nimport { softmax as again, Softmax, relu } from "@tinytorch/nn";',
    "softmax(1)",
    "all.softmax(1)",
    "again(1)",
    "new Softmax().forward(1)",
    "Tensor.of(-1).relu().value",
    "Tensor.prototype.relu.call(Tensor.of(-1))",
    "Reflect.get(Tensor.prototype, 'relu').call(Tensor.of(-1))",
    "new (class extends Tensor { relu() { return super.relu(); } })().relu()",
    "relu(-1)",
    "Tensor.of(-1).sign",
    "Tensor.of(-1).abs().value",
    "two",
  );
  const says = (name: string) => `TypeError: ${name}: withheld in 02-activations: that is what you build`;
  const relu = says("Tensor.relu");
  expect(await run(files, { withheld: ["softmax", "Softmax", "Tensor.relu", "Tensor.sign"] })).toEqual({
    problems: [],
    value: [...Array(3).fill(says("softmax")), says("Softmax"), ...Array(5).fill(relu), says("Tensor.sign"), 1, 2],
  });
  expect((await run(files, {})).value).toEqual(
    [1, 1, 1, 1, 0, {}, {}, {}, 0, -1, 1, 2].map((each) => (typeof each === "object" ? expect.anything() : each)),
  );
});

test("a test that fails by the use of something withheld says so, and no other does", async () => {
  const used = (body: string) =>
    run(
      { "src/index.ts": `import { softmax, Tensor } from "@tinytorch/tensor";\nexport const f = () => ${body};` },
      { withheld: ["softmax", "Tensor.relu"] },
    ).then(({ value }) => value);
  expect(await used("Tensor.of(-1).relu()")).toBe(
    "the code threw a TypeError at src/index.ts:2: it used what is withheld",
  );
  expect(await used("softmax(1)")).toMatch(/^the code threw a TypeError.*: it used what is withheld$/);
  expect(await used("Tensor.of(-1).rellu()")).toBe("the code threw a TypeError at src/index.ts:2");
});

test("what is withheld is not in the scope, which a function that is called as its method is handed; nor can that be changed", async () => {
  const files = {
    "src/index.ts": `export function f() {
      const change = (call) => { try { return call(); } catch (error) { return error.name; } };
      return [this.softmax, this.Softmax, this.relu(-1), change(() => { this.two = 3; }), change(() => { this.more = 1; })];
    }`,
  };
  const call = "(scope) => [...scope.f(), scope.two]";
  const { value } = await run(files, { withheld: ["softmax", "Softmax"] }, call);
  expect(value).toEqual([undefined, undefined, 0, "TypeError", "TypeError", 2]);
});

test("a file that may import less imports the rest neither by itself nor by way of another file", async () => {
  const fileImports = { "src/matmul.ts": [], "src/only.ts": ["@tinytorch/tensor"] };
  const index = 'export { two as f } from "./matmul.ts";\nexport * from "./only.ts";';
  const only = 'import { two } from "@tinytorch/tensor";\nexport const three = two + 1;';
  const problems = async (files: Readonly<Record<string, string>>) =>
    (await run({ "src/index.ts": index, "src/only.ts": only, ...files }, { fileImports })).problems.map(
      ({ file, line, message }) => `${file}:${line} ${message}`,
    );
  expect(await problems({ "src/matmul.ts": "export const two = () => 2;" })).toEqual([]);
  expect(
    await problems({ "src/matmul.ts": 'import { softmax } from "@tinytorch/tensor";\nexport const two = softmax;' }),
  ).toEqual(['src/matmul.ts:1 import: this file may import its own files, got "@tinytorch/tensor" in src/matmul.ts']);
  expect(
    await problems({
      "src/matmul.ts": '\nexport * from "./helper.ts";',
      "src/helper.ts": 'export * from "./further.ts";',
      "src/further.ts": 'export { softmax as two } from "@tinytorch/tensor";',
    }),
  ).toEqual([
    'src/matmul.ts:2 import: src/matmul.ts may not have @tinytorch/tensor by way of another file, got "./helper.ts"',
  ]);
  expect(
    await problems({
      "src/matmul.ts": "export const two = 2;",
      "src/only.ts": 'import { relu } from "@tinytorch/nn";\nexport const three = relu;',
    }),
  ).toEqual([
    'src/only.ts:1 import: this file may import @tinytorch/tensor and its own files, got "@tinytorch/nn" in src/only.ts',
  ]);
});
