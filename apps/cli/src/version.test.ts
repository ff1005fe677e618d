// Lane: process

import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, runTito } from "./testing/run-tito.ts";

const read = (path: string) => readFileSync(join(repository, path), "utf8");
const version: string = JSON.parse(read("apps/cli/package.json")).version;

test("tito says the workspace's version, of which there is one", async () => {
  for (const flag of ["--version", "-V"]) {
    expect(await runTito([flag])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  }
  const manifests = globSync("{.,packages/*,apps/*,modules/*,grading/*,tests/*}/package.json", { cwd: repository });
  const versions = manifests.map((path) => JSON.parse(read(path)).version ?? "0.0.0");
  expect(manifests.length).toBeGreaterThan(20);
  expect(new Set(versions)).toEqual(new Set(["0.0.0", version]));
});

test("the changes of the version are told, after those that have none yet", () => {
  const headings = Array.from(read("CHANGELOG.md").matchAll(/^## (\S+)/gm), ([, heading]) => heading);
  expect(headings.slice(0, 2)).toEqual(["Unreleased", version]);
});
