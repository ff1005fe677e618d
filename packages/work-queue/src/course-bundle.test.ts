import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { contentHash } from "@tinytorch/course-files";
import { expect, onTestFinished, test } from "vitest";
import { packCourse, requireSignature, signBundle, unpackCourse } from "./course-bundle.ts";
import { createGraderToken, queueNameOf, readGraderKey, writeGraderKey } from "./grader-key.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "tinytorch-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function course(): Promise<string> {
  const root = folder();
  for (const [path, text] of [
    ["modules/01-echo/module.json", "{}"],
    ["grading/01-echo/echo/suite.test.ts", "// größer"],
    ["grading/01-echo/node_modules/left/index.js", "left"],
    ["grading/01-echo/.turbo/log", "left"],
    ["README.md", "not of the course"],
  ] as const) {
    await mkdir(join(root, path, ".."), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

test("a course is unpacked as it was packed, without what tools left in it", async () => {
  const { sha256, bytes } = await packCourse(await course());
  const target = join(folder(), "unpacked");
  await unpackCourse(bytes, sha256, target);
  const files = (await readdir(target, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.map(({ name }) => name).sort()).toEqual(["module.json", "suite.test.ts"]);
  expect(await readFile(join(target, "grading/01-echo/echo/suite.test.ts"), "utf8")).toBe("// größer");
  expect((await packCourse(target)).sha256).toBe(sha256);
});

test("graders that unpack the same course at once have it once, and what is in use is not taken away", async () => {
  const { sha256, bytes } = await packCourse(await course());
  const parent = folder();
  const target = join(parent, "unpacked");
  await unpackCourse(bytes, sha256, target);
  const { ino } = await stat(target);
  await Promise.all([1, 2, 3].map(() => unpackCourse(bytes, sha256, target)));
  expect((await stat(target)).ino).toBe(ino);
  expect(await readdir(parent)).toEqual(["unpacked"]);
});

test("what is not what its hash says is not unpacked, nor what is no bundle, nor what would lie elsewhere", async () => {
  const { bytes } = await packCourse(await course());
  const target = join(folder(), "unpacked");
  const wrong = "0".repeat(64);
  await expect(unpackCourse(bytes, wrong, target)).rejects.toThrow(
    "bundle: the course must have the hash 000000000000…, got another; nothing is graded",
  );
  await expect(unpackCourse(Buffer.from("no bundle"), wrong, target)).rejects.toThrow("bundle: the course must have");
  for (const path of ["../elsewhere", "/etc/elsewhere", "modules/../../elsewhere", "modules//double"]) {
    const texts = { [path]: "text" };
    const hostile = gzipSync(JSON.stringify(texts));
    await expect(unpackCourse(hostile, contentHash(texts), target)).rejects.toThrow(
      "bundle: its paths must lie inside it",
    );
  }
  await expect(readdir(target)).rejects.toThrow("ENOENT");
});

test("a course is taken on the word of the server that made the grader's key, and of no other", () => {
  const [own, other] = [generateKeyPairSync("ed25519"), generateKeyPairSync("ed25519")];
  const key = readGraderKey(writeGraderKey({ token: createGraderToken(), serverKey: own.publicKey }));
  if (key === undefined) throw new Error("a key that was written must be read");
  const sha256 = "a".repeat(64);
  requireSignature(sha256, signBundle(sha256, own.privateKey), key.serverKey);
  const sentence = "must be signed by the server that made this grader's key";
  expect(() => requireSignature(sha256, signBundle(sha256, other.privateKey), key.serverKey)).toThrow(sentence);
  expect(() => requireSignature("b".repeat(64), signBundle(sha256, own.privateKey), key.serverKey)).toThrow(sentence);
  expect(() => requireSignature(sha256, "nonsense", key.serverKey)).toThrow(sentence);
  expect(queueNameOf(key.serverKey)).toBe(queueNameOf(own.publicKey));
  expect(queueNameOf(other.publicKey)).not.toBe(queueNameOf(own.publicKey));
});

test.each(["", "tg.short.short", `tg.${"a".repeat(43)}`, "a".repeat(43)])(
  "a text that is no grader's key is none: %j",
  (text) => {
    expect(readGraderKey(text)).toBeUndefined();
  },
);
