// Lane: process

import { gunzipSync } from "node:zlib";
import { api, personDataSchema, type Submission } from "@tinytorch/api";
import { afterAll, beforeAll, expect, test } from "vitest";
import { hiddenInput } from "../fixtures/attack-course/grading/slots.ts";
import { type Account, graded, type RunningService, startCourseService } from "./running-service.ts";
import { patient, submissionWith } from "./slots.ts";

let service: RunningService;
let student: Account;
beforeAll(async () => {
  service = await startCourseService();
  student = await service.student("studentA");
}, 120_000);
afterAll(() => service?.stop());

/** Parts of the hidden input, each enough to tell that it leaked. */
const pieces = ["hidden-input", "31415", "92653"];

/** Every route of the contract that reads, the event streams and those for instructors too. */
const readingRoutes = Object.values(api).filter(({ method }) => method === "GET");

/** All that a student can get about a submission: by every route, for whatever of it the route is asked. */
async function everythingShown(id: string): Promise<string> {
  const { runId } = await student.client.submission(id);
  const ids = [id, runId ?? id, "1"];
  // What was handed in comes back as it was, and was written before anything of the run was known.
  const handedIn: readonly unknown[] = [api.submissionFiles, api.previousSubmission, api.myData];
  const others = readingRoutes.filter((route) => !handedIn.includes(route));
  const all = others.flatMap(({ path }) => ids.map((each) => path.replaceAll(/:\w+/g, each)));
  const paths = [...new Set([...all, "/v1/submissions?status=graded"])];
  const answers = await Promise.all(paths.map(async (path) => (await student.send(path)).text()));
  return [...answers, await keptAbout(runId)].join("\n");
}

/** What is kept about the student, as it is handed out to the student, but for what was handed in and other runs' reports. */
async function keptAbout(runId: string | null): Promise<string> {
  const packed = await student.client.myData();
  const { files } = personDataSchema.parse(JSON.parse(gunzipSync(packed).toString()));
  const own = Object.entries(files).filter(([path]) => !/^(submissions\/|README|tables\/file_contents)/.test(path));
  const about = own.filter(([path]) => !path.startsWith("reports/") || path === `reports/${runId}.json`);
  return about.map(([, text]) => text).join("\n");
}

const ways: readonly (readonly [way: string, attack: string])[] = [
  ["an error's message", "(input) => { throw new Error(input); }"],
  ["an error's name", "(input) => { const e = new Error(); e.name = input; throw e; }"],
  ["an error's class", "(input) => { throw new (class extends Error { get name() { return input; } })(); }"],
  ["a thrown text", "(input) => { throw input; }"],
  ["a thrown object", "(input) => { throw { name: input, message: input, stack: input, detail: input }; }"],
  ["an error's stack", '(input) => { const e = new Error(); e.stack = input + " at src/index.ts:1"; throw e; }'],
  [
    "a place that does not exist",
    '(input) => { const e = new Error(); e.stack = "src/index.ts:3141592653"; throw e; }',
  ],
  ["a file that does not exist", '(input) => { const e = new Error(); e.stack = "src/" + input + ".ts:1"; throw e; }'],
  ["an error's cause", "(input) => { throw new Error('x', { cause: input }); }"],
  ["errors in an error", "(input) => { throw new AggregateError([new Error(input)], input); }"],
  ["a function's name in the stack", "(input) => { ({ [input]() { throw new Error(); } })[input](); }"],
  [
    "a message that looks like ours: an export",
    '(input) => { throw new Error("missing export " + input.replaceAll("-", "_")); }',
  ],
  ["a message that looks like ours: a TODO", '(input) => { throw new Error("TODO(" + input + "): " + input); }'],
  ["a message that looks like ours: an import", '(input) => { throw new Error("import: " + input); }'],
  ["a dynamic import's name", "(input) => import(input)"],
  ["the source of an eval", '(input) => eval("//# sourceURL=src/" + input + ".ts\\nthrow new Error()")'],
  ["a key of a result that is refused", "(input) => ({ [input]: Symbol() })"],
  ["the class of a result that is refused", "(input) => Object.create({ constructor: { name: input } })"],
  ["a result", "(input) => ({ input })"],
  ["the console", "(input) => { console.log(input); console.error(input); throw new Error(); }"],
  ["a later slot, from the one that is never shown", "() => { throw new Error(kept); }"],
  [
    "the stack trace's own formatter",
    '(input) => { Error.prepareStackTrace = () => "src/index.ts:1 " + input; throw new Error(); }',
  ],
];

test("the routes that are asked for it are those of the contract", () => {
  const paths = readingRoutes.map(({ path }) => path);
  expect(paths).toEqual(expect.arrayContaining(["/v1/submissions/:id/events", "/v1/runs/:id", "/readyz"]));
});

test("no way of saying a hidden input reaches the student, by any route", async () => {
  for (let first = 0; first < ways.length; first += 8) {
    const some = ways.slice(first, first + 8);
    const attacks = Object.fromEntries(some.map(([, attack], index) => [index + 1, attack]));
    // The slot that is never shown knows the input first.
    const files = submissionWith({ 0: "(input) => { globalThis.kept = input; return input; }", ...attacks });
    const submission = await graded(student, patient, files);
    expect(submission.status).toBe("graded");
    expect((await student.client.submissionFiles(submission.id)).files).toEqual(files);
    const failed = submission.report?.tests.filter(({ status }) => status === "failed") ?? [];
    expect(failed.map(({ id }) => id)).toEqual(some.map((_, index) => `${patient}/slot.${index + 1}`));
    for (const { output } of failed) {
      expect(output).toMatch(
        /^(The (code threw an? \w*Error|result )|src\/index\.ts |A part is not written yet)[^\n]*\nGive it back\.$/,
      );
    }
    const shown = await everythingShown(submission.id);
    for (const piece of pieces) expect(shown, some.map(([way]) => way).join("; ")).not.toContain(piece);
  }
}, 120_000);

