// Lane: process

import type { ChildProcess } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../../testing/copy-course.ts";
import { repository, runTito, spawnTito } from "../../testing/run-tito.ts";

/** A lab that says which value the module gives back of 7. */
const echoing = `
  import { runLab } from ${JSON.stringify(join(repository, "packages/lab/src/terminal/index.ts"))};
  const lab = { data: ({ echo }) => echo(7), draw: (value) => \`\${value} came back\` };
  await runLab(lab, import.meta.dirname);
`;

async function courseWithRace(program: string, name = "race.ts"): Promise<string> {
  const course = await copyCourse();
  const lab = join(course, "modules/01-echo/lab");
  await mkdir(lab);
  await writeFile(join(lab, name), program);
  return course;
}

test("the race runs with its own output and exit code, and is told of --json", async () => {
  const course = await courseWithRace("process.stdout.write(process.argv[2] ?? ''); process.exit(7);");
  const run = await spawnTito(["race", "01", "--json", "--course", course]);
  expect(run).toEqual({ code: 7, stdout: "--json", stderr: "" });
});

test("a signal reaches the race, and tito ends when it does", async () => {
  const course = await courseWithRace(`
    process.on("SIGTERM", () => { process.stdout.write("stopped in order"); process.exit(5); });
    setInterval(() => {}, 1000);
    process.stdout.write("running, ");
  `);
  const run = await spawnTito(["race", "01", "--course", course], {
    during: (child) => child.stdout?.once("data", () => child.kill("SIGTERM")),
  });
  expect(run).toEqual({ code: 5, stdout: "running, stopped in order", stderr: "" });
});

test("tito lab runs a module's picture, whatever it is called", async () => {
  for (const name of ["lab.ts", "race.ts"]) {
    const course = await courseWithRace("process.stdout.write('a picture');", name);
    expect(await spawnTito(["lab", "01", "--course", course])).toEqual({ code: 0, stdout: "a picture", stderr: "" });
  }
});

test("a module without a lab says so", async () => {
  const { code, stderr } = await runTito(["lab", "01", "--course", await copyCourse()]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tito lab: 01-echo must have a lab, got no .*lab\.ts\n$/);
});

test("a module without a race says so", async () => {
  const { code, stderr } = await runTito(["race", "01", "--course", await copyCourse()]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tito race: 01-echo must have a race, got no .*race\.ts\n$/);
});

test("code that cannot be read is one sentence with the file and the line", async () => {
  const course = await courseWithRace(echoing, "lab.ts");
  await writeFile(join(course, "modules/01-echo/src/index.ts"), "export function echo(value) {\n  return [value;\n}\n");
  const { code, stdout, stderr } = await spawnTito(["lab", "01", "--course", course], { cwd: course });
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(/^modules\/01-echo\/src\/index\.ts:2 cannot be read: Expected .*\n$/);
});

test("a file that is missing is one sentence that says how to have it back; a helper of one's own is to be written", async () => {
  const course = await courseWithRace(echoing, "lab.ts");
  const src = join(course, "modules/01-echo/src");
  const draw = () => spawnTito(["lab", "01", "--course", course], { cwd: course });
  await writeFile(join(src, "index.ts"), 'export { echo } from "./helper.ts";\n');
  expect(await draw()).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "modules/01-echo/src/helper.ts, which modules/01-echo/src/index.ts imports, is not there: write the file, or mend the import\n",
  });
  await rm(join(src, "index.ts"));
  expect(await draw()).toEqual({
    code: 1,
    stdout: "",
    stderr: "modules/01-echo/src/index.ts is not there: put it back with `tito reset 01 src/index.ts`\n",
  });
});

test("with --solution an author sees the lab on the solution, and a student is refused", async () => {
  const course = await courseWithRace(echoing, "lab.ts");
  const [own, solution] = [
    await spawnTito(["lab", "01", "--course", course]),
    await spawnTito(["lab", "01", "--solution", "--course", course]),
  ];
  expect(own.stdout).toMatch(/^Not written yet: /);
  expect(solution).toEqual({ code: 0, stdout: "7 came back\n", stderr: "" });
  await rm(join(course, "grading"), { recursive: true });
  const refused = await runTito(["lab", "01", "--solution", "--course", course]);
  expect(refused.code).toBe(2);
  expect(refused.stderr).toMatch(/^tito lab: the hidden material .* not part of a student's checkout.*\n$/);
});

/** Keeps what a process prints, and does each step in turn once the words before it have come. */
function afterWords(child: ChildProcess, steps: readonly (readonly [words: string, step: () => unknown])[]): void {
  let [printed, next] = ["", 0];
  child.stdout?.on("data", (chunk: Buffer) => {
    printed += chunk.toString();
    const [words, step] = steps[next] ?? [null, () => {}];
    if (words === null || !printed.includes(words)) return;
    next += 1;
    void step();
  });
}

const echoes = (expression: string) => `export const echo = (value: number) => ${expression};\n`;

test("with --watch the picture is drawn again after a save, or why it is not, until it is ended", async () => {
  const course = await courseWithRace(echoing, "lab.ts");
  const file = join(course, "modules/01-echo/src/index.ts");
  await writeFile(file, echoes("value"));
  const run = await spawnTito(["lab", "01", "--watch", "--limit", "5", "--course", course], {
    cwd: course,
    during: (child) =>
      afterWords(child, [
        ["7 came back", () => writeFile(file, echoes("value + 1"))],
        ["8 came back", () => writeFile(file, echoes("{ while (true); }"))],
        ["was stopped", () => child.kill("SIGINT")],
      ]),
  });
  expect(run).toEqual({
    code: 0,
    stdout:
      "7 came back\n8 came back\nThe code ran longer than 5 s and was stopped at modules/01-echo/src/index.ts:1.\n",
    stderr: "",
  });
});

test("with --serve a page is there until it is ended, and one port is not had twice", async () => {
  const course = await courseWithRace(echoing, "lab.ts");
  const args = ["lab", "01", "--serve", "--solution", "--course", course];
  let [page, second] = ["", { code: 0 as number | null, stderr: "" }];
  const run = await spawnTito(args, {
    during: (child) =>
      child.stdout?.once("data", async (chunk: Buffer) => {
        const url = /http:\S+\//.exec(chunk.toString())?.[0] ?? "";
        page = await (await fetch(url)).text();
        second = await runTito([...args, "--port", new URL(url).port]);
        child.kill("SIGINT");
      }),
  });
  expect(page).toContain("<title>TinyTorch lab</title>");
  expect(second.code).toBe(2);
  expect(second.stderr).toMatch(/^tito lab: the port must be free, got \d+ \(EADDRINUSE\)\n$/);
  expect(run).toMatchObject({ code: 0, stderr: "" });
  expect(run.stdout).toMatch(
    /^01-echo is drawn at http:\/\/127\.0\.0\.1:\d+\/, and again whenever you save\. Ctrl-C ends it\.\n$/,
  );
});

test("the ways to show a picture go one at a time", async () => {
  for (const flags of [
    ["--json", "--serve"],
    ["--watch", "--serve"],
    ["--watch", "--json"],
  ]) {
    const { code, stderr } = await runTito(["lab", "01", ...flags, "--course", await copyCourse()]);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^tito: option '--\w+' cannot be used with option '--\w+'\n$/);
  }
});
