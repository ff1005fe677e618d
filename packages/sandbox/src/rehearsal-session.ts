import type { LoadProblem } from "@tinytorch/course";
import type { Exchanger } from "./exchanger.ts";
import { exportedTypes } from "./exported-names.ts";
import { checkedProblems, type FailureContext, wholeProblem } from "./failure.ts";
import type { CodePlace, SandboxSources } from "./messages.ts";
import { parserSample } from "./parser-sample.ts";
import { type RehearsedEnd, type RehearsedFile, readEnd, readFiles } from "./rehearsed-reply.ts";
import { silence } from "./silence.ts";
import { SlowPlaces, shortShare } from "./slow-places.ts";
import { type ReadingLimits, readingLimits, type Stripped, stripApart } from "./strip-apart.ts";
import { StrippedBefore } from "./stripped-before.ts";
import { rulesToLoad } from "./submission-rules.ts";
import type { SubmissionToRun } from "./submission-session.ts";
import { farWall } from "./wall-clock.ts";

/** A submission beside its module's visible tests, all as it was written. */
export interface SubmissionToRehearse extends Omit<SubmissionToRun, "packages" | "seed"> {
  /** Of `Math.random`, as it stands: nothing that is hidden follows from it. */
  readonly randomSeed: number;
  /** The tests, and what they import beside the submission. */
  readonly tests: SandboxSources;
  /** Of the tests, the files that are to be loaded. */
  readonly testFiles: readonly string[];
}

/** What loading came to: what does not load of the submission, what it printed, and the tests that there are. */
export interface RehearsalOpened {
  readonly problems: readonly LoadProblem[];
  readonly console: string;
  readonly files: readonly RehearsedFile[];
}

/** How a test ended. `stopped`: it ran out of time or memory. */
export type RehearsedRun =
  | RehearsedEnd
  | {
      readonly state: "stopped";
      readonly reason: "timeout" | "memory";
      readonly where: CodePlace | null;
      /** Of a time-out: the function that is known to be slow, for people; it had a short time then. Null of any other. */
      readonly known: string | null;
      /** What it had of the processor. */
      readonly milliseconds: number;
      readonly console: string;
    };

export interface RehearsalSessionOptions {
  readonly limits?: ReadingLimits | undefined;
  readonly before?: StrippedBefore | undefined;
}

/** All of it as JavaScript, and what is known not to load. */
interface Ready extends SubmissionToRehearse {
  readonly problems: readonly LoadProblem[];
  readonly brokenTests: readonly RehearsedFile[];
  /** By the files as they were written. */
  readonly context: FailureContext;
}

/**
 * One submission beside its module's visible tests, at home: in the process and the isolate that grade, behind no jail, for it is one's
 * own. After a test that had to be stopped the next one gets a fresh process with all loaded anew.
 */
export class RehearsalSession {
  readonly #start: () => Promise<Exchanger>;
  readonly #limits: ReadingLimits;
  readonly #before: StrippedBefore;
  #process: Promise<Exchanger>;
  /** The process that has loaded the parser of types. */
  #parser: Exchanger | null = null;
  #ready: Ready | null = null;
  readonly #slow = new SlowPlaces();
  /** Of what the process has printed, how many characters were handed on. */
  #consoleRead = 0;
  #isClosed = false;

  /**
   * Starts a process at once.
   *
   * @param start starts one that is prepared with the library and the stand-in for vitest.
   * @param options.before what sessions before this one have stripped of types; nothing by default.
   */
  constructor(
    start: () => Promise<Exchanger>,
    { limits = readingLimits, before = new StrippedBefore() }: RehearsalSessionOptions = {},
  ) {
    this.#start = start;
    this.#limits = limits;
    this.#before = before;
    this.#process = this.#start();
    // Whoever opens is told.
    this.#process.catch(() => {});
  }

  /** Makes ready all that can be before there is a submission: for one that is to come. */
  async prepare(): Promise<void> {
    await this.#withParser();
  }

  /**
   * Loads the submission, and then the files of tests one by one.
   * @throws Error when the session is closed before all is loaded.
   */
  async open(submission: SubmissionToRehearse): Promise<RehearsalOpened> {
    const ready = readyToLoad(submission, await this.#strip(submission.files), await this.#strip(submission.tests));
    let opened = await this.#load(ready);
    for (let again = 1; opened === null && again < mostTries; again++) opened = await this.#load(ready);
    if (opened === null) {
      opened = { problems: [wholeProblem(silence("died"), ready.context)], console: "", files: [] };
    }
    this.#ready = { ...ready, problems: opened.problems };
    return { ...opened, files: [...ready.brokenTests, ...opened.files] };
  }

  /** Runs a test, by its number among those that were loaded. */
  async run(index: number): Promise<RehearsedRun> {
    const ready = this.#ready;
    if (ready === null) throw new Error("internal: a rehearsal must be opened first");
    const { testMilliseconds } = ready.limits;
    if (!this.#slow.isEmpty) {
      const short = await this.#runWithin(index, ready, Math.ceil(testMilliseconds * shortShare));
      if (!isTimeout(short)) return short;
      const known = this.#slow.describe(short.where, ready.context.files);
      if (known !== null) return { ...short, known };
    }
    const run = await this.#runWithin(index, ready, testMilliseconds);
    if (isTimeout(run)) this.#slow.add(run.where);
    return run;
  }

  async #runWithin(index: number, ready: Ready, milliseconds: number): Promise<RehearsedRun> {
    let run = await this.#runOnce(index, ready, milliseconds);
    for (let again = 1; run === null && again < mostTries; again++)
      run = await this.#runOnce(index, ready, milliseconds);
    return run ?? { state: "stopped", reason: "memory", where: null, known: null, milliseconds, console: "" };
  }

