import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { type Client, createClient } from "@tinytorch/api";
import { moduleIds } from "@tinytorch/course-files";
import { openDatabase } from "../../apps/autograder/src/database/open-database.ts";
import { startServer } from "../grading/server.ts";
import { machine } from "../machine.ts";
import { quantile } from "../quantile.ts";
import { fillTerm } from "./fill-term.ts";
import { makeInstructor } from "./make-instructor.ts";

export interface ClassOptions {
  readonly students: number;
  readonly seconds: number;
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
 * many students' reads at once. The baseline is a route that reads next to nothing, in the same run.
 */
export async function benchClass({ students, seconds, json }: ClassOptions): Promise<void> {
  const modules = (await moduleIds(join(import.meta.dirname, "../.."))).slice(0, 10);
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-bench-"));
  const token = makeInstructor(folder);
  const { database, close } = openDatabase(folder, Date.now);
  const ids = fillTerm(database, { students, modules, submissionsEach, testsEach, reportBytes });
  close();
  const server = await startServer(1, folder);
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
    const readers = await Promise.all(ids.slice(0, 50).map((id) => readerOf(instructor, server.url, id)));
    const taken = await readAtOnce(readers, module, seconds);
    rows.push({ what: `${readsPerSecond} reads a second, median`, milliseconds: quantile(taken, 0.5), limit: 100 });
    rows.push({ what: `${readsPerSecond} reads a second, p99`, milliseconds: quantile(taken, 0.99), limit: 100 });
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

async function readerOf(instructor: Client, baseUrl: string, id: string): Promise<Client> {
  const { token } = await instructor.createToken(id);
  return createClient({ baseUrl, token });
}

/** Grades, submissions and standings in turn, each begun when its time has come, whether those before are answered or not. */
async function readAtOnce(readers: readonly Client[], module: string, seconds: number): Promise<readonly number[]> {
  const reads: readonly ((client: Client) => Promise<unknown>)[] = [
    (client) => client.grades(),
    (client) => client.submissions({ limit: 20 }),
    (client) => client.standing(module),
    (client) => client.modules(),
  ];
  const begun = performance.now();
  const asked: Promise<number>[] = [];
  for (let count = 0; count < seconds * readsPerSecond; count += 1) {
    const due = begun + (count * 1000) / readsPerSecond;
    const left = due - performance.now();
    if (left > 0) await setTimeout(left);
    const [client, read] = [readers[count % readers.length], reads[count % reads.length]];
    if (client === undefined || read === undefined) continue;
    // From when it was due: a machine that is too slow to ask in time is too slow to answer.
    asked.push(read(client).then(() => performance.now() - due));
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