test("a hidden test is neither named nor told of: not its title, hint, outcome or time", async () => {
  const wrong = await graded(student, patient, submissionWith({ 0: "() => 'wrong'" }));
  const right = await graded(student, patient, submissionWith({}));
  expect([wrong.score, right.score]).toEqual([90, 100]);
  for (const { id, report } of [wrong, right]) {
    expect(report?.withheld).toEqual({ tests: 2, max_score: 20 });
    expect(report?.tests.map((each) => each.id.split(".")[1])).toEqual(["1", "2", "3", "4", "5", "6", "7", "8"]);
    const shown = await everythingShown(id);
    for (const secret of ["never shown", "slot.0", "slot.9", '"seed"', '"console"', "hidden-input"]) {
      expect(shown).not.toContain(secret);
    }
  }
  const all = await service.instructor.client.submission(wrong.id);
  expect(all.report?.tests).toHaveLength(10);
  expect(all.report?.tests[0]).toMatchObject({
    name: "the title of a test that is never shown",
    status: "failed",
  });
});

test("a diagnosis tells of no test that is withheld: neither of one that alone failed nor of one among others", async () => {
  const wrong = "() => ''";
  const seen = await graded(student, patient, submissionWith({ 1: wrong }));
  expect(seen.report?.diagnosis).toBe("forgets slot one");
  for (const attacks of [{ 9: wrong }, { 2: wrong, 9: wrong }]) {
    const { id, report } = await graded(student, patient, submissionWith(attacks));
    expect(report?.diagnosis).toBeNull();
    expect(await everythingShown(id)).not.toMatch(/forgets|nine/);
    const all = await service.instructor.client.submission(id);
    expect(all.report?.diagnosis).toMatch(/^forgets .*nine$/);
  }
});

/** Every time in an answer about a submission, in milliseconds. */
function timesIn({ report, timings }: Submission): readonly number[] {
  const { execution_time = 0, timings: inRun, tests = [] } = report ?? {};
  const each = tests.map(({ milliseconds }) => milliseconds);
  return [
    Math.round(1e6 * execution_time) / 1e3,
    ...Object.values(inRun ?? {}),
    ...Object.values(timings ?? {}),
    ...each,
  ];
}

test("how long a submission took is told to a tenth of a second, whichever time it is", async () => {
  const { id } = await graded(student, patient, submissionWith({}));
  const [shown, all] = [await student.client.submission(id), await service.instructor.client.submission(id)];
  expect(timesIn(shown).filter((time) => time % 100 !== 0)).toEqual([]);
  expect(timesIn(all).filter((time) => time % 100 !== 0)).not.toEqual([]);
});

test("the events of a run tell its steps at tenths of a second, not as each test ends", async () => {
  const begun = performance.now();
  // The first slot takes its time: whoever listens is there before the last has ended.
  const slow = "(input) => { let sum = 0; for (let i = 0; i < 1e9; i++) sum += i & 1; return sum > 0 ? input : 0; }";
  const { id } = await student.client.submit({ module: patient, files: submissionWith({ 0: slow }) });
  const steps: number[] = [];
  for await (const event of student.client.events(id)) if (event.type === "progress") steps.push(event.done);
  expect(steps.at(-1)).toBe(10);
  expect(steps.length).toBeLessThan(2 + (performance.now() - begun) / 100);
});

test("once a module is over its after-due test is shown to whose it is, and the one that is never shown is not", async () => {
  const due = new Date(Date.now() - 3_600_000).toISOString();
  const over = await startCourseService({}, { due: { [patient]: due } });
  try {
    const [owner, other] = [await over.student("owner"), await over.student("other")];
    const { id, report, late } = await graded(owner, patient, submissionWith({ 9: "() => ''" }));
    expect(late).toEqual({ days: 1, percentOff: 0 });
    expect(report?.withheld).toEqual({ tests: 1, max_score: 10 });
    expect(report?.tests.at(-1)).toMatchObject({ id: `${patient}/slot.9`, status: "failed" });
    expect(JSON.stringify(report)).not.toMatch(/slot\.0|never shown|"seed"|hidden-input/);
    expect(report?.diagnosis).toBe("forgets slot nine");
    expect((await other.send(`/v1/submissions/${id}`)).status).toBe(404);
  } finally {
    await over.stop();
  }
});

test("what a submission says while it loads is its own, for it has seen nothing hidden yet", async () => {
  const submission = await graded(
    student,
    patient,
    submissionWith({}, `throw new Error("loading " + Math.random() + typeof ${hiddenInput.replaceAll("-", "_")});`),
  );
  expect(submission.report?.output).toMatch(/^src\/index\.ts:\d+:\d+ does not load: [^\n]*loading 0\.\d+undefined/);
  expect(submission.report?.tests[0]?.output).toBe("It needs src/index.ts, which does not load.");
  expect(await everythingShown(submission.id)).not.toContain("31415");
});
