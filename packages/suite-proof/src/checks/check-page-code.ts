import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ModuleCheck } from "./module-check.ts";
import { runNode } from "./run-node.ts";

export const pageCodeCheck: ModuleCheck = {
  name: "page code",
  rule: "the code in README.md runs on the solution as it stands",
  async problems({ student, hidden }) {
    const page = await readFile(join(student, "README.md"), "utf8");
    const snippets = Array.from(page.matchAll(/^```ts\n(.+?)^```$/gms), ([, code = ""]) => code);
    if (snippets.length === 0) return ["README.md must show code, got no ```ts block"];
    // Inside the module, where the packages are found, and where lint, which may run at the same time, does not look.
    const reports = join(hidden, "reports");
    await mkdir(reports, { recursive: true });
    const folder = await mkdtemp(join(reports, "readme-"));
    const problems: string[] = [];
    try {
      for (const [index, code] of snippets.entries()) {
        const file = join(folder, `${index}.ts`);
        await writeFile(file, code.replaceAll('"./src/', '"../../solution/src/'));
        const { code: exit, stderr } = await runNode([file], { cwd: folder });
        if (exit !== 0) problems.push(`code block ${index + 1} of README.md must run, got ${errorLine(stderr)}`);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
    return problems;
  },
};

/** The line of a stack trace that says what went wrong. */
export function errorLine(stderr: string): string {
  return /^\w*Error.*$/m.exec(stderr)?.[0] ?? stderr.trim().split("\n").at(-1) ?? "no words";
}
