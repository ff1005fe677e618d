import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Client, createClient } from "@tinytorch/api";
import { moduleIds } from "@tinytorch/course-files";
import { openDatabase } from "../../apps/autograder/src/database/open-database.ts";
import { graders, moduleId, referenceFiles } from "../grading/reference.ts";
import { startServer } from "../grading/server.ts";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";
import { fillTerm } from "./fill-term.ts";
import { makeInstructor } from "./make-instructor.ts";

export interface ClassOptions {
  readonly students: number;
  readonly seconds: number;
  /** Submissions that come at once, so that many are graded while many read. */
  readonly burst: number;
  readonly json: boolean;
}

interface Row {
  readonly what: string;
  readonly milliseconds: number;
  /** What it is to stay under. */
  readonly limit: number;
}

const [submissionsEach, testsEach, reportBytes] = [8, 20, 2_000];
const [readsPerSecond, repeats] = [200, 9];

/**
 * What an instructor waits for at the end of a term, each as the median of nine requests to the real server, and the 99th percentile of
 * many students' reads at once, by themselves and while a burst of submissions is graded. The baseline is a route that reads next to
 * nothing, in the same run.
 */
export async function benchClass({ students, seconds, burst, json }: ClassOptions): Promise<void> {
  const modules = (await moduleIds(join(import.meta.dirname, "../.."))).slice(0, 10);
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-bench-"));
  const token = makeInstructor(folder);
  const { database, close } = openDatabase(folder, Date.now);
  const ids = fillTerm(database, { students, modules, submissionsEach, testsEach, reportBytes });
  close();
  const server = await startServer(graders, folder);
  try {
    const { instructor } = server;
    const module = modules[3] ?? "";
    const rows: Row[] = [];
    const measure = async (what: string, limit: number, ask: () => Promise<unknown>) => {
      const taken = [];
      for (let count = 0; count < repeats; count += 1) taken.push(await timed(ask));
      rows.push({ what, milliseconds: quantile(taken, 0.5), limit });
    };
    // The texts alone: what a client makes of them is not the server's time.
    const read = (path: string, body?: object) => textOf(`${server.url}${path}`, token, body);
    await measure("baseline: whose token it is", 5, () => read("/v1/me"));
    await measure("gradebook, JSON", 150, () => read("/v1/gradebook"));
    await measure("gradebook, CSV", 300, () => read("/v1/gradebook?format=csv"));
    await measure("export for people", 300, () => read("/v1/exports", { format: "csv" }));
    await measure("export for Canvas", 300, () => read("/v1/exports", { format: "canvas", isFirst: true }));
    await measure("statistics of one module", 500, () => read(`/v1/modules/${module}/statistics`));
    const tokens = await Promise.all(ids.map(async (id) => (await instructor.createToken(id)).token));
    const atOnce = async (what: string) => {
      const taken = await readAtOnce(server.url, tokens.slice(0, 50), module, seconds);
      rows.push({ what: `${what}, median`, milliseconds: quantile(taken, 0.5), limit: 100 });
      rows.push({ what: `${what}, p99`, milliseconds: quantile(taken, 0.99), limit: 100 });
    };
    await atOnce(`${readsPerSecond} reads a second`);
    await handIn(server.url, tokens, burst);
    await atOnce(`the same while ${burst} are graded`);
    await requireWaiting(instructor);
    print({ students, modules: modules.length, submissionsEach, testsEach, rows }, json);
  } finally {
    await server.close();
  }
}

async function textOf(url: string, token: string, body?: object): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  const answer = await fetch(
    url,
    body === undefined ? { headers } : { headers, method: "POST", body: JSON.stringify(body) },
  );
  if (!answer.ok) throw new Error(`bench: ${url} must be answered, got ${answer.status}`);
  await answer.text();
}

/** The reference's solution, of one student after another, at the same moment; all are accepted when it returns. */
async function handIn(baseUrl: string, tokens: readonly string[], burst: number): Promise<void> {
  const files = await referenceFiles();
  await Promise.all(
    Array.from({ length: burst }, (_, count) =>
      createClient({ baseUrl, token: tokens[count % tokens.length] ?? "" }).submit({
        module: moduleId,
        files: { ...files },
      }),
    ),
  );
}

/** What was read beside a burst must have been read before that was graded. */
async function requireWaiting(instructor: Client): Promise<void> {
  const { submissions } = await instructor.submissions({ scope: "all", status: "queued", limit: 1 });
  if (submissions.length === 0)
    throw new Error("bench: the burst must outlast the reads, got all of it graded: take a larger one");
}

/** Grades, submissions, standings and modules in turn, each begun when its time has come, whether those before are answered or not. */
async function readAtOnce(
  url: string,
  tokens: readonly string[],
  module: string,
  seconds: number,
): Promise<readonly number[]> {
  const paths = ["/v1/grades", "/v1/submissions?limit=20", `/v1/modules/${module}/standing`, "/v1/modules"];
  const begun = performance.now();
  const asked: Promise<number>[] = [];
  for (let count = 0; count < seconds * readsPerSecond; count += 1) {
    const due = begun + (count * 1000) / readsPerSecond;
    const left = due - performance.now();
    if (left > 0) await setTimeout(left);
    const [token, path] = [tokens[count % tokens.length], paths[count % paths.length]];
    if (token === undefined) continue;
    // From when it was due: a machine that is too slow to ask in time is too slow to answer.
    asked.push(textOf(`${url}${path}`, token).then(() => performance.now() - due));
  }
  return Promise.all(asked);
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

interface Found {
  readonly students: number;
  readonly modules: number;
  readonly submissionsEach: number;
  readonly testsEach: number;
  readonly rows: readonly Row[];
}

function print(found: Found, json: boolean): void {
  if (json) return void process.stdout.write(`${JSON.stringify({ machine: machine(), ...found })}\n`);
  const { students, modules, submissionsEach: each, testsEach: tests, rows } = found;
  process.stdout.write(`${students} students × ${modules} modules × ${each} submissions × ${tests} tests\n`);
  for (const { what, milliseconds, limit } of rows) {
    process.stdout.write(`${what.padEnd(34)} ${milliseconds.toFixed(1).padStart(8)} ms  limit ${limit} ms\n`);
  }
}
