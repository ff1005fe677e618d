import { isIP } from "node:net";
import { availableParallelism } from "node:os";
import { join, resolve } from "node:path";
import { emailSchema } from "@tinytorch/api";
import { sandboxJails } from "@tinytorch/course";
import { z } from "zod";
import { nearest } from "./nearest.ts";

/** What of a person a claim of an OpenID provider may be matched to. */
const personFields = ["name", "email"] as const;
export type PersonField = (typeof personFields)[number];

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

const webAddress = z.string().refine(isWebAddress, "must be an http or https address without ? and #");

const settingsSchema = z
  .object({
    /** 0 lets the system choose. */
    PORT: wholeNumber(0, 65_535).default(8080),
    HOST: z.string().min(1, "must be an address to listen on").default("127.0.0.1"),
    /** The folder of the course: `modules` and `grading`, and its dates in `course.json`. */
    TINYTORCH_COURSE: z.string().min(1, "must be a folder").default(checkout),
    /** The folder of the database and the first tokens. */
    TINYTORCH_DATA: z.string().min(1, "must be a folder").default(join(checkout, ".data")),
    /** The course as students receive it, packed: the `course.tgz` that `tito release` made. Without it none is handed out. */
    TINYTORCH_RELEASE: z.string().min(1, "must be a file").optional(),
    /** What a browser is shown: built when it is not there, or nothing. */
    TINYTORCH_PAGES: z.enum(["auto", "none"], "must be auto or none").default("auto"),
    /** Grader processes, so submissions graded at once. */
    TINYTORCH_GRADERS: wholeNumber(1, 64).default(Math.min(2, availableParallelism())),
    /** `redis://host:6379`: graders of other machines take work too, by way of that Redis. */
    TINYTORCH_QUEUE: z.string().refine(isRedisUrl, "must be like redis://HOST:6379").optional(),
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
    /** Invitations redeemed and sign-ins at an OpenID provider a minute, of one address. */
    TINYTORCH_SIGN_INS_PER_MINUTE: wholeNumber(1, 1_000_000).default(60),
    /** Where browsers and students reach the service, with the path it is mounted under. Without it what they ask counts. */
    TINYTORCH_PUBLIC_URL: webAddress.transform((url) => url.replace(/\/+$/, "")).optional(),
    /** The OpenID provider people sign in at; its configuration is at `/.well-known/openid-configuration` below it. */
    TINYTORCH_OIDC_ISSUER: z
      .string()
      .refine(isSafeIssuer, "must be an https address without ? and #, or an http one of this machine")
      .optional(),
    TINYTORCH_OIDC_CLIENT_ID: z.string().min(1).optional(),
    /** Without it the client is a public one. */
    TINYTORCH_OIDC_CLIENT_SECRET: z.string().min(1).optional(),
    /** The claim that says at the first sign-in who somebody is. */
    TINYTORCH_OIDC_CLAIM: z
      .string()
      .regex(/^[\w.:/-]+$/, "must be the name of a claim")
      .default("preferred_username"),
    /** What of a person that claim is. */
    TINYTORCH_OIDC_FIELD: z.enum(personFields, `must be one of ${personFields.join(", ")}`).default("name"),
    /** Proxies whose word about a client's address is taken: addresses or subnets, with commas between. */
    TINYTORCH_TRUSTED_PROXIES: z
      .string()
      .transform((list) => list.split(",").map((proxy) => proxy.trim()))
      .refine((list) => list.every(isAddress), "must be addresses or subnets with commas between")
      .default([]),
    /** The sandbox's third layer: what works, or one that must work, or none. */
    TINYTORCH_SANDBOX: z.enum(sandboxJails, `must be one of ${sandboxJails.join(", ")}`).default("auto"),
    /** `smtp://user:password@host:587` or `smtps://…`: people are told of their work by e-mail. */
    TINYTORCH_SMTP_URL: z.string().refine(isSmtpUrl, "must be like smtp://user:password@host:587").optional(),
    /** Whom that e-mail comes from. */
    TINYTORCH_MAIL_FROM: emailSchema.optional(),
    /** Webhooks may lead into private networks, and need no TLS. */
    TINYTORCH_WEBHOOK_PRIVATE: flag.default(false),
    /** Where metrics are read, on loopback alone; without it and without a token there are none. */
    TINYTORCH_METRICS_PORT: wholeNumber(0, 65_535).optional(),
    /** With it `/metrics` of the service answers to who has it. */
    TINYTORCH_METRICS_TOKEN: z.string().min(16, "must have 16 characters or more").optional(),
    /** Serve beyond loopback although bubblewrap is missing. */
    TINYTORCH_ALLOW_WEAK_SANDBOX: flag.default(false),
  })
  .refine(({ TINYTORCH_SMTP_URL: url, TINYTORCH_MAIL_FROM: from }) => (url === undefined) === (from === undefined), {
    path: ["TINYTORCH_MAIL_FROM"],
    message: "must be set where TINYTORCH_SMTP_URL is, and only there",
  })
  .superRefine((environment, context) => {
    const { TINYTORCH_OIDC_ISSUER: issuer } = environment;
    if (issuer === undefined || !isSafeIssuer(issuer)) return;
    for (const name of ["TINYTORCH_OIDC_CLIENT_ID", "TINYTORCH_PUBLIC_URL"] as const) {
      if (environment[name] !== undefined) continue;
      context.addIssue({ code: "custom", path: [name], message: "must be set where TINYTORCH_OIDC_ISSUER is" });
    }
  })
  .transform((environment) => ({
    port: environment.PORT,
    host: environment.HOST,
    courseFolder: resolve(environment.TINYTORCH_COURSE),
    dataFolder: resolve(environment.TINYTORCH_DATA),
    releaseFile: environment.TINYTORCH_RELEASE === undefined ? null : resolve(environment.TINYTORCH_RELEASE),
    pages: environment.TINYTORCH_PAGES,
    graders: environment.TINYTORCH_GRADERS,
    queue: environment.TINYTORCH_QUEUE ?? null,
    logLevel: environment.TINYTORCH_LOG_LEVEL,
    requestsPerMinute: environment.TINYTORCH_REQUESTS_PER_MINUTE,
    submissionsPerMinute: environment.TINYTORCH_SUBMISSIONS_PER_MINUTE,
    submissionsPerDay: environment.TINYTORCH_SUBMISSIONS_PER_DAY,
    quotaMegabytes: environment.TINYTORCH_QUOTA_MEGABYTES,
    anonymousPerMinute: environment.TINYTORCH_ANONYMOUS_PER_MINUTE,
    signInsPerMinute: environment.TINYTORCH_SIGN_INS_PER_MINUTE,
    publicUrl: environment.TINYTORCH_PUBLIC_URL ?? null,
    oidc: oidcSettings(environment),
    trustedProxies: environment.TINYTORCH_TRUSTED_PROXIES,
    sandbox: environment.TINYTORCH_SANDBOX,
    allowWeakSandbox: environment.TINYTORCH_ALLOW_WEAK_SANDBOX,
    mail: mailOf(environment),
    webhookPrivate: environment.TINYTORCH_WEBHOOK_PRIVATE,
    metricsPort: environment.TINYTORCH_METRICS_PORT ?? null,
    metricsToken: environment.TINYTORCH_METRICS_TOKEN ?? null,
  }));

