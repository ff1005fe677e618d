import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { echoCourse } from "../../testing/echo-course.ts";
import { openTestApp } from "../../testing/open-test-app.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

/** The echo course, and beside its module another whose points do not add up. */
function courseWithBrokenModule(): string {
  const course = temporaryFolder();
  symlinkSync(join(echoCourse, "../../node_modules"), join(course, "node_modules"));
  for (const half of ["modules", "grading"]) {
    for (const id of ["01-echo", "02-echo"]) {
      cpSync(join(echoCourse, half, "01-echo"), join(course, half, id), { recursive: true });
    }
  }
  const manifest = join(course, "modules/02-echo/module.json");
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace("01-echo", "02-echo"));
  const rubric = join(course, "grading/02-echo/rubric.json");
  const text = readFileSync(rubric, "utf8").replace("01-echo", "02-echo");
  writeFileSync(rubric, text.replace('"points": 40', '"points": 41'));
  return course;
}

test("a broken module takes no work and says nothing of what is hidden; the others do", async () => {
  const { account, files, rows } = await openTestApp({ TINYTORCH_COURSE: courseWithBrokenModule() });
  const student = account("studentA", "student");
  const send = (module: string) => student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  const refused = await send("02-echo");
  expect(refused.statusCode).toBe(503);
  expect(refused.headers["retry-after"]).toBe("600");
  expect(refused.json().error).toEqual({
    code: "unavailable",
    message: "02-echo cannot be graded as the course stands, so it takes no work now; tell an instructor.",
    field: "module",
  });
  expect(rows("submissions")).toBe(0);
  expect((await send("01-echo")).statusCode).toBe(202);

  const { modules, broken } = (await student.send({ url: "/v1/modules" })).json();
  expect(modules.map(({ id }: { id: string }) => id)).toEqual(["01-echo"]);
  expect(broken).toEqual(["02-echo"]);
  const book = await account("teacher", "instructor").send({ url: "/v1/gradebook" });
  expect(book.json().modules).toEqual(["01-echo", "02-echo"]);
});
