// Lane: process

import { mkdir, realpath, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { copyCourse, temporaryFolder } from "../../testing/copy-course.ts";
import { spawnTito } from "../../testing/run-tito.ts";
import { coursesBelow, findCourse } from "./find-course.ts";

test("a course is found from itself and from whatever lies in it", async () => {
  const course = await copyCourse();
  for (const place of ["", "modules", "modules/01-echo", "modules/01-echo/src", "grading/01-echo/echo"]) {
    expect(await findCourse(join(course, place))).toBe(course);
  }
});

test("a folder is no course by its name alone", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "modules/notes"), { recursive: true });
  await writeFile(join(folder, "modules/01-notes"), "a file");
  expect(await findCourse(join(folder, "modules/notes"))).toBe(null);
  expect(await coursesBelow(folder)).toEqual([]);
  expect(await coursesBelow(join(folder, "nowhere"))).toEqual([]);
});

test("a folder that holds courses names them", async () => {
  const folder = await temporaryFolder();
  for (const name of ["tinytorch", "my course"]) {
    await mkdir(join(folder, name, "modules/01-echo"), { recursive: true });
  }
  expect(await coursesBelow(folder)).toEqual(["my course", "tinytorch"]);
  const told = await spawnTito(["verify", "--course", folder]);
  expect(told).toMatchObject({ code: 2, stdout: "" });
  expect(told.stderr).toMatch(
    /^tito verify: .*; there are courses in \.\/my course and \.\/tinytorch: cd to one of them\n$/,
  );
});

test("whoever stands a level too high is told where to go", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "tinytorch/modules/01-echo"), { recursive: true });
  const { code, stderr } = await spawnTito(["test", "01", "--course", "."], { cwd: folder });
  expect(code).toBe(2);
  expect(stderr).toBe(
    "tito test: the course must have a modules folder, got none in .; there is a course in ./tinytorch: cd tinytorch\n",
  );
});

test("inside a module's folder no name is needed, by whatever way one came there", async () => {
  const course = await copyCourse();
  const way = join(await temporaryFolder(), "link");
  await symlink(course, way);
  for (const cwd of [course, way]) {
    const here = await spawnTito(["test"], { cwd: join(cwd, "modules/01-echo/src") });
    const there = await spawnTito(["test", join(way, "modules/01-echo")], { cwd });
    for (const { code, stderr } of [here, there]) {
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: expect.stringMatching(/^tito test: \S+ must have tests, got no file tests\/\*\.test\.ts\n$/),
      });
    }
  }
  const outside = await spawnTito(["test"], { cwd: await realpath(course) });
  expect(outside).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito test: a module must be named, as in `08-optimizers` or `08`, outside of a module's folder\n",
  });
});

test("a near miss is asked back, and what may mean several names them", async () => {
  const near = await spawnTito(["lab", "optimisers"]);
  expect(near.stderr).toBe(
    'tito lab: the module must be one of the course\'s, got "optimisers"; did you mean 08-optimizers?\n',
  );
  const several = await spawnTito(["lab", "a"]);
  expect(several.stderr).toMatch(
    /^tito lab: the module must be one alone, got "a", which may be 02-activations,? .*or \S+\n$/,
  );
});
