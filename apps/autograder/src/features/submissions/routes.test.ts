import { submissionLimits } from "@tinytorch/course";
import { sampleReport } from "@tinytorch/course/testing";
import { describe, expect, test } from "vitest";
import { attemptLimit } from "../../grading/queue.ts";
import { openTestApp, type TestApp } from "../../testing/open-test-app.ts";

const json = { "content-type": "application/json" };

/** Has everything that waits graded as the sample report says. */
function gradeAll({ store }: TestApp, score = 60): void {
  for (let lease = store.queue.lease("test"); lease !== undefined; lease = store.queue.lease("test")) {
    const report = sampleReport({ sha256: lease.sha256, seed: lease.seed, score });
    store.runs.store(lease, { report, startedAt: lease.askedAt, answeredAt: lease.askedAt });
  }
}

describe("handing in", () => {
  test("gives a receipt, and the submission waits", async () => {
    const { account, module, files } = await openTestApp();
    const student = account("studentA", "student");
    const answer = await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
    expect(answer.statusCode).toBe(202);
    const receipt = answer.json();
    expect(receipt).toMatchObject({ position: 1, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(answer.headers.location).toBe(`/v1/submissions/${receipt.id}`);
    const seen = await student.send({ url: `/v1/submissions/${receipt.id}` });
    expect(seen.json()).toMatchObject({
      status: "queued",
      position: 1,
      receipt,
      report: null,
      failure: null,
    });
  });

  test("the same key with the same files is the same submission; with other files it is 409", async () => {
    const { account, module, files, rows } = await openTestApp();
    const student = account("studentA", "student");
    const send = (payload: object) => student.send({ method: "POST", url: "/v1/submissions", payload });
    const first = await send({ module, files, idempotencyKey: "k" });
    const again = await send({ module, files, idempotencyKey: "k" });
    expect(again.json()).toEqual(first.json());
    const [path = ""] = Object.keys(files);
    const other = await send({ module, files: { ...files, [path]: "other" }, idempotencyKey: "k" });
    expect(other.statusCode).toBe(409);
    expect(other.json().error).toMatchObject({ code: "idempotency-key-reused", field: "idempotencyKey" });
    expect([rows("submissions"), rows("jobs")]).toEqual([1, 1]);
  });

  test("two students may use the same key", async () => {
    const { account, module, files, rows } = await openTestApp();
    const payload = { module, files, idempotencyKey: "k" };
    await account("studentA", "student").send({ method: "POST", url: "/v1/submissions", payload });
    await account("studentB", "student").send({ method: "POST", url: "/v1/submissions", payload });
    expect(rows("submissions")).toBe(2);
  });

  test("the largest submission there may be is taken, though every character of it is an escape", async () => {
    const { account, module, files } = await openTestApp();
    const student = account("studentA", "student");
    const [path = "", ...more] = [
      ...Object.keys(files),
      ...Array.from({ length: submissionLimits.files - 1 }, (_, index) => `src/deep/deeper/helper-${index}.ts`),
    ];
    const share = Math.floor(submissionLimits.bytes / submissionLimits.files);
    const escaped = (text: string) => text.replaceAll(/./g, (one) => `\\u00${one.charCodeAt(0).toString(16)}`);
    const entries = [path, ...more].map((name) => `"${escaped(name)}":"${escaped("x".repeat(share))}"`);
    const payload = `{"module":"${escaped(module)}","files":{${entries.join()}}}`;
    const answer = await student.send({ method: "POST", url: "/v1/submissions", headers: json, payload });
    expect(payload.length).toBeGreaterThan(6_000_000);
    expect(answer.statusCode).toBe(202);
  });

  test("a large body of many values is refused before it is read as JSON", async () => {
    const { account, rows } = await openTestApp();
    const values = Array.from({ length: 100_000 }, (_, index) => `"k${index}":1`);
    const payload = `{"module":"x","files":{${values.join()}}}`;
    const answer = await account("studentA", "student").send({
      method: "POST",
      url: "/v1/submissions",
      headers: json,
      payload,
    });
    expect(answer.json().error).toMatchObject({
      code: "invalid-json",
      field: "body",
      message: expect.stringContaining("more values"),
    });
    expect(rows("submissions")).toBe(0);
  });

  test("a loop of submissions is 429 with Retry-After, and others may still hand in", async () => {
    const { account, module, files, rows } = await openTestApp({ TINYTORCH_SUBMISSIONS_PER_MINUTE: "2" });
    const payload = { module, files };
    const [studentA, studentB] = [account("studentA", "student"), account("studentB", "student")];
    const send = (who: typeof studentA) => who.send({ method: "POST", url: "/v1/submissions", payload });
    const codes = [await send(studentA), await send(studentA), await send(studentA), await send(studentB)].map(
      (a) => a.statusCode,
    );
    expect(codes).toEqual([202, 202, 429, 202]);
    expect(rows("submissions")).toBe(3);
  });
});

describe("bad input", () => {
  interface Bad {
    readonly what: string;
    readonly status: number;
    readonly code: string;
    readonly field?: string;
    readonly says?: RegExp;
    readonly body: (good: { module: string; files: Record<string, string> }) => unknown;
    readonly headers?: Record<string, string>;
  }
  const first = (files: Record<string, string>) => Object.keys(files)[0] ?? "";
  const without = (files: Record<string, string>, path: string) =>
    Object.fromEntries(Object.entries(files).filter(([name]) => name !== path));

  const bad: readonly Bad[] = [
    {
      what: "an unknown module",
      status: 400,
      code: "unknown-module",
      field: "module",
      body: ({ files }) => ({ module: "99-nothing", files }),
    },
    {
      what: "a missing module",
      status: 400,
      code: "invalid-request",
      field: "module",
      body: ({ files }) => ({ files }),
    },
    {
      what: "a module that is a number",
      status: 400,
      code: "invalid-request",
      field: "module",
      body: ({ files }) => ({ module: 1e308, files }),
    },
    {
      what: "missing files",
      status: 400,
      code: "invalid-request",
      field: "files",
      body: ({ module }) => ({ module }),
    },
    {
      what: "files as a list",
      status: 400,
      code: "invalid-request",
      field: "files",
      body: ({ module }) => ({ module, files: ["x"] }),
    },
    {
      what: "a file that is not text",
      status: 400,
      code: "invalid-request",
      field: "files.src/index.ts",
      body: ({ module, files }) => ({ module, files: { ...files, "src/index.ts": { a: 1 } } }),
    },
    {
      what: "a missing file",
      status: 400,
      code: "invalid-submission",
      field: "files.src/index.ts",
      says: /is required, got no such file/,
      body: ({ module, files }) => ({ module, files: without(files, "src/index.ts") }),
    },
    ...[
      "../../../etc/passwd",
      "/etc/passwd",
      "package.json",
      "vitest.config.ts",
      "src/../src/index.ts",
      "node_modules/x.ts",
      "constructor",
      "toString",
      "SRC/index.ts",
    ].map(
      (path): Bad => ({
        what: `a file called ${path}`,
        status: 400,
        code: "invalid-submission",
        field: `files.${path}`,
        says: /only .* may be handed in/,
        body: ({ module, files }) => ({ module, files: { ...files, [path]: "" } }),
      }),
    ),
    {
      what: "a file over its limit",
      status: 400,
      code: "invalid-submission",
      says: /may have 131072 bytes, got 131073/,
      body: ({ module, files }) => ({ module, files: { ...files, [first(files)]: "x".repeat(131_073) } }),
    },
    {
      what: "a NUL in a file",
      status: 400,
      code: "invalid-submission",
      says: /must be text/,
      body: ({ module, files }) => ({ module, files: { ...files, [first(files)]: "\0" } }),
    },
    {
      what: "a lone surrogate in a file",
      status: 400,
      code: "invalid-request",
      says: /surrogates/,
      body: ({ module, files }) =>
        JSON.stringify({ module, files: { ...files, [first(files)]: "@" } }).replace('"@"', '"\\ud800"'),
    },
    {
      what: "100 files",
      status: 400,
      code: "invalid-request",
      field: "files",
      body: ({ module }) => ({
        module,
        files: Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`src/${i}.ts`, ""])),
      }),
    },
    {
      what: "an unknown key",
      status: 400,
      code: "invalid-request",
      body: ({ module, files }) => ({ module, files, score: 100 }),
    },
    {
      what: "an idempotency key with a line break",
      status: 400,
      code: "invalid-request",
      field: "idempotencyKey",
      body: ({ module, files }) => ({ module, files, idempotencyKey: "a\nb" }),
    },
    {
      what: "a __proto__ key",
      status: 400,
      code: "invalid-json",
      field: "body",
      body: ({ module }) => `{"module":"${module}","files":{"__proto__":"x"}}`,
    },
    {
      what: "a constructor.prototype key",
      status: 400,
      code: "invalid-json",
      field: "body",
      body: ({ module }) => `{"module":"${module}","files":{"constructor":{"prototype":{"a":1}}}}`,
    },
    {
      what: "JSON a hundred thousand levels deep",
      status: 400,
      code: "invalid-json",
      body: () => "[".repeat(100_000) + "]".repeat(100_000),
    },
    { what: "half a JSON", status: 400, code: "invalid-json", field: "body", body: () => '{"module":' },
    { what: "an empty body", status: 400, code: "invalid-json", field: "body", body: () => "" },
    { what: "null", status: 400, code: "invalid-request", body: () => "null" },
    {
      what: "bytes that are not UTF-8",
      status: 400,
      code: "invalid-json",
      field: "body",
      says: /UTF-8/,
      body: ({ module }) =>
        Buffer.concat([
          Buffer.from(`{"module":"${module}","files":{"src/index.ts":"`),
          Buffer.from([0xc3, 0x28]),
          Buffer.from('"}}'),
        ]),
    },
    {
      what: "another content type",
      status: 415,
      code: "unsupported-media-type",
      headers: { "content-type": "text/plain" },
      body: ({ module, files }) => JSON.stringify({ module, files }),
    },
    {
      what: "a form",
      status: 415,
      code: "unsupported-media-type",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: () => "module=08",
    },
    {
      what: "a body over the limit",
      status: 413,
      code: "too-large",
      body: ({ module }) => ({ module, files: { "src/index.ts": "x".repeat(8_000_000) } }),
    },
    {
      what: "a page of another site",
      status: 403,
      code: "cross-site",
      headers: { "sec-fetch-site": "cross-site" },
      body: (good) => good,
    },
  ];

  test.each(bad)(
    "$what is $status, one sentence, and nothing is written",
    async ({ status, code, field, says, body, headers }) => {
      const { account, module, files, rows } = await openTestApp();
      const content = body({ module, files: { ...files } });
      const payload = typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content);
      const student = account("studentA", "student");
      const answer = await student.send({
        method: "POST",
        url: "/v1/submissions",
        headers: { ...json, ...headers },
        payload,
      });
      const { error, requestId } = answer.json();
      expect({ status: answer.statusCode, code: error.code }).toEqual({ status, code });
      if (field !== undefined) expect(error.field).toBe(field);
      if (says !== undefined) expect(error.message).toMatch(says);
      expect(error.message).toMatch(/^[^\n]{5,600}\.$/);
      expect(requestId).toBe(answer.headers["x-request-id"]);
      expect([rows("submissions"), rows("submission_files"), rows("jobs")]).toEqual([0, 0, 0]);
    },
  );
});