interface OidcEnvironment {
  readonly TINYTORCH_OIDC_ISSUER?: string | undefined;
  readonly TINYTORCH_OIDC_CLIENT_ID?: string | undefined;
  readonly TINYTORCH_OIDC_CLIENT_SECRET?: string | undefined;
  readonly TINYTORCH_OIDC_CLAIM: string;
  readonly TINYTORCH_OIDC_FIELD: PersonField;
}

/** How people sign in at an OpenID provider. */
export interface OidcSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly claim: string;
  readonly field: PersonField;
}

function oidcSettings(environment: OidcEnvironment): OidcSettings | null {
  const { TINYTORCH_OIDC_ISSUER: issuer, TINYTORCH_OIDC_CLIENT_ID: clientId } = environment;
  if (issuer === undefined || clientId === undefined) return null;
  return {
    issuer,
    clientId,
    clientSecret: environment.TINYTORCH_OIDC_CLIENT_SECRET,
    claim: environment.TINYTORCH_OIDC_CLAIM,
    field: environment.TINYTORCH_OIDC_FIELD,
  };
}

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
      return `${name}: ${message}, got ${secrets.includes(name) ? "another" : (JSON.stringify(given[name]) ?? "nothing")}`;
    }),
  );
}

/** Names that begin like a setting's and are no setting of this program: what `tito`, its tests and its downloads go by. */
const others = [
  "TINYTORCH_URL",
  "TINYTORCH_TOKEN",
  "TINYTORCH_CACHE",
  "TINYTORCH_MODULE_SOURCE",
  "TINYTORCH_TESTED_ON",
  "TINYTORCH_GRADER_KEY",
];

/** A sentence for each variable that is called like a setting and is none, with the setting that it may be meant for. */
export function unknownSettings(environment: Readonly<Record<string, string | undefined>>): readonly string[] {
  const known = Object.keys(settingsSchema.in.shape).filter((name) => name.startsWith("TINYTORCH_"));
  return Object.keys(environment)
    .filter((name) => name.startsWith("TINYTORCH_") && !known.includes(name) && !others.includes(name))
    .sort()
    .map((name) => {
      const near = nearest(name, known);
      return `${name}: there is no such setting, so it changes nothing${near === undefined ? "" : `; did you mean ${near}?`}`;
    });
}

/** What holds a password: it is not said back. */
const secrets = ["TINYTORCH_QUEUE", "TINYTORCH_SMTP_URL", "TINYTORCH_METRICS_TOKEN", "TINYTORCH_OIDC_CLIENT_SECRET"];

function isSmtpUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "smtp:" || protocol === "smtps:") && hostname !== "";
}

function isRedisUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return (protocol === "redis:" || protocol === "rediss:") && hostname !== "";
}

/** How e-mail is sent; null where it is not. */
function mailOf({
  TINYTORCH_SMTP_URL: smtpUrl,
  TINYTORCH_MAIL_FROM: from,
}: {
  TINYTORCH_SMTP_URL?: string | undefined;
  TINYTORCH_MAIL_FROM?: string | undefined;
}) {
  return smtpUrl === undefined || from === undefined ? null : { smtpUrl, from };
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

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:\/\/[^?#]+$/.test(text);
}

/** What an issuer says is believed by its certificate, or because it is on this machine. */
function isSafeIssuer(issuer: string): boolean {
  if (!isWebAddress(issuer)) return false;
  const { protocol, hostname } = new URL(issuer);
  return protocol === "https:" || isLoopback(hostname.replace(/^\[(.*)\]$/, "$1"));
}

/** Whether only this machine can reach the address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127\.\d+\.\d+\.\d+$/.test(host);
}
