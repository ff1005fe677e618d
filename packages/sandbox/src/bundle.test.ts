// Lane: process
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { bundle } from "./bundle.ts";
import { BundleCache } from "./bundle-cache.ts";

const root = mkdtempSync(join(tmpdir(), "tinytorch-bundle-"));
const stored = join(root, "cache");
afterAll(() => rmSync(root, { recursive: true }));
beforeEach(() => rmSync(stored, { recursive: true, force: true }));

function write(path: string, text: string): string {
  const file = join(root, path);
  mkdirSync(join(file, ".."), { recursive: true });
  writeFileSync(file, text);
  return file;
}

async function bundleOne(entry: string, mostFiles = 64): Promise<string> {
  const [made] = await bundle([{ entry, format: "esm" }], new BundleCache(stored, mostFiles));
  return made?.code ?? "";
}

/** Changes what lies on the disk for the one bundle there is, so that whoever reads it can be told. */
function markStored(): void {
  for (const name of readdirSync(stored)) {
    const entry = JSON.parse(readFileSync(join(stored, name), "utf8"));
    entry.bundle.code = "from the disk";
    writeFileSync(join(stored, name), JSON.stringify(entry));
  }
}

describe("a bundle", () => {
  it("comes from the disk while its sources are what they were", async () => {
    const entry = write("kept/index.ts", 'export { x } from "./x.ts";');
    write("kept/x.ts", "export const x: number = 41;");
    expect(await bundleOne(entry)).toContain("41");
    markStored();
    expect(await bundleOne(entry)).toBe("from the disk");
  });

  it("is made anew when a file that it imports has changed", async () => {
    const entry = write("changed/index.ts", 'export { x } from "./x.ts";');
    const imported = write("changed/x.ts", "export const x = 41;");
    await bundleOne(entry);
    writeFileSync(imported, "export const x = 42;");
    expect(await bundleOne(entry)).toContain("42");
    expect(readdirSync(stored)).toHaveLength(1);
  });

  it("is made anew when a file that it imports is gone, and then is refused", async () => {
    const entry = write("gone/index.ts", 'export { x } from "./x.ts";');
    const imported = write("gone/x.ts", "export const x = 41;");
    await bundleOne(entry);
    rmSync(imported);
    await expect(bundleOne(entry)).rejects.toThrow("x.ts");
  });

  it("is made anew when what lies on the disk is half a file", async () => {
    const entry = write("half/index.ts", "export const x = 41;");
    await bundleOne(entry);
    for (const name of readdirSync(stored)) writeFileSync(join(stored, name), '{"sources":{');
    expect(await bundleOne(entry)).toContain("41");
  });

  it("lies beside no more than the newest ones", async () => {
    for (const name of ["a", "b", "c", "d"])
      await bundleOne(write(`many/${name}.ts`, `export const x = "${name}";`), 3);
    expect(readdirSync(stored)).toHaveLength(3);
    markStored();
    expect(await bundleOne(join(root, "many/d.ts"), 3)).toBe("from the disk");
  });
});
