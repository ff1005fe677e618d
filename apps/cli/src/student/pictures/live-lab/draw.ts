import { type ChildProcess, spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { type LabRecord, type Plot, RecordReader } from "./lab-records.ts";

/** A lab's program, and the room and the limits that it has. */
export interface DrawingTask {
  readonly program: string;
  /** Where the student's code lies, when it is not `src/` beside the lab. */
  readonly source: string | null;
  readonly columns: number;
  readonly rows: number;
  readonly colour: boolean;
  readonly seconds: number;
  /** Of memory. Typed arrays count too where the system tells how much a process holds, as Linux does. */
  readonly megabytes: number;
}

/** What came of running a lab once. */
export type Drawing =
  | {
      readonly kind: "drawn";
      readonly frames: readonly string[];
      /** What the last picture shows, where the lab says it. */
      readonly sentence: string | null;
      /** What a page draws in lines, where the lab gives it. */
      readonly plot: Plot | null;
      readonly data: unknown;
      /** What the student's code printed. */
      readonly printed: string;
    }
  | { readonly kind: "failed"; readonly words: string; readonly printed: string };

/** How much a program may write in all, and how much is kept of what is no picture. */
const outputCharacters = 64_000_000;
const printedCharacters = 16_000;

/** How much longer than its limit the program is waited for, which by then should have stopped itself (s). */
const grace = 3;

/** How long the program may take to end when all is drawn (ms). */
const endMilliseconds = 500;

/**
 * Runs a lab on the student's code, in a process of its own that is stopped at its limits. `done` is null when it was stopped
 * before it came to anything; it never rejects.
 */
export function startDrawing(task: DrawingTask): { readonly done: Promise<Drawing | null>; stop(): void } {
  const { program, source, columns, rows, colour, seconds, megabytes } = task;
  const room = ["--columns", String(columns), "--rows", String(rows), ...(colour ? ["--colour"] : [])];
  const child = spawn(
    process.execPath,
    [
      ...["--disable-warning=ExperimentalWarning", `--max-old-space-size=${megabytes}`],
      ...[program, "--frames", ...room, "--seconds", String(seconds)],
    ],
    {
      stdio: ["ignore", "pipe", "pipe"],
      // A group of its own: what the student's code starts ends with it.
      detached: true,
      env: source === null ? process.env : { ...process.env, TINYTORCH_MODULE_SOURCE: source },
    },
  );
  const { promise, resolve } = Promise.withResolvers<Drawing | null>();
  const frames: string[] = [];
  let picture: Extract<LabRecord, { kind: "picture" }> | null = null;
  let [printed, complaint, size] = ["", "", 0];
  const timers = [
    setTimeout(() => settle(failed(tooLong(seconds, null))), (seconds + grace) * 1000),
    setInterval(async () => {
      if ((await residentMegabytes(child)) > megabytes) settle(failed(tooLarge(megabytes)));
    }, 100),
  ];
  const settle = (drawing: Drawing | null) => {
    for (const timer of timers) clearTimeout(timer);
    endGroup(child);
    resolve(drawing);
  };
  const failed = (words: string): Drawing => ({ kind: "failed", words, printed });
  const drawn = (): Drawing | null => {
    if (picture === null || frames.length <= picture.last) return null;
    const { sentence, plot, data } = picture;
    return { kind: "drawn", frames, sentence, plot, data, printed: printed + complaint };
  };
  const reader = new RecordReader(
    (record) => {
      if (record.kind === "words") settle(failed(record.text.trim()));
      else if (record.kind === "stopped") settle(failed(tooLong(seconds, record.place)));
      else if (record.kind === "picture") picture = record;
      else frames.push(record.text);
      const whole = drawn();
      // Whatever the student's code left behind may keep the program alive: it is not waited for.
      if (whole !== null) timers.push(setTimeout(() => settle(whole), endMilliseconds));
    },
    (text) => {
      printed = (printed + text).slice(0, printedCharacters);
    },
  );
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    size += chunk.length;
    if (size > outputCharacters) settle(failed(`The lab may print ${outputCharacters} characters, and printed more.`));
    else reader.read(chunk);
  });
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    complaint = (complaint + chunk).slice(-printedCharacters);
  });
  child.once("error", (error) => settle(failed(`node must start, got ${error.message}`)));
  child.once("close", (code, signal) => {
    if (complaint.includes("heap out of memory")) settle(failed(tooLarge(megabytes)));
    const ending = `The lab drew nothing and ended with ${signal ?? `exit code ${code}`}.`;
    settle(drawn() ?? failed(complaint.trim() || ending));
  });
  return { done: promise, stop: () => settle(null) };
}

/** Ends a process and what it has started; Windows has no groups, and ends the process alone. */
function endGroup(child: ChildProcess): void {
  try {
    if (child.pid !== undefined && process.platform !== "win32") process.kill(-child.pid, "SIGKILL");
  } catch {
    // All of it has ended already.
  }
  child.kill("SIGKILL");
}

function tooLarge(megabytes: number): string {
  return `The code ran out of memory (limit ${megabytes} MB).`;
}

function tooLong(seconds: number, place: string | null): string {
  return `The code ran longer than ${seconds} s and was stopped${place === null ? "" : ` at ${place}`}.`;
}

/** What a process has in memory, typed arrays too, which no limit of Node's counts; 0 where the system does not tell. */
async function residentMegabytes({ pid }: ChildProcess): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  return Number(/^VmRSS:\s*(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
}
