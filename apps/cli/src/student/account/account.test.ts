// Lane: process

import { mkdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../testing/copy-course.ts";
import { runTito, spawnTito } from "../../testing/run-tito.ts";

const token = "a-token-nobody-should-ever-see-in-any-output";

async function signedIn(text = JSON.stringify({ url: "http://127.0.0.1:59999", token })) {
  const config = await temporaryFolder();
  const file = join(config, "tinytorch/account.json");
  await mkdir(join(config, "tinytorch"));
  await writeFile(file, text);
  return { file, env: { XDG_CONFIG_HOME: config } };
}

test("whoever is not signed in is told how to be", async () => {
  const env = { XDG_CONFIG_HOME: await temporaryFolder() };
  const { code, stdout, stderr } = await runTito(["grades"], { env });
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: "",
    stderr: "tito grades: you must be signed in: run `tito login --url` with the address that your course gave you\n",
  });
});

test("a stored token is not sent to another address", async () => {
  const { env } = await signedIn();
  const { code, stderr } = await runTito(["grades"], {
    env: { ...env, TINYTORCH_URL: "https://example.org" },
  });
  expect(code).toBe(2);
  expect(stderr).toMatch(/you are signed in to http:\/\/127\.0\.0\.1:59999, and TINYTORCH_URL is https:\/\/example/);
});

test("a service that does not answer is one sentence with exit code 3, without the token", async () => {
  const { env } = await signedIn();
  const { code, stdout, stderr } = await runTito(["grades", "--json"], { env });
  expect({ code, stdout }).toEqual({ code: 3, stdout: "" });
  expect(stderr).toMatch(/^tito grades: .*http:\/\/127\.0\.0\.1:59999, got .*tito start.*\n$/);
  expect(stderr).not.toContain(token);
});

test.each(["{", "[]", JSON.stringify({ url: "ftp://x", token })])(
  "a damaged account file is one sentence: %s",
  async (text) => {
    const { env } = await signedIn(text);
    const { code, stderr } = await runTito(["status"], { env });
    expect(code).toBe(2);
    expect(stderr).toMatch(/account\.json is damaged: run `tito login` again\n$/);
  },
);

test.each([
  [["--url", "not an address"], 'the url must be an http or https address, got "not an address"'],
  [["--url", "ftp://example.org"], 'the url must be an http or https address, got "ftp://example.org"'],
])("tito login %j is refused before anything is sent", async (args, sentence) => {
  const env = { XDG_CONFIG_HOME: await temporaryFolder() };
  const { code, stderr } = await runTito(["login", ...args, "--token", token], { env });
  expect({ code, stderr }).toEqual({ code: 2, stderr: `tito login: ${sentence}\n` });
});

test("a token with spaces is refused without repeating it", async () => {
  const { code, stderr } = await spawnTito(["login"], { input: `${token} and more\n` });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: "tito login: the token must be a token as the course gave it, without spaces\n",
  });
});

test("a login that fails leaves the old account as it was; logout forgets it", async () => {
  const { env, file } = await signedIn();
  const before = await readFile(file, "utf8");
  expect((await runTito(["login", "--token", "other"], { env })).code).toBe(3);
  expect(await readFile(file, "utf8")).toBe(before);
  expect(await runTito(["logout"], { env })).toMatchObject({ code: 0, stderr: "" });
  await expect(stat(file)).rejects.toThrow("ENOENT");
  expect((await runTito(["logout"], { env })).stdout).toBe("Nobody was signed in.\n");
});
