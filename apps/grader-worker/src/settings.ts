import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type SandboxJail, sandboxJails } from "@tinytorch/course";
import { type GraderKey, QueueError, readGraderKey } from "@tinytorch/work-queue";

/** How this grader runs. Read once, from the command line and the environment. */
export interface Settings {
  readonly queueUrl: string;
  readonly serverUrl: string;
  readonly key: GraderKey;
  /** Submissions graded at once. */
  readonly places: number;
  readonly jail: SandboxJail;
  /** Where courses are kept. */
  readonly cacheFolder: string;
  /** How long a stop waits for what is being graded before it is given back. */
  readonly graceMilliseconds: number;
  readonly json: boolean;
}

const mostPlaces = 64;
const longestGraceSeconds = 3_600;

/** @throws QueueError with a sentence, when something is missing or wrong. */
export function readSettings(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Settings {
  const { values } = parse(args);
  const { server } = values;
  // A password in a command line is read by every account of the machine.
  const queue = values.queue ?? environment.TINYTORCH_QUEUE ?? "";
  if (queue === "") {
    throw new QueueError("grader: it needs --queue redis://HOST:6379 or TINYTORCH_QUEUE, got nothing");
  }
  if (server === undefined) throw new QueueError("grader: it needs --server URL, got nothing");
  const jail = sandboxJails.find((each) => each === values.sandbox);
  if (jail === undefined) {
    throw new QueueError(`--sandbox: must be one of ${sandboxJails.join(", ")}, got ${JSON.stringify(values.sandbox)}`);
  }
  return {
    queueUrl: queue,
    serverUrl: server,
    key: readKey(values["key-file"], environment.TINYTORCH_GRADER_KEY),
    places: wholeNumber("--places", values.places, 1, mostPlaces),
    jail,
    cacheFolder: values.cache ?? (environment.TINYTORCH_CACHE || join(homedir(), ".cache/tinytorch")),
    graceMilliseconds: 1_000 * wholeNumber("--grace", values.grace, 0, longestGraceSeconds),
    json: values.json,
  };
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        queue: { type: "string" },
        server: { type: "string" },
        "key-file": { type: "string" },
        places: { type: "string", default: "2" },
        sandbox: { type: "string", default: "auto" },
        cache: { type: "string" },
        grace: { type: "string", default: "60" },
        json: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new QueueError(`grader: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readKey(file: string | undefined, variable: string | undefined): GraderKey {
  const text = file === undefined ? variable : readKeyFile(file);
  if (text === undefined || text === "") {
    throw new QueueError(
      "grader: it needs a key in --key-file FILE or TINYTORCH_GRADER_KEY, got none; tito grader-key add makes one on the server",
    );
  }
  const key = readGraderKey(text);
  // A key is not said back.
  if (key === undefined)
    throw new QueueError("grader: its key must be as tito grader-key add printed it, got another text");
  return key;
}

function readKeyFile(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new QueueError(
      `--key-file: it must be readable, got ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= least && value <= most) return value;
  throw new QueueError(`${name}: must be a whole number from ${least} to ${most}, got ${JSON.stringify(text)}`);
}
