import { sandboxCommand } from "./layers.ts";
import type { SandboxSources } from "./messages.ts";
import { RehearsalSession, type RehearsalSessionOptions } from "./rehearsal-session.ts";
import { readyProcess } from "./sandbox-process.ts";

/** Each test has its own limit; this ends a process that nobody watches any more. */
const cpuSeconds = 600;

/** What may be printed, and the list of tests beside it. */
const replyCharacters = 2 ** 25;

/**
 * A session in sandbox processes of this machine, which are behind no jail: whose code it is, whose machine it is.
 *
 * @param packages the library, and the stand-in for vitest.
 */
export function startRehearsal(
  packages: SandboxSources,
  memoryMegabytes: number,
  options?: RehearsalSessionOptions,
): RehearsalSession {
  return new RehearsalSession(async () => {
    const command = await sandboxCommand(cpuSeconds, { jail: "process", memoryMegabytes });
    return readyProcess(command, replyCharacters, { type: "prepare", packages, memoryMegabytes }, "done");
  }, options);
}
