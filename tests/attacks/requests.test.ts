// Lane: process

import { request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Account, graded, type RunningService, startCourseService } from "./running-service.ts";
import { patient, submissionWith } from "./slots.ts";

let service: RunningService;
let studentA: Account;
let studentB: Account;
beforeAll(async () => {
  service = await startCourseService();
  [studentA, studentB] = [await service.student("studentA"), await service.student("studentB")];
}, 120_000);
afterAll(() => service?.stop());

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly field: string | undefined;
}

/** Sends a body as it is. The answer may come before the body is read. */
function post(body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sending = request(`${service.address}/v1/submissions`, {
      method: "POST",
      headers: { authorization: `Bearer ${studentA.token}`, "content-type": "application/json", ...headers },
    });
    sending.on("response", async (response) => {
      const parts: Buffer[] = [];
      for await (const part of response) parts.push(part);
      const { error } = JSON.parse(Buffer.concat(parts).toString());
      resolve({ status: response.statusCode ?? 0, code: "", message: "", field: undefined, ...error });
    });
    sending.on("error", reject);
    sending.end(body);
  });
}

async function submissions(): Promise<number> {
  return (await studentA.client.submissions()).submissions.length;
}

const right = submissionWith({});
/** An id that nothing has. */
const nobody = "6e5c2b0e-3f0a-4ad4-9a55-5cf1a8ab6a01";

test.each([
  "../../etc/passwd",
  "/etc/passwd",
  "C:\\windows\\system32",
  "src/../src/index.ts",
  "src/./index.ts",
  "src//index.ts",
  "src\\index.ts",
  "src/index.ts/",
  "src/index.ts\0",
  "src/index.ts ",
  "SRC/index.ts",
  "src/Index.ts",
  "src/ındex.ts",
  "src/con.ts",
  "NUL",
  "package.json",
  "vitest.config.ts",
  "tsconfig.json",
  "node_modules/vitest/index.js",
  ".git/hooks/post-checkout",
  "constructor",
  "toString",
  "hasOwnProperty",
])("a file called %j is 400, named, and nothing is written", async (path) => {
  const answer = await post(JSON.stringify({ module: patient, files: { ...right, [path]: "export {};" } }));
  expect(answer).toMatchObject({ status: 400, code: "invalid-submission", field: `files.${path}` });
  expect(answer.message).toContain(
    `only files like src/sgd.ts and src/helpers/two-words.ts may be handed in, got ${JSON.stringify(path)}`,
  );
  expect(await submissions()).toBe(0);
});

const bodies: readonly (readonly [what: string, body: string | Buffer, expected: Partial<Answer>])[] = [
  ["a __proto__ key", `{"module":"${patient}","files":{"__proto__":"x"}}`, { status: 400, field: "body" }],
  ["a __proto__ in escapes", '{"\\u005f_proto__":{"module":"x"}}', { status: 400, field: "body" }],
  [
    "a constructor.prototype key",
    '{"files":{"constructor":{"prototype":{"role":"instructor"}}}}',
    { status: 400, field: "body" },
  ],
  ["a long key twice", `{"${"k".repeat(1e5)}":1,"${"k".repeat(1e5)}":2}`, { status: 400, code: "invalid-json" }],
  ["JSON 1 000 levels deep", "[".repeat(1e3) + "]".repeat(1e3), { status: 400 }],
  ["JSON 100 000 levels deep", "[".repeat(1e5) + "]".repeat(1e5), { status: 400, field: "body" }],
  ["30 000 objects in one another", `${'{"a":'.repeat(3e4)}1${"}".repeat(3e4)}`, { status: 400 }],
  ["JSON a million levels deep", "[".repeat(1e6) + "]".repeat(1e6), { status: 400, field: "body" }],
  ["a huge number for a module", '{"module":1e999,"files":{}}', { status: 400, field: "module" }],
  ["null for a module", '{"module":null,"files":{}}', { status: 400, field: "module" }],
  ["a list for the files", `{"module":"${patient}","files":[]}`, { status: 400, field: "files" }],
  [
    "a number for a file",
    `{"module":"${patient}","files":{"src/index.ts":-1e308}}`,
    { status: 400, field: "files.src/index.ts" },
  ],
  [
    "10 000 files",
    JSON.stringify({
      module: patient,
      files: Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`src/${index}.ts`, ""])),
    }),
    { status: 400, field: "files" },
  ],
  [
    "100 000 files",
    JSON.stringify({
      module: patient,
      files: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`src/${index}.ts`, ""])),
    }),
    { status: 400, field: "body" },
  ],
  [
    "a file over its limit",
    JSON.stringify({ module: patient, files: { "src/index.ts": "x".repeat(131_073) } }),
    { status: 400, field: "files.src/index.ts" },
  ],
  [
    "a body over the limit",
    JSON.stringify({ module: patient, files: { "src/index.ts": "x".repeat(8_000_000) } }),
    { status: 413, code: "too-large" },
  ],
  [
    "a NUL in a file",
    JSON.stringify({ module: patient, files: { "src/index.ts": "\0" } }),
    { status: 400, field: "files.src/index.ts" },
  ],
  [
    "half a surrogate in a file",
    `{"module":"${patient}","files":{"src/index.ts":"\\ud800"}}`,
    { status: 400, field: "files.src/index.ts" },
  ],
  [
    "bytes that are not UTF-8",
    Buffer.from([...Buffer.from('{"module":"'), 0xc3, 0x28, 0x22, 0x7d]),
    { status: 400, field: "body", message: "The body must be UTF-8, got other bytes." },
  ],
  ["half a body of JSON", '{"module":', { status: 400, field: "body" }],
  ["nothing", "", { status: 400 }],
];

