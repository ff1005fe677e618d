import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { z } from "zod";

/** TypeScript files as they are run, each line at its place. In a process of its own, for Node warns whoever takes types out. */
export async function withoutTypes(texts: Readonly<Record<string, string>>): Promise<Readonly<Record<string, string>>> {
  const program = join(import.meta.dirname, "strip-process.ts");
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(texts));
  return z.record(z.string(), z.string()).parse(JSON.parse(await text(child.stdout)));
}
