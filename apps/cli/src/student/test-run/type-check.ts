import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { z } from "zod";
import { writeWhole } from "../../terminal/write-whole.ts";

/** An error of types in a module's `src/`. */
export interface TypeProblem {
  /** `src/sgd.ts` */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** What of `src/` has errors of types, in the compiler's order; what it says when it cannot say that. */
export type TypeCheck = (signal: AbortSignal) => Promise<readonly TypeProblem[] | string>;

/** Where types cannot be checked at all, why. */
export interface NoTypeCheck {
  readonly reason: string;
}

/**
 * Checks the types of a module's `src/` by the TypeScript that is installed beside the course, in a process of its own, by the course's
 * rules: those for its modules (`modules/tsconfig.json`), or for all of it. Beside a course without either, it says which is missing.
 */
export async function openTypeCheck(course: string, id: string): Promise<TypeCheck | NoTypeCheck> {
  const rules = ["modules/tsconfig.json", "tsconfig.json"].map((file) => join(course, file)).find(existsSync);
  if (rules === undefined) return { reason: "the course has no tsconfig.json" };
  const compiler = await findCompiler(course);
  if (compiler === null) return { reason: "typescript is not installed beside the course" };
  const folder = join(course, "modules", id);
  const project = join(course, ".tito/types", `${id}.json`);
  const options = { noEmit: true, incremental: true, tsBuildInfoFile: `${project}.info` };
  const config = { extends: rules, compilerOptions: options, include: [join(folder, "src")], exclude: [] };
  const written = await writeWhole(project, `${JSON.stringify(config, null, 2)}\n`).then(
    () => true,
    () => false,
  );
  if (!written) return { reason: "the course's folder is not writable" };
  const args = [compiler.program, "--project", project, "--pretty", "false", ...compiler.flags];
  return (signal) =>
    new Promise((resolve) => {
      execFile(process.execPath, args, { cwd: folder, signal, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
        const problems = problemsIn(stdout);
        const said = [stdout, stderr, String(error)].join("\n").trim().split("\n")[0] ?? "";
        resolve(error === null || stdout.includes("error TS") ? problems : said);
      });
    });
}

/** A line of the compiler's: `src/sgd.ts(12,3): error TS2322: Type …`, without what explains it further. */
export function problemsIn(output: string): readonly TypeProblem[] {
  return [...output.matchAll(/^(src\/[^\n]+?)\((\d+),(\d+)\): error TS\d+: (.*)$/gm)].map(
    ([, file = "", line, column, message = ""]) => ({ file, line: Number(line), column: Number(column), message }),
  );
}

const compilerSchema = z.object({ version: z.string(), bin: z.object({ tsc: z.string() }) });

async function findCompiler(course: string) {
  try {
    const file = createRequire(join(course, "package.json")).resolve("typescript/package.json");
    const { version, bin } = compilerSchema.parse(JSON.parse(await readFile(file, "utf8")));
    // The tests run at the same time: one of two processors is theirs.
    const flags = Number.parseInt(version, 10) >= 7 ? ["--singleThreaded"] : [];
    return { program: join(dirname(file), bin.tsc), flags };
  } catch {
    return null;
  }
}