  /** How a test ended; null when its process died. */
  async #runOnce(index: number, ready: Ready, milliseconds: number): Promise<RehearsedRun | null> {
    if ((await this.#process).closed) await this.#load(ready);
    const process = await this.#process;
    const reply = await process.exchange({ type: "run-test", index, milliseconds }, farWall(milliseconds));
    if (reply.type === "value") {
      const end = readEnd(reply.value);
      this.#consoleRead += end.console.length;
      return end;
    }
    const console = (await readConsole(process)).slice(this.#consoleRead);
    process.close();
    if (reply.type === "failure") {
      const reason = reply.kind === "timeout" ? "timeout" : "memory";
      return { state: "stopped", reason, where: reply.where, known: null, milliseconds, console };
    }
    if (reply.type === "silence" && reply.reason === "died") return null;
    return { state: "stopped", reason: "timeout", where: null, known: null, milliseconds, console };
  }

  /** Types are stripped in the same process: whose code it is, whose machine it is. */
  #strip(files: SandboxSources): Promise<Stripped> {
    const strip = (unknown: SandboxSources) =>
      stripApart(unknown, () => this.#withParser(), this.#limits, { onNotice: () => {} });
    return this.#before.strip(files, strip);
  }

  async #withParser(): Promise<Exchanger> {
    const process = await this.#alive();
    if (this.#parser === process) return process;
    const reply = await process.exchange(parserSample, startMilliseconds);
    if (reply.type !== "stripped") throw new Error(`rehearsal: types must be stripped, got ${reply.type}`);
    this.#parser = process;
    return process;
  }

  /** Loads all into a process that is alive; null when it died of it. */
  async #load(ready: Ready): Promise<RehearsalOpened | null> {
    const opened = await load(await this.#alive(), ready);
    this.#consoleRead = opened?.console.length ?? 0;
    return opened;
  }

  /** Ends it, whatever it is at: a test that runs counts as stopped, and no process is started any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    const process = await this.#process.catch(() => null);
    process?.close();
  }

  async #alive(): Promise<Exchanger> {
    if ((await this.#process).closed) {
      if (this.#isClosed) throw new Error("rehearsal: a session must be open, got one that is closed");
      this.#process = this.#start();
    }
    return this.#process;
  }
}

function isTimeout(run: RehearsedRun): run is Extract<RehearsedRun, { state: "stopped" }> {
  return run.state === "stopped" && run.reason === "timeout";
}

function readyToLoad(submission: SubmissionToRehearse, stripped: Stripped, tests: Stripped): Ready {
  const { files, entry, exports, limits } = submission;
  const context = { files, entry, exports, ...limits };
  return {
    ...submission,
    context,
    files: stripped.files,
    tests: tests.files,
    testFiles: submission.testFiles.filter((file) => Object.hasOwn(tests.files, file)),
    problems: checkedProblems(stripped.problems, context),
    brokenTests: tests.problems.map(({ file, line, message }) => ({
      file,
      problem: { message, stack: `    at ${file}:${line ?? 1}:1` },
      tests: [],
    })),
  };
}

async function load(process: Exchanger, ready: Ready): Promise<RehearsalOpened | null> {
  const { files, problems, entry, exports, randomSeed, limits, tests, testFiles, context } = ready;
  const milliseconds = limits.testMilliseconds;
  const loaded = await process.exchange(
    {
      type: "load",
      files,
      problems,
      entry,
      exports,
      ...rulesToLoad(ready),
      types: exportedTypes(context.files),
      seed: randomSeed,
      consoleBytes: limits.consoleBytes,
      milliseconds,
    },
    // As for a grading: one file that never ends takes its whole time, each other one an eighth.
    farWall(milliseconds * (1 + Object.keys(files).length / 8)),
  );
  if (loaded.type === "silence" && loaded.reason === "died") return null;
  if (loaded.type !== "loaded") {
    const failed = loaded.type === "failure" || loaded.type === "silence" ? loaded : silence("garbage");
    return { problems: [wholeProblem(failed, context)], console: "", files: [] };
  }
  const console = await readConsole(process);
  const reply = await process.exchange(
    { type: "rehearse", modules: tests, testFiles, milliseconds },
    farWall(milliseconds * testFiles.length),
  );
  if (reply.type !== "value") throw new Error(`rehearsal: the tests must load, got ${JSON.stringify(reply)}`);
  return { problems: checkedProblems(loaded.problems, context), console, files: readFiles(reply.value) };
}

async function readConsole(process: Exchanger): Promise<string> {
  if (process.closed || process.busy) return "";
  const reply = await process.exchange({ type: "console" }, consoleMilliseconds);
  return reply.type === "console" ? reply.text : "";
}

/** How long a process may take to say what was printed (ms). */
const consoleMilliseconds = 1_000;

/** A process that dies is not at once the submission's fault. */
const mostTries = 3;

/** For our own work, which is not the submission's to answer for. */
const startMilliseconds = 20_000;
