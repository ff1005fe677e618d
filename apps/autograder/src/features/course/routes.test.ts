import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openTestApp } from "../../testing/open-test-app.ts";
import { temporaryFolder } from "../../testing/temporary-folder.ts";

const url = "/v1/course.tgz";

test("whoever is signed in receives the packed course, byte for byte", async () => {
  const file = join(temporaryFolder(), "course.tgz");
  const packed = Buffer.from(Array.from({ length: 300_000 }, (_, index) => (index * 7) % 256));
  writeFileSync(file, packed);
  const service = await openTestApp({ TINYTORCH_RELEASE: file });
  for (const role of ["student", "ci", "instructor"] as const) {
    const answer = await service.account(role, role).send({ url });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toMatchObject({
      "content-type": "application/gzip",
      "content-length": String(packed.length),
      "content-disposition": 'attachment; filename="course.tgz"',
    });
    expect(answer.rawPayload.equals(packed)).toBe(true);
  }
  expect((await service.app.inject({ url })).statusCode).toBe(401);
});

test("where there is none a sentence says so", async () => {
  const file = join(temporaryFolder(), "course.tgz");
  writeFileSync(file, "packed");
  rmSync(file);
  for (const environment of [{}, { TINYTORCH_RELEASE: file }]) {
    const service = await openTestApp(environment);
    const answer = await service.account("studentA", "student").send({ url });
    expect(answer.statusCode).toBe(404);
    expect(answer.json().error).toEqual({
      code: "not-found",
      message: "This course hands out no folder here; ask those who teach it how it is handed out.",
    });
  }
});
