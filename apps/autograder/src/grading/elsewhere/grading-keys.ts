import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
  timingSafeEqual,
} from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createGraderToken, hashGraderToken, queueNameOf, signBundle, writeGraderKey } from "@tinytorch/work-queue";
import { z } from "zod";

/** What one lease of a job is for: the ticket of one is worth nothing for another. */
export interface Ticketed {
  readonly jobId: number;
  readonly fence: number;
  /** The course that it is to be graded by. */
  readonly bundle: string;
}

/** A grader that may take work, as an operator knows it. */
export interface KnownGrader {
  readonly name: string;
  readonly createdAt: string;
}

/**
 * The keys of graders on other machines, as files of the data folder for its owner alone: they are of machines and no part of the course, so they are in no
 * backup, and an operator makes them beside a running server.
 */
export interface GradingKeys {
  /** The name of this server's queue. */
  readonly queue: string;
  sign(bundle: string): string;
  /** What a lease of a job is claimed with. It is worked out and kept nowhere, so it holds over a restart of the server. */
  ticket(of: Ticketed): string;
  isTicket(ticket: string, of: Ticketed): boolean;
  /** Makes a grader's key, to be shown this once; undefined when there is one of that name. */
  add(name: string, now: number): string | undefined;
  /** False when there is none of that name. */
  remove(name: string): boolean;
  /** By name. */
  list(): readonly KnownGrader[];
  /** Whose token it is; undefined when it is nobody's. */
  nameOf(token: string): string | undefined;
}

const graderSchema = z.object({ name: z.string(), createdAt: z.iso.datetime() });

/** Opens the keys of a data folder; the server's own is made when it is missing. */
export function openGradingKeys(dataFolder: string): GradingKeys {
  const folder = join(dataFolder, "grading");
  const graders = join(folder, "graders");
  mkdirSync(graders, { recursive: true, mode: 0o700 });
  const privateKey = serverKey(join(folder, "server.pem"));
  const publicKey = createPublicKey(privateKey);
  const secret = Buffer.from(
    hkdfSync("sha256", privateKey.export({ format: "der", type: "pkcs8" }), "", "tickets of grading jobs", 32),
  );
  const fileOf = (hash: string) => join(graders, `${hash}.json`);
  const ticket = ({ jobId, fence, bundle }: Ticketed) =>
    createHmac("sha256", secret).update(`${jobId}.${fence}.${bundle}`).digest("base64url");
  const known = () =>
    readdirSync(graders)
      .filter((file) => file.endsWith(".json"))
      .map((file) => ({
        file: join(graders, file),
        ...graderSchema.parse(JSON.parse(readFileSync(join(graders, file), "utf8"))),
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1));

  return {
    queue: queueNameOf(publicKey),
    sign: (bundle) => signBundle(bundle, privateKey),
    ticket,
    isTicket(given, of) {
      const [one, other] = [Buffer.from(given), Buffer.from(ticket(of))];
      return one.length === other.length && timingSafeEqual(one, other);
    },
    add(name, now) {
      if (known().some((grader) => grader.name === name)) return undefined;
      const token = createGraderToken();
      write(fileOf(hashGraderToken(token)), JSON.stringify({ name, createdAt: new Date(now).toISOString() }));
      return writeGraderKey({ token, serverKey: publicKey });
    },
    remove(name) {
      const grader = known().find((each) => each.name === name);
      if (grader !== undefined) rmSync(grader.file, { force: true });
      return grader !== undefined;
    },
    list: () => known().map(({ name, createdAt }) => ({ name, createdAt })),
    // A file is named by the hash of its token, so nothing secret is compared.
    nameOf(token) {
      const file = fileOf(hashGraderToken(token));
      return existsSync(file) ? graderSchema.parse(JSON.parse(readFileSync(file, "utf8"))).name : undefined;
    },
  };
}

function serverKey(file: string): KeyObject {
  if (!existsSync(file)) {
    write(file, generateKeyPairSync("ed25519").privateKey.export({ format: "pem", type: "pkcs8" }).toString());
  }
  return createPrivateKey(readFileSync(file));
}

/** Whole or not at all, and never readable by others in between. */
function write(file: string, text: string): void {
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
