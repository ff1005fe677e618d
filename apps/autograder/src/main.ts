#!/usr/bin/env node
import { relative } from "node:path";
import { parseArgs } from "node:util";
import { InfrastructureError } from "@tinytorch/course";
import { type CourseModule, openCourse } from "@tinytorch/course-files";
import { builtPages, builtWorkbench } from "@tinytorch/web/build";
import { QueueError } from "@tinytorch/work-queue";
import type { FastifyBaseLogger } from "fastify";
import { pino } from "pino";
import { expectCourse } from "./course-folder.ts";
import { DataFolderError } from "./database/data-folder-error.ts";
import { DataFolderInUseError } from "./database/open-database.ts";
import { inviteToDemo } from "./demo/demo-invitations.ts";
import { demoModule } from "./demo/demo-submissions.ts";
import { demoTable } from "./demo/demo-table.ts";
import { gradeDemo } from "./demo/grade-demo.ts";
import { type Service, StartRefusedError, startService } from "./service.ts";
import { readSettings, type Settings, SettingsError, unknownSettings } from "./settings.ts";

const usage = `Usage: node apps/autograder/src/main.ts [--demo] [--json]

Serves the autograder. With --demo it first really grades four submissions; with --json it says where it serves as one JSON document.
Settings come from the environment: PORT, HOST, TINYTORCH_COURSE, TINYTORCH_DATA, TINYTORCH_GRADERS, TINYTORCH_LOG_LEVEL, …`;

/** The exit status of a start that a person must set right: wrong arguments, settings or surroundings. */
const badInput = 2;

/** The exit status of what broke, or was ended before it came to its end. */
const broken = 3;

await main();

async function main(): Promise<void> {
  // Whatever this process writes holds students' work: for its owner alone.
  process.umask(0o077);
  try {
    const { demo, help, json } = readArguments();
    if (help) return say(usage);
    const settings = readSettings(process.env);
    // Whoever has read where it serves may stop reading.
    process.stdout.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code !== "EPIPE") throw error;
    });
    await serve(settings, { demo, json });
  } catch (error) {
    if (!isForPeople(error)) {
      process.stderr.write(`${error instanceof Error ? error.stack : error}\n`);
      process.exit(broken);
    }
    process.stderr.write(`${error.message}\n`);
    process.exitCode = error instanceof InfrastructureError ? broken : badInput;
  }
}

/** What the command line asks for. */
interface Arguments {
  readonly demo: boolean;
  readonly json: boolean;
}

async function serve(settings: Settings, { demo, json }: Arguments): Promise<void> {
  // Stdout is for people; the log is lines of JSON on stderr. A demo shows its own progress and logs only trouble.
  const log = pino({ level: settings.logLevel ?? (demo ? "warn" : "info") }, pino.destination(2));
  for (const sentence of unknownSettings(process.env)) log.warn(sentence);
  const module = demo ? await demoModuleOf(settings) : undefined;
  const [pages, workbench] = await shownOf(settings, json ? () => undefined : say, log);
  const service = await startService(settings, log, pages, workbench);
  stopOnSignals(service);
  log.info({ address: service.address, sandbox: service.layers, data: settings.dataFolder }, "serving");
  if (module !== undefined) await showDemo(service, module, json ? () => undefined : say);
  if (json) return say(JSON.stringify(announcement(service, settings), null, 2));
  say(`The autograder serves at ${service.address}`);
  if (pages !== null) await sayHowToOpen(service, demo, say);
  say(`  API page     ${service.address}/docs`);
  say(`  sandbox      ${service.layers.join(", ")}`);
  say(`  data folder  ${fromHere(settings.dataFolder)}`);
  // A restored data folder has accounts and no token files.
  if (service.accountFiles.read("instructor") !== undefined) {
    say(`  sign in      with the instructor's token in ${fromHere(service.accountFiles.path("instructor"))}`);
  }
}

