import { resolve } from "node:path";
import { Command } from "@commander-js/extra-typings";
import type { Client, Receipt, Standing } from "@tinytorch/api";
import { sayRisk } from "@tinytorch/api/words";
import { askFirst } from "../../terminal/ask-first.ts";
import { canAsk } from "../../terminal/can-ask.ts";
import { CliError } from "../../terminal/cli-error.ts";
import { explainError } from "../../terminal/explain-error.ts";
import { openProgress, type Progress } from "../../terminal/progress.ts";
import { colors, print, printJson } from "../../terminal/terminal.ts";
import { openService } from "../account/client.ts";
import { courseOption, findModule, readWork, viewLeft } from "../course/course-folder.ts";
import { stuckAfterReport } from "../guidance/stuck.ts";
import { viewLateness } from "../submissions/lateness.ts";
import { viewReport } from "../submissions/report-view.ts";
import { inPart, notGraded } from "../submissions/submission-view.ts";
import { viewLoadProblems } from "../test-run/load-problems-view.ts";
import { handIn, type Post, type Sent, sendWaiting, tryToKeep, unreached, viewLetter } from "./hand-in.ts";
import { requireLoading } from "./load-check.ts";
import { isFor, type Letter, letterFor, readOutbox } from "./outbox.ts";
import { viewFiles, viewStanding } from "./standing-view.ts";
import { viewPlace, viewWaiting } from "./waiting.ts";

export const submit = new Command("submit")
  .description("hand a module in and see what it scored")
  .argument("[module]", "08-optimizers, 08 or optimizers (the one whose folder you are in)")
  .argument("[dir]", "the folder that has your src/ (modules/<module>)")
  .option("--no-wait", "end when the submission is stored, before it is graded")
  .option("--anyway", "hand in what loads in part: it replaces no grade of a submission that loads")
  .option("--yes", "do not ask, though it could lower your grade")
  .option("--pending", "send what waits since the service could not be reached, and nothing else")
  .option("--for <student>", "hand it in for a student of this name (instructors; assistants for their sections)")
  .option(
    "--received <time>",
    "with --for and --reason: when it is to count as received, such as 2026-12-06T18:00, in this computer's zone unless it says one (2026-12-06T18:00+01:00)",
  )
  .option("--reason <text>", "why that time")
  .option("--json", "print the graded submission (with --no-wait the receipt) as one JSON document")
  .addOption(courseOption())
  .addHelpText("after", "\nExample:\n  tito submit 08-optimizers")
  .action(async (name, dir, options) => {
    const { wait, anyway = false, yes = false, pending = false, json = false, course } = options;
    const { for: student, received, reason } = options;
    if (student === undefined && (received ?? reason) !== undefined) {
      throw new CliError(2, "--received and --reason are for what is handed in --for a student");
    }
    if (pending) {
      if (name !== undefined) throw new CliError(2, `--pending sends all that waits, got the module ${name}`);
      return sendPending(course, yes, json);
    }
    const { manifest, folder } = await findModule(course, name);
    const { files, problems, left } = await readWork(dir === undefined ? folder : resolve(dir), manifest);
    if (problems.length > 0) throw new CliError(2, problems.join("\n"));
    if (!json) for (const line of viewLeft(left)) print(line);
    await requireLoading(manifest, files, anyway);
    if (student !== undefined) {
      const { submitFor } = await import("./submit-for.ts");
      return submitFor({ name: student, received, reason }, manifest, files, json);
    }

    const service = await openService();
    const { client } = service;
    const post = { client, course };
    const { letters, damaged } = await readOutbox(course);
    for (const told of damaged) process.stderr.write(`not sent, for it is damaged: .tito/outbox: ${told}\n`);
    const own = letters.filter((each) => isFor(each, service));
    const letter = letterFor(own, { module: manifest.id, files, ...service });
    if (!json) for (const line of viewFiles(manifest.id, files)) print(line);
    const standing = await standingOf(letter, post);
    if (!json) for (const line of await viewTerms(standing, client)) print(line);
    await requireConsent(standing, yes);

    const progress = openProgress({ quiet: json });
    const tell = (sent: Sent) => {
      progress.end();
      if (json) process.stderr.write(`${viewSent(sent)}\n`);
      else print(viewSent(sent));
    };
    try {
      progress.show("handing in");
      const isKept = await tryToKeep(course, letter);
      const older = own.filter((each) => each !== letter);
      // Within a module the order counts: what came first is handed in first, or nothing is.
      await sendWaiting(
        older.filter(({ module }) => module === manifest.id),
        post,
        (sent) => {
          tell(sent);
          if ("held" in sent) throw unreached(new Error(sent.held), course, isKept);
        },
      );
      const receipt = await handIn(letter, post);
      progress.end();
      if (!json) print(describeReceipt(receipt));
      await sendOthers(
        older.filter(({ module }) => module !== manifest.id),
        { post, yes, tell },
      );
      if (!wait) {
        if (json) printJson(receipt);
        else for (const line of viewLoadProblems(receipt.loadProblems)) print(line);
        if (!json) print(`See what it scored with \`tito status ${receipt.id}\`.`);
        return;
      }
      await follow(client, receipt.id, progress);
      progress.end();
      const submission = await client.submission(receipt.id);
      if (json) printJson(submission);
      else if (submission.report !== null) print(viewReport(submission.report, manifest));
      if (!json && submission.late !== null) print(`\n${viewLateness(submission.late, submission.counted)}`);
      if (!json && submission.report !== null) {
        for (const line of await stuckAfterReport(folder, submission.report)) print(`\n${line}`);
      }
      if (submission.failure !== null) throw new CliError(3, notGraded(submission.failure));
    } finally {
      progress.end();
    }
  });