test.each(bodies)("%s is refused with the field, and nothing is written", async (_, body, expected) => {
  const answer = await post(body);
  expect(answer).toMatchObject(expected);
  expect(answer.message).toMatch(/^[^\n]{5,600}\.$/);
  expect(await submissions()).toBe(0);
});

test("a large body where none is wanted is 413", async () => {
  const body = JSON.stringify({ name: "x".repeat(70_000), role: "student" });
  for (const path of ["/v1/users", "/v1/regrades", `/v1/users/${nobody}/tokens`]) {
    const headers = { "content-type": "application/json" };
    const answer = await service.instructor.send(path, { method: "POST", headers, body });
    expect(answer.status).toBe(413);
  }
});

test.each(["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/zip"])(
  "the content type %s is 415, and nothing is written",
  async (type) => {
    const answer = await post(JSON.stringify({ module: patient, files: right }), { "content-type": type });
    expect(answer).toMatchObject({ status: 415, code: "unsupported-media-type" });
    expect(await submissions()).toBe(0);
  },
);

test("a request from another site's page is 403, and nothing is written", async () => {
  const body = JSON.stringify({ module: patient, files: right });
  expect(await post(body, { "sec-fetch-site": "cross-site", origin: "https://evil.example" })).toMatchObject({
    status: 403,
    code: "cross-site",
  });
  const preflight = await fetch(`${service.address}/v1/submissions`, {
    method: "OPTIONS",
    headers: { origin: "https://evil.example", "access-control-request-method": "POST" },
  });
  expect(preflight.headers.get("access-control-allow-origin")).toBeNull();
  const answer = await studentA.send("/v1/me", { headers: { origin: "https://evil.example" } });
  expect(answer.headers.get("access-control-allow-origin")).toBeNull();
  expect(await submissions()).toBe(0);
});

/** Every route that takes a body, with one that it would take but for a key it has twice. */
const twice: readonly (readonly [method: string, path: string, body: string, field: string])[] = [
  [
    "POST",
    "/v1/submissions",
    `{"module":"${patient}","files":{"src/index.ts":"throw 1;","src/index.ts":""}}`,
    "files.src/index.ts",
  ],
  ["POST", "/v1/submissions", `{"module":"x","files":{},"\\u006dodule":"${patient}"}`, "module"],
  ["POST", "/v1/users", '{"name":"x","role":"student","role":"instructor"}', "role"],
  ["POST", `/v1/users/${nobody}/tokens`, '{"replace":false,"replace":true}', "replace"],
  ["POST", "/v1/regrades", `{"module":"${patient}","which":"one","which":"all"}`, "which"],
];

test.each(twice)("%s %s with the body %s is 400, the key named", async (method, path, body, field) => {
  const headers = { "content-type": "application/json" };
  const answer = await service.instructor.send(path, { method, headers, body });
  expect(answer.status).toBe(400);
  const { error }: { error: unknown } = JSON.parse(await answer.text());
  expect(error).toEqual({
    code: "invalid-json",
    message: `The body must have each key of an object once, got ${JSON.stringify(field)} twice.`,
    field,
  });
});

test("two submissions at the same instant are both kept in order, and a retry is the same one", async () => {
  const studentC = await service.student("studentC");
  const two = await Promise.all([1, 2].map(() => studentC.client.submit({ module: patient, files: right })));
  const keyed = { module: patient, files: right, idempotencyKey: "once" };
  const same = await Promise.all(Array.from({ length: 8 }, () => studentC.client.submit(keyed)));
  expect(new Set(two.map(({ id }) => id)).size).toBe(2);
  expect(new Set(same.map(({ id }) => id)).size).toBe(1);
  const { submissions } = await studentC.client.submissions();
  expect(submissions).toHaveLength(3);
  expect(submissions[0]?.id).toBe(same[0]?.id);
  expect(new Set(submissions.map(({ id }) => id))).toEqual(new Set([...two, ...same].map(({ id }) => id)));
  await expect(studentC.client.submit({ ...keyed, files: submissionWith({}, "1;") })).rejects.toMatchObject({
    code: "idempotency-key-reused",
  });
  const last = await graded(studentC, patient, right);
  expect(last.score).toBe(100);
});

