import { startRehearsal } from "@tinytorch/sandbox";
import { ReadySessions, type Sessions, type StartSession } from "./ready-sessions.ts";
import { preparedPackages } from "./trusted-modules.ts";

/** A session in processes of this machine. */
const startHere: StartSession = async ({ packages, memoryMegabytes }, before) =>
  startRehearsal(await preparedPackages(packages), memoryMegabytes, { before });

/** A session for each rehearsal, started when it is asked for. */
export const coldSessions: Sessions = { take: (needs) => startHere(needs) };

/** Sessions in processes of this machine, started ahead of need. */
export function readySessions(): ReadySessions {
  return new ReadySessions(startHere);
}
