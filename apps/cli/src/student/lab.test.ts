// Lane: process

import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { repository, runTito, spawnTito } from "../testing/run-tito.ts";

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
