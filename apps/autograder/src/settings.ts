import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { sandboxJails } from "@tinytorch/course";
import { z } from "zod";

/** Where this program lies, with a course of its own. */
const checkout = join(import.meta.dirname, "../../..");

const wholeNumber = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d+$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, `must be a whole number from ${least} to ${most}`);

const flag = z
  .enum(["0", "1", "true", "false"], "must be 0, 1, true or false")
  .transform((value) => value === "1" || value === "true");

const settingsSchema = z
  .object({
    /** 0 lets the system choose. */
    PORT: wholeNumber(0, 65_535).default(8080),
    HOST: z.string().min(1, "must be an address to listen on").default("127.0.0.1"),
    /** The folder of the course: `modules` and `grading`, and its dates in `course.json`. */
    TINYTORCH_COURSE: z.string().min(1, "must be a folder").default(checkout),
    /** The folder of the database and the first tokens. */
    TINYTORCH_DATA: z.string().min(1, "must be a folder").default(join(checkout, ".data")),
    /** Grader processes, so submissions graded at once. */
    TINYTORCH_GRADERS: wholeNumber(1, 64).default(Math.min(2, availableParallelism())),
    TINYTORCH_LOG_LEVEL: z
      .enum(
        ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
        "must be fatal, error, warn, info, debug, trace or silent",
      )
      .optional(),
    /** Requests a minute of one account. */
    TINYTORCH_REQUESTS_PER_MINUTE: wholeNumber(1, 1_000_000).default(600),
    /** Submissions a minute of one account. */
    TINYTORCH_SUBMISSIONS_PER_MINUTE: wholeNumber(1, 1_000_000).default(30),
    /** Submissions of one module that are taken of one account within 24 hours. */
    TINYTORCH_SUBMISSIONS_PER_DAY: wholeNumber(1, 1_000_000).default(100),
    /** What one account may keep here, in MiB: each text once, what was printed, and 16 KiB for each submission. */
    TINYTORCH_QUOTA_MEGABYTES: wholeNumber(1, 1_000_000).default(64),
    /** Requests a minute without a valid token, of one address. */
    TINYTORCH_ANONYMOUS_PER_MINUTE: wholeNumber(1, 1_000_000).default(120),
    /** Proxies whose word about a client's address is taken: addresses or subnets, with commas between. */
    TINYTORCH_TRUSTED_PROXIES: z
      .string()
      .transform((list) => list.split(",").map((proxy) => proxy.trim()))
      .refine((list) => list.every(isAddress), "must be addresses or subnets with commas between")
      .default([]),
    /** The sandbox's third layer: what works, or one that must work, or none. */
    TINYTORCH_SANDBOX: z.enum(sandboxJails, `must be one of ${sandboxJails.join(", ")}`).default("auto"),
    /** Serve beyond loopback although bubblewrap is missing. */
    TINYTORCH_ALLOW_WEAK_SANDBOX: flag.default(false),
  })
  .transform((environment) => ({
    port: environment.PORT,
    host: environment.HOST,
    courseFolder: resolve(environment.TINYTORCH_COURSE),
    dataFolder: resolve(environment.TINYTORCH_DATA),
    graders: environment.TINYTORCH_GRADERS,
    logLevel: environment.TINYTORCH_LOG_LEVEL,
    requestsPerMinute: environment.TINYTORCH_REQUESTS_PER_MINUTE,
    submissionsPerMinute: environment.TINYTORCH_SUBMISSIONS_PER_MINUTE,
    submissionsPerDay: environment.TINYTORCH_SUBMISSIONS_PER_DAY,
    quotaMegabytes: environment.TINYTORCH_QUOTA_MEGABYTES,
    anonymousPerMinute: environment.TINYTORCH_ANONYMOUS_PER_MINUTE,
    trustedProxies: environment.TINYTORCH_TRUSTED_PROXIES,
    sandbox: environment.TINYTORCH_SANDBOX,
    allowWeakSandbox: environment.TINYTORCH_ALLOW_WEAK_SANDBOX,
  }));

/** How this server runs. Read once, from the environment. */
export type Settings = z.infer<typeof settingsSchema>;

/** A setting has a wrong value; `sentences` has one per field. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
  readonly sentences: readonly string[];

  constructor(sentences: readonly string[]) {
    super(sentences.join("\n"));
    this.sentences = sentences;
  }
}

/** Reads the settings from the environment; an empty variable counts as absent. @throws SettingsError */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settingsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new SettingsError(
    parsed.error.issues.map(({ path, message }) => {
      const name = path.join(".");
      return `${name}: ${message}, got ${JSON.stringify(given[name])}`;
    }),
  );
}

/** `10.0.0.7`, `10.0.0.0/8`, `::1`. */
function isAddress(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const most = { 4: 32, 6: 128 }[isIP(address)];
  return most !== undefined && rest.length === 0 && (bits === undefined || isPrefix(bits, most));
}

function isPrefix(bits: string, most: number): boolean {
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
