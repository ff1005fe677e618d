import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { readManifest } from "@tinytorch/course-files";
import type { ModuleCheck } from "./module-check.ts";

/** What every module's page has, in this order. */
export const pageSections = [
  "Module info",
  "Learning objectives",
  "Build → Use → Analyze",
  "What you'll build",
  "Core concepts",
  "What you'll experience",
  "Technical notes",
  "Performance characteristics",
  "How it fits",
  "Where it is used",
  "What's next",
  "Reflection questions",
] as const;

export const pageCheck: ModuleCheck = {
  name: "page",
  rule: "README.md has every section in order, the manifest's title and promise, and commands that work",
  async problems({ root, id, student }) {
    const page = await readFile(join(student, "README.md"), "utf8");
    const { title, promise } = await readManifest(root, id);
    const number = id.slice(0, 2);
    const problems: string[] = [];
    const sections = Array.from(page.matchAll(/^## (.+)$/gm), ([, heading]) => heading);
    if (sections.join("\n") !== pageSections.join("\n")) {
      problems.push(`README.md must have the sections ${pageSections.join(", ")}, got ${sections.join(", ")}`);
    }
    for (const wanted of [`# ${title}\n`, `**${promise}**`, `pnpm tito test ${number}`, `pnpm tito submit ${id}`]) {
      if (!page.includes(wanted))
        problems.push(`README.md must say ${JSON.stringify(wanted.trim())}, got a page without`);
    }
    for (const [, command, named] of page.matchAll(/pnpm tito ([a-z-]+) (\d\d[a-z0-9-]*)/g)) {
      if (named !== number && named !== id) {
        problems.push(`README.md must speak of its own module, got pnpm tito ${command} ${named}`);
      }
    }
    for (const [, file = ""] of page.matchAll(/node (modules\/\S+?\.ts)/g)) {
      const exists = await stat(join(root, file)).catch(() => null);
      if (exists === null) problems.push(`README.md must name programs that exist, got ${file}`);
    }
    return problems;
  },
};
