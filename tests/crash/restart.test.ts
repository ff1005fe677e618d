import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type Client, createClient, type Receipt } from "@tinytorch/api";
import { openCourse } from "@tinytorch/grader";
import Database from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { seededRandom } from "./random.ts";
import { type RunningServer, startServer } from "./running-server.ts";

const root = join(import.meta.dirname, "../..");
const module = "08-optimizers";
const students = ["ann", "ben", "cem"];

interface Hammered {
  readonly folder: string;
  readonly receipts: readonly { readonly name: string; readonly receipt: Receipt }[];
  readonly clients: ReadonlyMap<string, Client>;
}

/** Hands in without pause while the server is killed again and again, then lets a last server finish the work. */
async function killRepeatedly(seed: number, kills: number, perRound: number): Promise<Hammered> {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-crash-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const random = seededRandom(seed);
  const files = await (await openCourse(root)).module(module)?.solutionFiles();
  if (files === undefined) throw new Error(`the course must have ${module}`);
  const receipts: { name: string; receipt: Receipt }[] = [];
  const tokens = new Map<string, string>();

  const serve = async (): Promise<RunningServer> => {
    const server = await startServer(folder);
    if (tokens.size === 0) {
      const token = readFileSync(join(folder, "tokens", "instructor"), "utf8").trim();
      const instructor = createClient({ baseUrl: server.address, token });
      for (const name of students)
        tokens.set(name, (await instructor.createUser({ name, role: "student" })).token);
    }
    return server;
  };
  const clientsOf = ({ address }: RunningServer) =>
    new Map([...tokens].map(([name, token]) => [name, createClient({ baseUrl: address, token })]));

  for (let kill = 0; kill < kills; kill += 1) {
    const server = await serve();
    const clients = clientsOf(server);
    const dead = sleep(300 + random() * 1_200).then(() => server.kill("SIGKILL"));
    for (let count = 0; count < perRound; count += 1) {
      const name = students[count % students.length] ?? "";
      // A submission cut off by the kill has no receipt: it was not accepted, or only its answer was lost.
      const receipt = await clients
        .get(name)
        ?.submit({ module, files })
        .catch(() => undefined);
      if (receipt !== undefined) receipts.push({ name, receipt });
    }
    await dead;
  }
  const server = await serve();
  onTestFinished(async () => {
    await server.kill("SIGTERM");
  });
  return { folder, receipts, clients: clientsOf(server) };
}

test("killed at random moments under load, the server loses no accepted submission and grades each once", async () => {
  const { folder, receipts, clients } = await killRepeatedly(20_261_122, 3, 6);
  expect(receipts.length).toBeGreaterThan(0);

  for (const { name, receipt } of receipts) {
    const client = clients.get(name);
    if (client === undefined) throw new Error(`no client for ${name}`);
    const events = [];
    for await (const event of client.events(receipt.id)) events.push(event);
    expect(events.at(-1)).toEqual({ type: "graded", score: 100, maxScore: 100 });
    const submission = await client.submission(receipt.id);
    expect(submission.receipt).toEqual(receipt);
    expect(submission.report?.sha256).toBe(receipt.sha256);
  }

  const reader = new Database(join(folder, "autograder.sqlite"), { readonly: true });
  onTestFinished(() => {
    reader.close();
  });
  const count = (sql: string) => reader.prepare<[], number>(sql).pluck().get();
  for (
    let waited = 0;
    waited < 60 && count("SELECT count(*) FROM jobs WHERE state <> 'done'") !== 0;
    waited += 1
  ) {
    await sleep(500);
  }
  expect(count("SELECT count(*) FROM jobs WHERE state <> 'done'")).toBe(0);
  expect(count("SELECT count(*) FROM runs")).toBe(count("SELECT count(*) FROM submissions"));
  expect(count("SELECT count(DISTINCT submission_id) FROM runs")).toBe(
    count("SELECT count(*) FROM submissions"),
  );
  expect(
    count(`SELECT count(*) FROM effective_grades e
      WHERE submission_sequence <> (SELECT max(sequence) FROM submissions s WHERE s.user_id = e.user_id)`),
  ).toBe(0);
  expect(reader.pragma("integrity_check", { simple: true })).toBe("ok");
}, 180_000);

test("told to stop while grading, the server ends in good order and the next one finishes the work", async () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-crash-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = await (await openCourse(root)).module(module)?.solutionFiles();
  if (files === undefined) throw new Error(`the course must have ${module}`);

  const first = await startServer(folder);
  const token = readFileSync(join(folder, "tokens", "instructor"), "utf8").trim();
  const before = createClient({ baseUrl: first.address, token });
  const receipts = [];
  for (let count = 0; count < 6; count += 1) receipts.push(await before.submit({ module, files }));
  expect(await first.kill("SIGTERM")).toBe(0);

  const second = await startServer(folder);
  onTestFinished(async () => {
    await second.kill("SIGTERM");
  });
  const after = createClient({ baseUrl: second.address, token });
  for (const { id } of receipts) {
    const events = [];
    for await (const event of after.events(id)) events.push(event);
    expect(events.at(-1)).toMatchObject({ type: "graded", score: 100 });
  }
}, 120_000);
