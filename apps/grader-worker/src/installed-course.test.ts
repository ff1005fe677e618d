import { generateKeyPairSync } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { packCourse, signBundle } from "@tinytorch/work-queue";
import { expect, onTestFinished, test } from "vitest";
import { installedCourse } from "./installed-course.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "tinytorch-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

async function setUp() {
  const root = folder();
  mkdirSync(join(root, "grading/01-echo"), { recursive: true });
  const suite = join("grading/01-echo", "suite.ts");
  writeFileSync(join(root, suite), "// the suite");
  const { sha256, bytes } = await packCourse(root);
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const bundle = { sha256, signature: signBundle(sha256, privateKey) };
  let fetched = 0;
  const server = (given: Uint8Array = bytes) => ({
    course: async () => {
      fetched += 1;
      return given;
    },
  });
  const key = { token: "t".repeat(43), serverKey: publicKey };
  return { suite, bundle, bytes, server, key, privateKey, cacheFolder: folder(), fetched: () => fetched };
}

test("a course is fetched once, and again when what lies there is not it any more", async () => {
  const { suite, bundle, server, key, cacheFolder, fetched } = await setUp();
  const install = () => installedCourse({ bundle }, { server: server(), key, cacheFolder });
  const root = await install();
  expect(await install()).toBe(root);
  expect(fetched()).toBe(1);
  writeFileSync(join(root, suite), "// changed by somebody");
  expect(await install()).toBe(root);
  expect([fetched(), readFileSync(join(root, suite), "utf8")]).toEqual([2, "// the suite"]);
});

test("a course that is not what its hash says is not taken, nor one that is signed by nobody known", async () => {
  const { bundle, bytes, server, key, cacheFolder, fetched } = await setUp();
  const another = (await packCourse(folder())).bytes;
  await expect(installedCourse({ bundle }, { server: server(another), key, cacheFolder })).rejects.toThrow(
    `bundle: the course must have the hash ${bundle.sha256.slice(0, 12)}…, got another; nothing is graded`,
  );
  await expect(
    installedCourse({ bundle }, { server: server(bytes.subarray(0, 20)), key, cacheFolder }),
  ).rejects.toThrow("bundle: the course must have the hash");
  expect(fetched()).toBe(2);
  const unsigned = { ...bundle, signature: signBundle(bundle.sha256, generateKeyPairSync("ed25519").privateKey) };
  await expect(installedCourse({ bundle: unsigned }, { server: server(), key, cacheFolder })).rejects.toThrow(
    "server: the course must be signed by the server that made this grader's key",
  );
  expect(fetched()).toBe(2);
});

test("of a server's courses those that were used last are kept, and another server's are left alone", async () => {
  const { key, privateKey, cacheFolder } = await setUp();
  const stranger = await setUp();
  const theirs = await installedCourse(stranger, { server: stranger.server(), key: stranger.key, cacheFolder });
  const install = async (text: string, days: number) => {
    const root = folder();
    mkdirSync(join(root, "grading"));
    writeFileSync(join(root, "grading/suite.ts"), text);
    const { sha256, bytes } = await packCourse(root);
    const bundle = { sha256, signature: signBundle(sha256, privateKey) };
    const installed = await installedCourse({ bundle }, { server: { course: async () => bytes }, key, cacheFolder });
    const used = new Date(Date.now() - days * 86_400_000);
    utimesSync(installed, used, used);
    return installed;
  };
  // Only the second is used again, so that it is not the oldest any more.
  const courses = [];
  for (const [index, text] of ["a", "b", "c", "d"].entries()) courses.push(await install(text, 9 - index));
  await install("b", 1);
  courses.push(await install("e", 0));
  expect(courses.map((each) => existsSync(each))).toEqual([false, true, true, true, true]);
  expect(existsSync(theirs)).toBe(true);
});
