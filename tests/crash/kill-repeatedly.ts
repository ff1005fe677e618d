import { setTimeout as sleep } from "node:timers/promises";
import type { Client } from "@tinytorch/api";
import { type RunningServer, startAndKill, startServer } from "@tinytorch/test-harness";
import { Classroom, module, solutionFiles } from "./classroom.ts";
import { statesLeftApart } from "./kept-promises.ts";
import { seededRandom } from "./random.ts";

const perRound = 6;
/** Kills among ten that meet a server while it starts; the others meet one at work. */
const startKills = 0.2;

export interface KillOptions {
  readonly folder: string;
  /** Decides every moment of the run. */
  readonly seed: number;
  readonly kills: number;
  readonly onKill?: (kill: number, moment: string) => void;
}

/**
 * Hands in without pause, and has runs repeated, while the server is killed at random moments again and again; gives
 * the classroom with its receipts and one more server, which finishes the work.
 */
export async function killRepeatedly(options: KillOptions): Promise<{ classroom: Classroom; server: RunningServer }> {
  const { folder, seed, kills, onKill = () => {} } = options;
  const random = seededRandom(seed);
  const files = await solutionFiles();
  const classroom = new Classroom();

  for (let kill = 1; kill <= kills; kill += 1) {
    if (kill > 1 && random() < startKills) {
      const wait = random() * 2_000;
      await startAndKill(folder, wait);
      requireStatesTogether(folder, kill);
      onKill(kill, `${Math.round(wait)} ms after its start`);
      continue;
    }
    const server = await startServer(folder);
    await classroom.open(server);
    const before = classroom.receipts.length;
    const wait = random() * 1_500;
    const dead = sleep(wait).then(() => server.kill("SIGKILL"));
    // What the kill cuts off has no answer: it was not accepted, or only its receipt was lost.
    const cutOff = () => undefined;
    for (let count = 0; count < perRound; count += 1) {
      await classroom.handIn(server, files).catch(cutOff);
      if (count === 2) await repeatSomeRun(classroom.instructor(server)).catch(cutOff);
      await sleep(random() * 150);
    }
    await dead;
    requireStatesTogether(folder, kill);
    const accepted = classroom.receipts.length - before;
    onKill(kill, `${Math.round(wait)} ms into its service, ${accepted} accepted`);
  }
  const server = await startServer(folder);
  await classroom.open(server);
  return { classroom, server };
}

/** What a later start would set right must not have been wrong either: whoever asks in between is told by it. */
function requireStatesTogether(folder: string, kill: number): void {
  const apart = statesLeftApart(folder);
  if (apart.length > 0)
    throw new Error(`kill ${kill}: submissions must stand where their jobs do, got ${apart.join(", ")}`);
}

async function repeatSomeRun(instructor: Client): Promise<void> {
  const { submissions } = await instructor.submissions({ scope: "all", module, status: "graded", limit: 1 });
  const id = submissions[0]?.id;
  const runId = id === undefined ? null : (await instructor.submission(id)).runId;
  if (runId !== null) await instructor.startRerun(runId);
}
