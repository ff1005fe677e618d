import type { LoadProblem } from "@tinytorch/course";
import { checkedProblems, type FailureContext, wholeProblem } from "./failure.ts";
import { sandboxCommand } from "./layers.ts";
import { mathRandomSeed } from "./math-random-seed.ts";
import type { SandboxSources } from "./messages.ts";
import { parserSample } from "./parser-sample.ts";
import type { RehearsedEnd, RehearsedFile } from "./rehearsed-tests.ts";
import { readyProcess, type SandboxProcess, silence } from "./sandbox-process.ts";
import { type ReadingLimits, readingLimits, type Stripped, stripApart } from "./strip-apart.ts";
import { rulesToLoad } from "./submission-rules.ts";
import type { SubmissionToRun } from "./submission-session.ts";
import { farWall } from "./wall-clock.ts";

/** A submission beside its module's visible tests, all as it was written. */
export interface SubmissionToRehearse extends Omit<SubmissionToRun, "packages"> {
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
      readonly where: { readonly file: string; readonly line: number } | null;
      readonly console: string;
    };

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
  readonly #packages: SandboxSources;
  readonly #memoryMegabytes: number;
  readonly #limits: ReadingLimits;
  #process: Promise<SandboxProcess>;
  /** The process that has loaded the parser of types. */
  #parser: SandboxProcess | null = null;
  #ready: Ready | null = null;
  /** Of what the process has printed, how many characters were handed on. */
  #consoleRead = 0;

  /** Starts a process at once. @param packages the library, and the stand-in for vitest. */
  constructor(packages: SandboxSources, memoryMegabytes: number, limits = readingLimits) {
    this.#packages = packages;
    this.#memoryMegabytes = memoryMegabytes;
    this.#limits = limits;
    this.#process = this.#start();
    // Whoever opens is told.
    this.#process.catch(() => {});
  }

  /** Loads the submission, and then the files of tests one by one. */
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
    let run = await this.#runOnce(index, ready);
    for (let again = 1; run === null && again < mostTries; again++) run = await this.#runOnce(index, ready);
    return run ?? { state: "stopped", reason: "memory", where: null, console: "" };
  }

  /** How a test ended; null when its process died. */
  async #runOnce(index: number, ready: Ready): Promise<RehearsedRun | null> {
    if ((await this.#process).closed) await this.#load(ready);
    const process = await this.#process;
    const milliseconds = ready.limits.testMilliseconds;
    const reply = await process.exchange({ type: "run-test", index, milliseconds }, farWall(milliseconds));
    if (reply.type === "value") {
      const end: RehearsedEnd = JSON.parse(reply.value);
      this.#consoleRead += end.console.length;
      return end;
    }
    const console = (await readConsole(process)).slice(this.#consoleRead);
    process.close();
    if (reply.type === "failure") {
      return { state: "stopped", reason: reply.kind === "timeout" ? "timeout" : "memory", where: reply.where, console };
    }
    if (reply.type === "silence" && reply.reason === "died") return null;
    return { state: "stopped", reason: "timeout", where: null, console };
  }

  /** Types are stripped in the same process: whose code it is, whose machine it is. */
  #strip(files: SandboxSources): Promise<Stripped> {
    return stripApart(files, () => this.#withParser(), this.#limits, { onNotice: () => {} });
  }

  async #withParser(): Promise<SandboxProcess> {
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

  async close(): Promise<void> {
    const process = await this.#process.catch(() => null);
    process?.close();
  }

  async #alive(): Promise<SandboxProcess> {
    if ((await this.#process).closed) this.#process = this.#start();
    return this.#process;
  }

  async #start(): Promise<SandboxProcess> {
    const [packages, memoryMegabytes] = [this.#packages, this.#memoryMegabytes];
    const command = await sandboxCommand(cpuSeconds, { jail: "process", memoryMegabytes });
    return readyProcess(command, replyCharacters, { type: "prepare", packages, memoryMegabytes }, "done");
  }
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

async function load(process: SandboxProcess, ready: Ready): Promise<RehearsalOpened | null> {
  const { files, problems, entry, exports, seed, limits, tests, testFiles, context } = ready;
  const milliseconds = limits.testMilliseconds;
  const loaded = await process.exchange(
    {
      type: "load",
      files,
      problems,
      entry,
      exports,
      ...rulesToLoad(ready),
      seed: mathRandomSeed(seed),
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
  return { problems: checkedProblems(loaded.problems, context), console, files: JSON.parse(reply.value) };
}

async function readConsole(process: SandboxProcess): Promise<string> {
  if (process.closed || process.busy) return "";
  const reply = await process.exchange({ type: "console" }, consoleMilliseconds);
  return reply.type === "console" ? reply.text : "";
}

/** Each test has its own limit; this ends a process that nobody watches any more. */
const cpuSeconds = 600;

/** How long a process may take to say what was printed (ms). */
const consoleMilliseconds = 1_000;

/** A process that dies is not at once the submission's fault. */
const mostTries = 3;

/** For our own work, which is not the submission's to answer for. */
const startMilliseconds = 20_000;

/** What may be printed, and the list of tests beside it. */
const replyCharacters = 2 ** 25;
