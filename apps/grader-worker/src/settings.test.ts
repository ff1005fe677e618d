import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createGraderToken, QueueError } from "@tinytorch/work-queue";
import { expect, onTestFinished, test } from "vitest";
import { readSettings } from "./settings.ts";

function keyText(): string {
  const raw = generateKeyPairSync("ed25519").publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  return `tg.${createGraderToken()}.${raw.toString("base64url")}`;
}

const args = (more: readonly string[] = []) => [
  "--queue=redis://10.0.0.2:6379",
  "--server=http://10.0.0.2:8080",
  ...more,
];

test("a grader grades two at once, in the best walls there are, and waits a minute when it is stopped", () => {
  const settings = readSettings(args(), { TINYTORCH_GRADER_KEY: keyText() });
  expect(settings).toMatchObject({ places: 2, jail: "auto", graceMilliseconds: 60_000, json: false });
  expect(settings.cacheFolder).toMatch(/\.cache.tinytorch$/);
});

test("what holds a password is read from the environment, so that no command line shows it; the command line goes first", () => {
  const folder = mkdtempSync(join(tmpdir(), "tinytorch-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "rack-2.key");
  const [one, other] = [keyText(), keyText()];
  writeFileSync(file, `${one}\n`);
  const environment = { TINYTORCH_QUEUE: "redis://:secret@10.0.0.3:6379", TINYTORCH_GRADER_KEY: other };
  const bare = readSettings(["--server=http://10.0.0.2:8080"], environment);
  expect([bare.queueUrl, bare.key.token]).toEqual([environment.TINYTORCH_QUEUE, other.split(".")[1]]);
  const told = readSettings(args([`--key-file=${file}`]), environment);
  expect([told.queueUrl, told.key.token]).toEqual(["redis://10.0.0.2:6379", one.split(".")[1]]);
});

test.each([
  [["--server=http://10.0.0.2:8080"], "grader: it needs --queue redis://HOST:6379 or TINYTORCH_QUEUE, got nothing"],
  [["--queue=redis://10.0.0.2:6379"], "grader: it needs --server URL, got nothing"],
  [args(["--places=0"]), '--places: must be a whole number from 1 to 64, got "0"'],
  [args(["--places=1e1"]), '--places: must be a whole number from 1 to 64, got "1e1"'],
  [args(["--grace=-1"]), '--grace: must be a whole number from 0 to 3600, got "-1"'],
  [args(["--sandbox=paper"]), '--sandbox: must be one of auto, bubblewrap, gvisor, process, got "paper"'],
  [args(["--key-file=/nowhere/rack-2.key"]), "--key-file: it must be readable, got ENOENT"],
  [args(["--plases=2"]), "grader: Unknown option '--plases'"],
  [args(["more"]), "grader: Unexpected argument 'more'"],
])("what is wrong is said in a sentence: %j", (given, sentence) => {
  const read = () => readSettings(given, { TINYTORCH_GRADER_KEY: keyText() });
  expect(read).toThrow(QueueError);
  expect(read).toThrow(sentence);
});

test("a key that is missing or is none is not said back", () => {
  expect(() => readSettings(args(), {})).toThrow("grader: it needs a key in --key-file FILE or TINYTORCH_GRADER_KEY");
  expect(() => readSettings(args(), { TINYTORCH_GRADER_KEY: "tg.secret" })).toThrow(/printed it, got another text$/);
});
