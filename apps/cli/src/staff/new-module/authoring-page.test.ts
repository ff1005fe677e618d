// Lane: process

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { repository, runTito, spawnTito } from "../../testing/run-tito.ts";

/** The files that the page shows whole: a path in a line of its own, and the block below it. */
async function filesOfThePage(): Promise<ReadonlyMap<string, string>> {
  const page = await readFile(join(repository, "docs/authoring.md"), "utf8");
  const shown = page.matchAll(/^`((?:modules|grading)\/\S+)`:\n\n```\w+\n(.+?)^```$/gms);
  return new Map(Array.from(shown, ([, path = "", text = ""]) => [path, text]));
}

test("whoever follows the page has a module that keeps every rule", async () => {
  const course = await copyCourse();
  const tito = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runTito([...args, "--course", course]);
    expect({ args, code }, stdout + stderr).toEqual({ args, code: 0 });
    return stdout;
  };
  await tito("new-module", "21-sampling");
  for (const gone of [
    "grading/21-sampling/solution/src/scale.ts",
    "modules/21-sampling/src/scale.ts",
    "grading/21-sampling/scale",
    "modules/21-sampling/tests/scale.test.ts",
  ]) {
    await rm(join(course, gone), { recursive: true });
  }
  const files = await filesOfThePage();
  expect([...files.keys()]).toHaveLength(9);
  for (const [path, text] of files) {
    await mkdir(dirname(join(course, path)), { recursive: true });
    await writeFile(join(course, path), text);
  }
  await tito("starter", "21");
  // A program of its own, which this process would let print where it pleases.
  const { stdout: picture } = await spawnTito(["lab", "21", "--solution", "--course", course]);
  const readme = join(course, "modules/21-sampling/README.md");
  const page = (await readFile(readme, "utf8"))
    .replace(/\*\*Build sampling, and see that it works\.\*\*/, "**Choose the next word of a language model.**")
    .replace(/```ts\n.+?```/s, '```ts\nimport { greedy } from "./src/index.ts";\n\ngreedy([1, 4, 2]);\n```')
    .replace(/```text\n.+?```/s, `\`\`\`text\n${picture}\`\`\``);
  await writeFile(readme, page);
  await tito("verify", "21", "--seeds", "2", "--write");
  expect(await tito("check", "21")).not.toContain("❌");
});
