// Lane: process

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse } from "../testing/copy-course.ts";
import { runTito } from "../testing/run-tito.ts";

async function courseWithRace(program: string): Promise<string> {
  const course = await copyCourse();
  const lab = join(course, "modules/01-echo/lab");
  await mkdir(lab);
  await writeFile(join(lab, "race.ts"), program);
  return course;
}

test("the race runs with its own output and exit code, and is told of --json", async () => {
  const course = await courseWithRace("process.stdout.write(process.argv[2] ?? ''); process.exit(7);");
  const run = await runTito(["race", "01", "--json", "--course", course]);
  expect(run).toEqual({ code: 7, stdout: "--json", stderr: "" });
});

test("a signal reaches the race, and tito ends when it does", async () => {
  const course = await courseWithRace(`
    process.on("SIGTERM", () => { process.stdout.write("stopped in order"); process.exit(5); });
    setInterval(() => {}, 1000);
    process.stdout.write("running, ");
  `);
  const run = await runTito(["race", "01", "--course", course], {
    during: (child) => child.stdout?.once("data", () => child.kill("SIGTERM")),
  });
  expect(run).toEqual({ code: 5, stdout: "running, stopped in order", stderr: "" });
});

test("a module without a race says so", async () => {
  const { code, stderr } = await runTito(["race", "01", "--course", await copyCourse()]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/^tito race: 01-echo must have a race, got no .*race\.ts\n$/);
});