describe("who sees what", () => {
  test("another's submission is 404, word for word as one that does not exist", async () => {
    const { account, module, files } = await openTestApp();
    const [studentA, studentB] = [account("studentA", "student"), account("studentB", "student")];
    const { id } = (await studentA.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json();
    for (const rest of ["", "/events", "/files"]) {
      const others = await studentB.send({ url: `/v1/submissions/${id}${rest}` });
      const nobodys = await studentB.send({
        url: `/v1/submissions/6e5c2b0e-3f0a-4ad4-9a55-5cf1a8ab6a01${rest}`,
      });
      expect(others.statusCode).toBe(404);
      expect(others.json().error).toEqual(nobodys.json().error);
    }
    expect((await studentB.send({ url: "/v1/submissions" })).json().submissions).toEqual([]);
  });

  test("hidden tests, the seed and the console reach an instructor and no student, by every route", async () => {
    const test = await openTestApp();
    const { account, module, files } = test;
    const [student, instructor] = [account("studentA", "student"), account("teacher", "instructor")];
    const { id } = (await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json();
    gradeAll(test);
    const urls = [`/v1/submissions/${id}`, `/v1/submissions/${id}/events`, "/v1/submissions", "/v1/grades"];
    for (const url of urls) {
      const text = (await student.send({ url })).body;
      for (const secret of ["secret", "momentum", "printed by", '"seed"']) expect(text, url).not.toContain(secret);
    }
    const seen = (await student.send({ url: `/v1/submissions/${id}` })).json();
    expect(seen).toMatchObject({
      status: "graded",
      score: 60,
      report: { withheld: { tests: 2, max_score: 40 } },
    });
    const all = (await instructor.send({ url: `/v1/submissions/${id}` })).json();
    expect(all.report.tests).toHaveLength(3);
    expect(all.report).toMatchObject({ console: "printed by the submission", seed: expect.any(Number) });
  });

  test("files come back as they were handed in, to their owner and to an instructor", async () => {
    const { account, module, files } = await openTestApp();
    const [student, instructor] = [account("studentA", "student"), account("teacher", "instructor")];
    const given = { ...files, "src/helpers/two-words.ts": "// é, 漢 and \r\n" };
    const payload = { module, files: given };
    const { id, receivedAt } = (await student.send({ method: "POST", url: "/v1/submissions", payload })).json();
    const whole = { id, module, student: { id: student.id, name: "studentA" }, receivedAt, files: given };
    for (const { send } of [student, instructor]) {
      expect((await send({ url: `/v1/submissions/${id}/files` })).json()).toEqual(whole);
    }
  });

  test("a ci account reads its own files and no student's", async () => {
    const { account, module, files } = await openTestApp();
    const [student, ci] = [account("studentA", "student"), account("robot", "ci")];
    const payload = { module, files };
    const { id } = (await student.send({ method: "POST", url: "/v1/submissions", payload })).json();
    expect((await ci.send({ url: `/v1/submissions/${id}/files` })).statusCode).toBe(404);
    const own = (await ci.send({ method: "POST", url: "/v1/submissions", payload })).json();
    expect((await ci.send({ url: `/v1/submissions/${own.id}/files` })).json().files).toEqual(files);
  });

  test("why a grader broke is the instructor's to read; the student gets a sentence", async () => {
    const { account, module, files, store, clock } = await openTestApp();
    const [student, instructor] = [account("studentA", "student"), account("teacher", "instructor")];
    const { id } = (await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json();
    for (let attempt = 0; attempt < attemptLimit; attempt += 1) {
      const lease = store.queue.lease("test");
      if (lease !== undefined) store.queue.fail(lease, "bwrap: no such file");
      clock.time += 60_000;
    }
    expect((await student.send({ url: `/v1/submissions/${id}` })).json().failure).not.toContain("bwrap");
    const all = await instructor.send({ url: "/v1/submissions?scope=all&status=failed" });
    expect(all.json().submissions).toMatchObject([{ id, status: "failed", score: null }]);
    expect((await instructor.send({ url: `/v1/submissions/${id}` })).json().failure).toBe("bwrap: no such file");
  });
});

test("a list says of each what it is worth and which one the grade is from", async () => {
  const due = new Date(Date.now() - 36 * 60 * 60_000).toISOString();
  const test = await openTestApp({}, { due: { "01-echo": due }, late: { percentPerDay: 10, days: 3 } });
  const { account, module, files } = test;
  const [student, instructor] = [account("studentA", "student"), account("teacher", "instructor")];
  const handIn = async () =>
    (await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json().id;
  const ids = [await handIn(), await handIn()].reverse();
  gradeAll(test);
  ids.unshift(await handIn());
  const late = { days: 2, percentOff: 20 };
  const expected = [
    { id: ids[0], score: null, late, counted: null, counts: false },
    { id: ids[1], score: 60, late, counted: 48, counts: true },
    { id: ids[2], score: 60, late, counted: 48, counts: false },
  ];
  expect((await student.send({ url: "/v1/submissions" })).json().submissions).toMatchObject(expected);
  expect((await student.send({ url: `/v1/submissions?module=${module}` })).json().submissions).toMatchObject(expected);
  expect((await instructor.send({ url: "/v1/submissions?scope=all" })).json().submissions).toMatchObject(
    expected.map((each) => ({ ...each, counts: null })),
  );
  expect((await student.send({ url: `/v1/submissions/${ids[1]}` })).json()).toMatchObject({ counts: true });
});

test("a list goes on where the last page ended", async () => {
  const { account, module, files } = await openTestApp();
  const student = account("studentA", "student");
  const ids: string[] = [];
  for (let count = 0; count < 5; count += 1) {
    ids.unshift((await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } })).json().id);
  }
  const pages: string[][] = [];
  for (let before = ""; ; ) {
    const { submissions, next } = (await student.send({ url: `/v1/submissions?limit=2${before}` })).json();
    pages.push(submissions.map(({ id }: { id: string }) => id));
    if (next === null) break;
    before = `&before=${next}`;
  }
  expect(pages).toEqual([ids.slice(0, 2), ids.slice(2, 4), ids.slice(4)]);
});

test("the gradebook is JSON by default, and CSV by Accept or by ?format=csv", async () => {
  const test = await openTestApp();
  const { account, module, files } = test;
  const [student, instructor] = [account("=studentA", "student"), account("teacher", "instructor")];
  await student.send({ method: "POST", url: "/v1/submissions", payload: { module, files } });
  gradeAll(test);
  const book = (await instructor.send({ url: "/v1/gradebook" })).json();
  expect(book.rows).toMatchObject([{ student: { name: "=studentA" }, grades: [{ module, score: 60 }] }]);
  const byFormat = await instructor.send({ url: "/v1/gradebook?format=csv" });
  const byAccept = await instructor.send({ url: "/v1/gradebook", headers: { accept: "text/csv" } });
  expect(byFormat.headers["content-type"]).toBe("text/csv; charset=utf-8");
  expect(byFormat.body).toBe(`student,${book.modules.join(",")}\r\n'=studentA,60\r\n`);
  expect(byAccept.body).toBe(byFormat.body);
});

test("unknown paths and wrong methods are 404, and addresses that do not decode 400, in the form of every error", async () => {
  const { app } = await openTestApp();
  expect((await app.inject({ url: "/nothing" })).json().error.code).toBe("not-found");
  expect((await app.inject({ method: "POST", url: "/healthz" })).json().error.code).toBe("not-found");
  expect((await app.inject({ url: "/%zz" })).json().error.code).toBe("invalid-request");
});

test("without a grader the server is healthy and not ready", async () => {
  const { app } = await openTestApp();
  expect((await app.inject({ url: "/healthz" })).json()).toEqual({ status: "ok" });
  const ready = await app.inject({ url: "/readyz" });
  expect(ready.statusCode).toBe(503);
  expect(ready.json().error.code).toBe("unavailable");
});

test("the contract is described at /docs/json, route by route, and its page loads nothing from elsewhere", async () => {
  const { app } = await openTestApp();
  const { openapi, paths } = (await app.inject({ url: "/docs/json" })).json();
  expect(openapi).toBe("3.1.0");
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(["/v1/submissions", "/v1/submissions/{id}/events", "/v1/gradebook", "/v1/users"]),
  );
  const page = await app.inject({ url: "/docs" });
  expect(page.statusCode).toBe(200);
  expect(page.body).not.toMatch(/(src|href)="https?:/);
  expect(page.headers["content-security-policy"]).toContain("default-src 'none'");
});

describe("due dates", () => {
  const day = 24 * 60 * 60_000;

  /** A course whose module was due `daysAgo`, with a tenth off for each of three days. */
  async function dueDays(daysAgo: number, policy: object = { late: { percentPerDay: 10, days: 3 } }) {
    const due = new Date(Date.now() - daysAgo * day).toISOString();
    const service = await openTestApp({}, { due: { "01-echo": due }, ...policy });
    const [student, instructor] = [service.account("studentA", "student"), service.account("teacher", "instructor")];
    const handIn = (payload: object = {}) =>
      student.send({
        method: "POST",
        url: "/v1/submissions",
        payload: { module: service.module, files: service.files, ...payload },
      });
    const grade = async () => (await student.send({ url: "/v1/grades" })).json().grades[0];
    return { ...service, due, student, instructor, handIn, grade };
  }

  test("work that comes in time loses nothing", async () => {
    const service = await dueDays(-1);
    const { id } = (await service.handIn()).json();
    gradeAll(service);
    expect(await service.grade()).toMatchObject({ score: 60, late: null, counted: 60 });
    expect((await service.student.send({ url: `/v1/submissions/${id}` })).json().late).toBeNull();
    const [module] = (await service.student.send({ url: "/v1/modules" })).json().modules;
    expect(module).toMatchObject({
      due: service.due,
      closes: new Date(Date.parse(service.due) + 3 * day).toISOString(),
    });
  });

  test("late work is marked wherever it is shown, and less of it counts", async () => {
    const service = await dueDays(1.5);
    const { id } = (await service.handIn()).json();
    gradeAll(service);
    const late = { days: 2, percentOff: 20 };
    const reason = [
      "60 of 100 points from the latest graded submission.",
      "2 days late, 20 % of the points is taken off: 48 count.",
    ];
    expect(await service.grade()).toMatchObject({ score: 60, late, counted: 48, reason });
    const seen = (await service.student.send({ url: `/v1/submissions/${id}` })).json();
    expect(seen).toMatchObject({ score: 60, late, counted: 48 });
    const book = (await service.instructor.send({ url: "/v1/gradebook" })).json();
    expect(book.rows[0].grades[0]).toMatchObject({ score: 60, late, counted: 48 });
    const csv = await service.instructor.send({ url: "/v1/gradebook?format=csv" });
    expect(csv.body).toBe("student,01-echo,01-echo days late\r\nstudentA,48,2\r\n");
  });

  test("after the last day nothing is taken, but a retry of what was taken gets its receipt", async () => {
    const service = await dueDays(2.5);
    const key = { idempotencyKey: "once" };
    const receipt = (await service.handIn(key)).json();
    service.clock.time += day;
    const refused = await service.handIn();
    expect(refused.statusCode).toBe(409);
    const { error } = refused.json();
    expect(error).toMatchObject({ code: "closed", field: "module" });
    expect(error.message).toMatch(
      /^01-echo took work until \d{4}-\d\d-\d\d \d\d:\d\d(:\d\d)? UTC, and takes none any more\.$/,
    );
    expect((await service.handIn(key)).json()).toEqual(receipt);
    expect(service.rows("submissions")).toBe(1);
  });

  test("a course without a late policy takes late work without end", async () => {
    const service = await dueDays(100, {});
    expect((await service.handIn()).statusCode).toBe(202);
    gradeAll(service);
    expect(await service.grade()).toMatchObject({ late: { days: 100, percentOff: 0 }, counted: 60 });
  });

  test("what is shown after the due date is shown once no more work is taken, and the rest never", async () => {
    const service = await dueDays(2.5);
    const { id } = (await service.handIn()).json();
    gradeAll(service);
    const tests = async () =>
      (await service.student.send({ url: `/v1/submissions/${id}` }))
        .json()
        .report.tests.map((each: { id: string }) => each.id.split("/")[1]);
    expect(await tests()).toEqual(["sgd.step"]);
    service.clock.time += day;
    expect(await tests()).toEqual(["sgd.step", "sgd.momentum"]);
  });
});

test("a page after another's submission is, to the byte, a page after one that is not there", async () => {
  const { account, module, files } = await openTestApp();
  const [studentA, studentB] = [account("studentA", "student"), account("studentB", "student")];
  const payload = { module, files };
  await studentA.send({ method: "POST", url: "/v1/submissions", payload });
  const { id } = (await studentB.send({ method: "POST", url: "/v1/submissions", payload })).json();
  await studentA.send({ method: "POST", url: "/v1/submissions", payload });
  for (const narrowed of ["", `&module=${module}`, "&status=queued", "&limit=1"]) {
    const [others, nobodys] = await Promise.all(
      [id, crypto.randomUUID()].map((before) => studentA.send({ url: `/v1/submissions?before=${before}${narrowed}` })),
    );
    expect([others?.statusCode, others?.body]).toEqual([nobodys?.statusCode, nobodys?.body]);
  }
});
