import { Command, Option } from "@commander-js/extra-typings";
import type { Client, Regrade, RegradeRequest } from "@tinytorch/api";
import { openClient } from "../student/account/client.ts";
import { courseHere, findModule } from "../student/course/course-folder.ts";
import { submissionId } from "../student/submissions/own-submission.ts";
import { CliError } from "../terminal/cli-error.ts";
import { isIdBeginning } from "../terminal/id-meant.ts";
import { pollUntil } from "../terminal/poll.ts";
import { openProgress, type Progress } from "../terminal/progress.ts";
import { print, printJson } from "../terminal/terminal.ts";

export const regrade = new Command("regrade")
  .description("grade a module's submissions again: what would change, then apply it (instructors)")
  .argument("[module]", "08-optimizers or 08")
  .option(
    "--which <latest|best|all|SUBMISSION>",
    "each student's latest or best, all, or one by its id or the beginning of it",
  )
  .addOption(new Option("--resume <regrade>", "go on with one that was started").conflicts("which"))
  .option("--apply", "let the new runs stand, once all are graded")
  .addOption(new Option("--cancel", "end the resumed one; nothing changes").conflicts("apply"))
  .option("--json", "print the regrade as one JSON document")
  .addHelpText("after", "\nExample:\n  tito regrade 08 --which latest\n  tito regrade 08 --which all --apply")
  .action(async (module, { which, resume, apply = false, cancel = false, json = false }) => {
    if (cancel && resume === undefined) throw new CliError(2, "say which one to cancel: give --resume REGRADE");
    const wanted = resume === undefined ? await readRequest(module, which) : undefined;
    const client = await openClient();
    const request = wanted === undefined ? undefined : await named(client, wanted);
    const progress = openProgress({ quiet: json });
    try {
      const begun = request === undefined ? await client.regrade(resume ?? "") : await client.startRegrade(request);
      const end = cancel ? await client.cancelRegrade(begun.id) : await follow(client, begun, progress);
      const regrade = apply && end.state === "ready" ? await client.applyRegrade(end.id) : end;
      progress.end();
      if (json) return printJson(regrade);
      const { viewRegrade } = await import("./regrade-view.ts");
      print(await viewRegrade(regrade));
    } finally {
      progress.end();
    }
  });

async function readRequest(module: string | undefined, which: string | undefined): Promise<RegradeRequest> {
  if (module === undefined) throw new CliError(2, "a module must be named: `tito regrade 08 --which latest`");
  if (which === undefined) {
    throw new CliError(2, "say what to grade again: --which latest, best, all, or a submission's id");
  }
  const { manifest } = await findModule(await courseHere(), module);
  if (which === "latest" || which === "best" || which === "all") return { module: manifest.id, which };
  if (isIdBeginning(which)) return { module: manifest.id, which: "one", submissionId: which };
  throw new CliError(2, `--which must be latest, best, all or a submission's id, got ${JSON.stringify(which)}`);
}

/** The request with a submission's whole id. */
async function named(client: Client, request: RegradeRequest): Promise<RegradeRequest> {
  return request.which === "one"
    ? { ...request, submissionId: await submissionId(client, request.submissionId) }
    : request;
}

/** Waits until all is graded. An interrupt leaves the regrade to go on by itself; its name was said. */
async function follow(client: Client, begun: Regrade, progress: Progress): Promise<Regrade> {
  progress.show(`regrade ${begun.id}`);
  return pollUntil(
    () => client.regrade(begun.id),
    ({ state }) => state !== "running",
    ({ done, failed, total }) => progress.count("grading again", done + failed, total),
  );
}
