// Lane: clock

import { readdirSync } from "node:fs";
import { startGrader } from "@tinytorch/grader";
import { temporaryFolder, watchDescendants } from "@tinytorch/test-harness";
import { expect, onTestFinished, test, vi } from "vitest";
import { attackCourse } from "./course-root.ts";
import { startCourseService } from "./running-service.ts";
import { hurried, patient, submissionWith } from "./slots.ts";

test.skipIf(process.platform !== "linux")(
  "nothing is left running or lying about after loops, floods of memory and throws, once the grader is closed",
  async () => {
    // A folder of its own: in the system's, others' sandboxes come and go.
    const folder = temporaryFolder();
    vi.stubEnv("TMPDIR", folder);
    onTestFinished(() => void vi.unstubAllEnvs());
    const watch = watchDescendants();
    onTestFinished(() => watch.stop());
    const grader = await startGrader({ root: attackCourse });
    onTestFinished(() => grader.close());
    const attacks = {
      1: "() => { for (;;); }",
      2: "() => { const all = []; for (;;) all.push(new Array(1e5).fill(all.length)); }",
      3: "() => new Promise(() => {})",
    };
    const report = await grader.grade({ moduleId: hurried, files: submissionWith(attacks), seed: 7 });
    expect(report.score).toBe(70);
    await grader.grade({ moduleId: patient, files: submissionWith({}, "throw 1;"), seed: 7 });

    const sandboxes = (commands: readonly string[]) => commands.filter((each) => each.includes("child.cjs"));
    expect(sandboxes(watch.seen()).length).toBeGreaterThan(3);
    await grader.close();
    await expect.poll(() => watch.remaining(), { timeout: 20_000 }).toEqual([]);
    expect(readdirSync(folder).filter((name) => /sandbox|runsc|bwrap/.test(name))).toEqual([]);
  },
  300_000,
);

test.skipIf(process.platform !== "linux")(
  "nothing is left running when the server is killed in the middle of an endless loop",
  async () => {
    const watch = watchDescendants();
    onTestFinished(() => watch.stop());
    const service = await startCourseService();
    onTestFinished(() => service.stop("SIGKILL"));
    const { client } = await service.student("studentA");
    const files = submissionWith({ 1: "() => { for (;;); }" }, "");
    const { id } = await client.submit({ module: patient, files });
    for await (const { type } of client.events(id)) if (type === "progress") break;
    expect(watch.seen().filter((each) => each.includes("grader-process")).length).toBeGreaterThan(0);
    await service.stop("SIGKILL");
    await expect.poll(() => watch.remaining(), { timeout: 20_000 }).toEqual([]);
  },
  300_000,
);