/** What handing in would mean. @throws CliError with exit code 3, once the letter is kept, when the service cannot be reached. */
async function standingOf(letter: Letter, { client, course }: Post): Promise<Standing> {
  const { ServiceUnreachableError } = await import("@tinytorch/api");
  try {
    return await client.standing(letter.module);
  } catch (error) {
    if (!(error instanceof ServiceUnreachableError)) throw error;
    throw unreached(error, course, await tryToKeep(course, letter));
  }
}

/** Where handing in stands, with what was decided about this person, in times of the course's zone where that is known. */
async function viewTerms(standing: Standing, client: Client): Promise<readonly string[]> {
  const [{ readTerms }, { courseMoment }, { viewException }] = await Promise.all([
    import("../submissions/terms.ts"),
    import("../../terminal/course-moment.ts"),
    import("../submissions/exception-view.ts"),
  ]);
  const { exceptions, zoneOf } = await readTerms(client, { module: standing.module });
  const zone = zoneOf(standing.module);
  const moment = zone === null ? undefined : (instant: string) => courseMoment(instant, zone);
  return viewStanding(standing, moment, exceptions.map(viewException));
}

/** @throws CliError when the grade could be lowered, and whoever is asked does not want that. */
async function requireConsent(standing: Standing, yes: boolean): Promise<void> {
  if (!(await isWanted(standing, yes))) throw new CliError(2, "nothing was handed in");
}

/** Asks whether to go on where the grade could be lowered; where nobody can be asked it is said and gone on. */
async function isWanted(standing: Standing, yes: boolean): Promise<boolean> {
  const why = sayRisk(standing);
  if (why === null || yes) return true;
  const risk = `${standing.module}: ${why}`;
  if (!canAsk()) {
    process.stderr.write(`${risk} It is handed in all the same, for nobody can be asked here; --yes says so before.\n`);
    return true;
  }
  return askFirst({ would: risk, question: `${risk} Hand it in?`, yes, json: false });
}

interface Others {
  readonly post: Post;
  readonly yes: boolean;
  readonly tell: (sent: Sent) => void;
}

/** Sends what waits of other modules. Nothing that comes of it changes what has been handed in already. */
async function sendOthers(letters: readonly Letter[], { post, yes, tell }: Others): Promise<void> {
  try {
    await sendWaiting(await consented(letters, post.client, yes), post, tell);
  } catch (error) {
    process.stderr.write(`What waits of other modules goes on waiting: ${(await explainError(error)).sentence}\n`);
  }
}

/** The letters that may be handed in, each module asked about once. One that is not wanted waits. */
async function consented(letters: readonly Letter[], client: Client, yes: boolean): Promise<readonly Letter[]> {
  const { ApiError } = await import("@tinytorch/api");
  const wanted = new Set<string>();
  for (const module of new Set(letters.map((each) => each.module))) {
    const standing = await client.standing(module).catch((error: unknown) => {
      // What is wrong with the module is said when its work is sent.
      if (error instanceof ApiError && error.status !== 401) return null;
      throw error;
    });
    if (standing === null || (await isWanted(standing, yes))) wanted.add(module);
  }
  return letters.filter(({ module }) => wanted.has(module));
}

/** Sends what waits, and nothing else. */
async function sendPending(course: string, yes: boolean, json: boolean): Promise<void> {
  const service = await openService();
  const { client } = service;
  const { letters, damaged } = await readOutbox(course);
  const own = letters.filter((each) => isFor(each, service));
  const wanted = await consented(own, client, yes);
  const all: Sent[] = [];
  try {
    await sendWaiting(wanted, { client, course }, (sent) => {
      all.push(sent);
      if (!json) print(viewSent(sent));
    });
  } finally {
    if (json) printJson({ received: all.flatMap((sent) => ("receipt" in sent ? [sent.receipt] : [])) });
  }
  if (!json && own.length === 0) print("Nothing waits to be sent.");
  const others = letters
    .filter((each) => !own.includes(each))
    .map((each) => `${viewLetter(each)} waits for ${each.url === service.url ? "another account" : each.url}`);
  const refused = all.flatMap((sent) => ("refused" in sent ? [`${viewLetter(sent.letter)} was refused`] : []));
  const held = all.flatMap((sent) => ("held" in sent ? [`${viewLetter(sent.letter)} goes on waiting`] : []));
  const problems = [...refused, ...held, ...others, ...damaged.map((told) => `it is damaged: .tito/outbox: ${told}`)];
  if (problems.length > 0) throw new CliError(held.length > 0 ? 3 : 2, problems.join("\n"));
}

function viewSent(sent: Sent): string {
  const what = viewLetter(sent.letter);
  if ("receipt" in sent) return `Sent what waited, ${what}: submission ${sent.receipt.id}.`;
  return "refused" in sent
    ? `Refused what waited, ${what}: ${sent.refused}`
    : `Not taken now, ${what}, which goes on waiting: ${sent.held}`;
}

/** Shows the events of a submission until there are no more. */
async function follow(client: Client, id: string, progress: Progress): Promise<void> {
  for await (const event of client.events(id)) {
    if (event.type === "queued") progress.show(viewWaiting(event));
    if (event.type === "started") progress.show("grading");
    if (event.type === "progress") progress.count("grading", event.done, event.total);
  }
}

function describeReceipt({ id, sha256, position, waitSeconds, loads }: Receipt): string {
  const place = viewPlace(position, waitSeconds);
  const received = `Received: submission ${colors.bold(id)}, files ${sha256.slice(0, 12)}, ${place}.`;
  return loads === false ? `${received}\n${colors.yellow(inPart)}` : received;
}
