// Lane: process

import { expect, test } from "vitest";
import { startAutograder } from "../testing/autograder-process.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { spawnTito } from "../testing/run-tito.ts";

test("a person is erased once the server is stopped, and not before --yes says so", async () => {
  const data = await temporaryFolder();
  const erase = (...more: string[]) => spawnTito(["erase-user", "Student-A", "--data", data, ...more]);
  expect((await erase()).stderr).toBe(`erase-user: the data folder must hold a database, got none in ${data}\n`);

  const server = await startAutograder(data);
  await server.addAccount("student-a", "student");
  const refused = await erase("--yes");
  expect(refused).toMatchObject({ code: 2, stdout: "" });
  expect(refused.stderr).toMatch(/^erase-user: [^\n]+, which one is using: stop it first\n$/);
  expect(await server.stop()).toBe(0);

  const planned = await erase();
  expect(planned).toMatchObject({ code: 0, stderr: "" });
  expect(planned.stdout).toMatch(
    /^student-a: 0 submissions with 0 runs, 1 token, 0 bytes of files\.\n.*\nNothing is erased/,
  );
  const erased = await erase("--yes", "--json");
  expect(JSON.parse(erased.stdout)).toMatchObject({ erased: true, purged: true, name: "student-a", tokens: 1 });
  expect((await erase("--yes")).stderr).toBe("erase-user: there must be an account of that name, got Student-A\n");
}, 60_000);