test("another's submission, an instructor's route and a revoked token are 404, 403 and 401, and give nothing away", async () => {
  const { id } = await graded(studentB, patient, right);
  for (const rest of ["", "/events"]) {
    const [others, nobodys] = await Promise.all(
      [id, nobody].map(async (each) => {
        const answer = await studentA.send(`/v1/submissions/${each}${rest}`);
        const body: { error: unknown } = JSON.parse(await answer.text());
        return { status: answer.status, error: body.error };
      }),
    );
    expect(others).toEqual(nobodys);
    expect(others?.status).toBe(404);
  }
  expect((await studentA.client.submissions({ before: id })).submissions).toEqual([]);
  for (const [method, path, body] of [
    ["GET", "/v1/gradebook"],
    ["GET", "/v1/gradebook?format=csv"],
    ["GET", "/v1/submissions?scope=all"],
    ["POST", "/v1/users", { name: "intruder", role: "instructor" }],
    ["GET", "/v1/users"],
    ["POST", `/v1/users/${studentA.id}/tokens`],
    ["POST", `/v1/users/${nobody}/tokens`],
  ] as const) {
    const answer = await studentA.send(path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { "content-type": "application/json" } }),
    });
    expect(answer.status, `${method} ${path}`).toBe(403);
    const { requestId, ...rest }: { requestId: string } = JSON.parse(await answer.text());
    expect(JSON.stringify(rest)).not.toMatch(/studentB|intruder|100/);
  }
  // Students end tokens of their own, and learn nothing of others'.
  for (const token of [studentB.tokenId, nobody]) {
    const answer = await studentA.send(`/v1/tokens/${token}`, { method: "DELETE" });
    expect(answer.status).toBe(404);
    const { requestId, ...rest }: { requestId: string } = JSON.parse(await answer.text());
    expect(JSON.stringify(rest)).not.toMatch(/studentB/);
  }
  expect((await studentB.send("/v1/me")).status).toBe(200);

  const dan = await service.student("dan");
  await service.instructor.client.revokeToken(dan.tokenId);
  for (const path of ["/v1/me", "/v1/submissions", "/v1/grades", `/v1/submissions/${id}`]) {
    expect((await dan.send(path)).status).toBe(401);
  }
});

test("a script in a name, a file or an error is data and never a page; a formula is text in the CSV", async () => {
  const script = "<script>alert(1)</script>";
  const names = [script, '=HYPERLINK("http://evil.example")', "+1+1", "-1+1", "@SUM(A1)"];
  for (const name of names) {
    const student = await service.student(name);
    if (name !== script) continue;
    const submission = await graded(student, patient, submissionWith({}, `throw new Error("${script}");`));
    expect(submission.report?.loadProblems[0]?.message).toContain(script);
    for (const path of [`/v1/submissions/${submission.id}`, "/v1/submissions", "/v1/me"]) {
      const answer = await student.send(path);
      expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
      expect(answer.headers.get("x-content-type-options")).toBe("nosniff");
      expect(answer.headers.get("content-security-policy")).toContain("default-src 'none'");
    }
  }
  const csv = await service.instructor.client.gradebookCsv();
  const cells = csv.split("\r\n").map((line) => line.replace(/^"/, ""));
  for (const name of names.slice(1)) {
    expect(cells.filter((cell) => cell.startsWith(`'${name.slice(0, 3)}`))).toHaveLength(1);
  }
  expect(cells.filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
  const notFound = await fetch(`${service.address}/${encodeURIComponent(script)}`);
  expect(notFound.headers.get("content-type")).toMatch(/^application\/json/);
  expect(await notFound.text()).not.toContain("<script>");
});

test("a submission that does not load is taken, says so on its receipt, is graded and replaces no grade; one that loads does", async () => {
  const slips = await service.student("slips");
  const { client } = slips;
  const points = async () => (await client.grades()).grades[0]?.counted;
  const worse = submissionWith({ 1: "() => 0" });
  expect(await graded(slips, patient, worse)).toMatchObject({ score: 90, loads: true });
  const broken = { ...right, "src/helper.ts": "export const = 1;" };
  const receipt = await client.submit({ module: patient, files: broken, idempotencyKey: "k" });
  expect(receipt).toMatchObject({ loads: false });
  expect(receipt.loadProblems.length).toBeGreaterThan(0);
  expect(await client.submit({ module: patient, files: broken, idempotencyKey: "k" })).toEqual(receipt);
  for await (const _ of client.events(receipt.id));
  expect(await client.submission(receipt.id)).toMatchObject({ status: "graded", loads: false, receipt });
  expect(await points()).toBe(90);
  const { reason } = (await client.grades()).grades[0] ?? {};
  expect(reason?.join(" ")).toMatch(/does not load/);
  expect(await graded(slips, patient, right)).toMatchObject({ score: 100, loads: true });
  expect(await points()).toBe(100);
}, 60_000);
