// Lane: process

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { webhookMessageSchema } from "@tinytorch/api";
import { hookReceiver } from "@tinytorch/autograder/testing";
import { expect, onTestFinished, test, vi } from "vitest";
import { startAutograder } from "../testing/autograder-process.ts";
import { temporaryFolder } from "../testing/copy-course.ts";
import { echoCourse, runTito } from "../testing/run-tito.ts";

const patience = 120_000;

test(
  "a webhook is added, tried, told of a grading, listed and removed; people choose their e-mail and get what is kept of them",
  async () => {
    const data = await temporaryFolder();
    const server = await startAutograder(data, { TINYTORCH_COURSE: echoCourse, TINYTORCH_WEBHOOK_PRIVATE: "1" });
    onTestFinished(async () => void (await server.stop()));
    const home = await temporaryFolder();
    const as = (token: string) => ({ TINYTORCH_URL: server.url, TINYTORCH_TOKEN: token, XDG_CONFIG_HOME: home });
    const teacher = as((await readFile(join(data, "tokens/instructor"), "utf8")).trim());
    const student = as(await server.addAccount("ada", "student"));
    const { url, received } = await hookReceiver();
    const types = () => received.map(({ body }) => webhookMessageSchema.parse(JSON.parse(body)).type);

    const added = await runTito(["webhook", "add", url], { env: teacher });
    expect(added, added.stderr).toMatchObject({ code: 0 });
    expect(added.stdout.split("\n")[1]).toHaveLength(43);
    const { webhooks } = JSON.parse((await runTito(["webhook", "list", "--json"], { env: teacher })).stdout);
    const id: string = webhooks[0].id;
    expect((await runTito(["webhook", "test", id.slice(0, 8)], { env: teacher })).stdout).toContain(
      "It took a message",
    );
    expect(types()).toEqual(["ping"]);

    const submit = await runTito(
      ["submit", "01", join(echoCourse, "grading/01-echo/solution"), "--json", "--course", echoCourse],
      {
        env: student,
      },
    );
    expect(submit, submit.stderr).toMatchObject({ code: 0 });
    await vi.waitFor(
      () => expect(types().slice(1)).toEqual(["submission.received", "grade.changed", "submission.graded"]),
      {
        timeout: 30_000,
        interval: 50,
      },
    );
    expect((await runTito(["webhook", "list"], { env: teacher })).stdout).toContain(url);
    expect((await runTito(["webhook", "retry", "1"], { env: teacher })).code).toBe(2);
    expect((await runTito(["webhook", "remove", id], { env: teacher })).code).toBe(0);
    expect((await runTito(["webhook", "list"], { env: teacher })).stdout).toBe("No webhooks.\n");

    const chosen = await runTito(["notify", "--to", "ada@example.edu", "--on", "receipt", "--off", "graded"], {
      env: student,
    });
    expect(chosen.stdout).toMatch(/receipt +│ on/);
    expect(chosen.stdout).toMatch(/graded +│ off/);
    expect(chosen.stdout).toContain("To ada@example.edu.");
    expect((await runTito(["notify", "--to", "no address"], { env: student })).code).toBe(2);

    const own = join(home, "own");
    const theirs = join(home, "theirs");
    expect((await runTito(["my-data", "--out", own], { env: student })).code).toBe(0);
    expect((await runTito(["my-data", "--out", own], { env: student })).code).toBe(2);
    expect((await runTito(["export-person", "ada", "--out", theirs], { env: teacher })).code).toBe(0);
    expect((await runTito(["export-person", "ada", "--out", join(home, "x")], { env: student })).code).toBe(2);
    for (const folder of [own, theirs]) {
      expect(await readdir(folder)).toEqual(
        expect.arrayContaining(["README.txt", "account.json", "grades.json", "submissions"]),
      );
    }
    expect(JSON.parse(await readFile(join(own, "grades.json"), "utf8"))).toMatchObject([{ counted: 100 }]);
  },
  patience,
);