/** The address for a browser; of a demo, links that sign in once besides. */
async function sayHowToOpen(
  { address, accountFiles }: Service,
  demo: boolean,
  say: (line: string) => void,
): Promise<void> {
  say(`  open         ${address} in a browser`);
  const links = demo ? await inviteToDemo(address, accountFiles) : undefined;
  if (links === undefined) return;
  say(`  instructor   ${links.instructor} (signs in once)`);
  say(`  student      ${links.student} (signs in once)`);
}

/** Where the pages and the workbench lie that a browser is shown. A server that cannot build one of them works without it, and says so. */
async function shownOf(
  { pages, courseFolder }: Settings,
  say: (line: string) => void,
  log: FastifyBaseLogger,
): Promise<readonly [pages: string | null, workbench: string | null]> {
  if (pages === "none") return [null, null];
  const orNull = (what: string) => (error: unknown) => {
    log.error({ err: error }, `no ${what} shown: it could not be built`);
    return null;
  };
  return Promise.all([
    builtPages(say).catch(orNull("page is")),
    builtWorkbench(courseFolder, say).catch(orNull("workbench is")),
  ]);
}

/** What the demo hands in to. @throws SettingsError when the course does not have it, or it is broken. */
async function demoModuleOf({ courseFolder }: Settings): Promise<CourseModule> {
  expectCourse(courseFolder);
  const course = await openCourse(courseFolder);
  const module = course.module(demoModule);
  if (module !== undefined) return module;
  const broken = course.broken.find(({ id }) => id === demoModule);
  if (broken !== undefined) throw new SettingsError([`--demo: ${demoModule} must be whole, got ${broken.problem}`]);
  throw new SettingsError([`--demo: the course must have ${demoModule}, got a course without it in ${courseFolder}`]);
}

/** Where it serves and what it works with, for programs. */
function announcement({ address, layers, accountFiles }: Service, { dataFolder }: Settings) {
  const hasToken = accountFiles.read("instructor") !== undefined;
  return {
    address,
    docs: `${address}/docs`,
    sandbox: layers,
    dataFolder,
    instructorTokenFile: hasToken ? accountFiles.path("instructor") : null,
  };
}

async function showDemo(
  { address, accountFiles }: Service,
  module: CourseModule,
  say: (line: string) => void,
): Promise<void> {
  say(`Demo: four submissions to ${demoModule}, each graded by the hidden suite in a sandbox of its own.`);
  const grades = await gradeDemo({
    address,
    accountFiles,
    module,
    onEvent(name, event) {
      if (event.type === "started") say(`  ${name}: grading`);
      if (event.type === "graded") say(`  ${name}: ${event.score} of ${event.maxScore} points`);
      if (event.type === "failed") say(`  ${name}: no grade`);
    },
  });
  say(
    grades === undefined ? "This data folder holds a course of its own; the demo leaves it alone." : demoTable(grades),
  );
}

/** The first signal stops in good order, the second at once. */
function stopOnSignals(service: Service): void {
  let stopping = false;
  const stop = async () => {
    if (stopping) process.exit(broken);
    stopping = true;
    await service.close();
    process.exit(0);
  };
  process.on("SIGTERM", stop);
  process.on("SIGINT", stop);
}

function readArguments(): Arguments & { readonly help: boolean } {
  try {
    const { values } = parseArgs({
      options: {
        demo: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
      },
    });
    return values;
  } catch (error) {
    throw new SettingsError([error instanceof Error ? error.message : String(error), usage]);
  }
}

function isForPeople(error: unknown): error is Error {
  return (
    error instanceof SettingsError ||
    error instanceof StartRefusedError ||
    error instanceof DataFolderInUseError ||
    error instanceof DataFolderError ||
    error instanceof QueueError ||
    error instanceof InfrastructureError
  );
}

function fromHere(path: string): string {
  const short = relative(process.cwd(), path);
  return short.startsWith("..") ? path : short;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
