// Lane: process

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient, similarityReportSchema, similarPairSchema } from "@tinytorch/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Autograder, startAutograder } from "../../testing/autograder-process.ts";
import { echoCourse, runTito } from "../../testing/run-tito.ts";

const body = (name: string, sum: string) => `export function ${name}(list: readonly number[]): number {
  let ${sum} = 0;
  for (let i = 0; i < list.length; i += 1) {
    if (list[i] > 10) ${sum} = ${sum} + list[i] * list[i];
    else if (list[i] < -10) ${sum} = ${sum} - list[i] / 2;
    else ${sum} += 1;
  }
  while (${sum} > 1000) ${sum} = ${sum} / 10 - 1;
  return ${sum} < 0 ? -${sum} : ${sum};
}
`;
let data: string;
let autograder: Autograder;
let instructor: Record<string, string>;
const tito = (...args: string[]) => runTito(["similar", "01", "--course", echoCourse, ...args], { env: instructor });

beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), "tito-similar-"));
  autograder = await startAutograder(data, { TINYTORCH_COURSE: echoCourse });
  const token = await autograder.addAccount("teacher", "instructor");
  instructor = { TINYTORCH_URL: autograder.url, TINYTORCH_TOKEN: token };
}, 60_000);

afterAll(async () => {
  await autograder.stop();
  await rm(data, { recursive: true });
});

async function handIn(name: string, text: string): Promise<void> {
  const client = createClient({ baseUrl: autograder.url, token: await autograder.addAccount(name, "student") });
  const index = "export const echo = (value: unknown): unknown => value;\n";
  await client.submit({ module: "01-echo", files: { "src/index.ts": index, "src/more.ts": text } });
}

test("an instructor compares a module, sees who is alike, and looks at a pair", async () => {
  const none = await tito();
  expect(none).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("start one with `tito similar 01-echo --start`"),
  });
  expect(await tito("--start")).toMatchObject({ code: 2, stderr: expect.stringContaining("got 0") });
  await handIn("ann", body("total", "sum"));
  await handIn("ben", "export const more = [1, 2, 3].map((each) => each + 1);\n");
  await handIn("cem", body("all", "acc"));
  const started = await tito("--start", "--threshold", "50");
  expect(started, started.stderr).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/│ 1 +│ ann +│ cem +│ 100 % /),
  });
  expect(started.stdout).toContain("never a mark");
  const { code, stdout } = await tito("--json");
  expect(code).toBe(0);
  expect(similarityReportSchema.parse(JSON.parse(stdout))).toMatchObject({
    state: "done",
    threshold: 50,
    submissions: 3,
  });
  const shown = await tito("--show", "1");
  expect(shown).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/src\/more\.ts 1–9 of ann[\s\S]*src\/more\.ts 1–9 of cem/),
  });
  const pair = similarPairSchema.parse(JSON.parse((await tito("--show", "1", "--json")).stdout));
  expect(pair.left.files["src/more.ts"]).toBe(body("total", "sum"));
  expect(await tito("--show", "2")).toMatchObject({ code: 2, stderr: expect.stringContaining("no pair 2") });
  expect(await tito("--cancel")).toMatchObject({ code: 2, stderr: expect.stringContaining("this one is done") });
});

test.each([
  [["--common", "10"], "give --start as well"],
  [["--threshold", "0"], "from 1 to 100"],
  [["--start", "--which", "best"], "latest, counting"],
  [["--start", "--show", "1"], "cannot be used with"],
])("%j is refused with one sentence", async (args, sentence) => {
  expect(await tito(...args)).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining(sentence) });
});
