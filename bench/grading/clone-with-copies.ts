import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { copyIds, copyModule } from "./copy-module.ts";
import { root } from "./reference.ts";

/** Clones the last commit into a folder and adds copies of the reference's module: the house as it is with a whole course in it. */
export async function cloneWithCopies(folder: string, copies: number): Promise<void> {
  const clone = resolve(folder);
  execFileSync("git", ["clone", "--quiet", root, clone], { stdio: "inherit" });
  for (const id of copyIds(copies)) await copyModule(clone, id);
  // Turbo and lint go by what git knows of.
  execFileSync("git", ["-C", clone, "add", "--all"], { stdio: "inherit" });
  process.stdout.write(`${copies + 1} modules in ${clone}; there: pnpm install --no-frozen-lockfile, then pnpm test\n`);
}
