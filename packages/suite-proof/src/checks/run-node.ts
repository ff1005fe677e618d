import { execFile } from "node:child_process";

export interface ProgramEnd {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Node on a course's own program, which staff wrote, and waits for its end. */
export function runNode(
  args: readonly string[],
  { cwd, source }: { readonly cwd: string; readonly source?: string },
): Promise<ProgramEnd> {
  const env = { ...process.env, TINYTORCH_MODULE_SOURCE: source ?? "", FORCE_COLOR: "0" };
  return new Promise((resolve, reject) => {
    const options = { cwd, env, timeout: 120_000, maxBuffer: 64 * 2 ** 20 };
    execFile(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ code: 0, stdout, stderr });
      else if (typeof error.code === "number") resolve({ code: error.code, stdout, stderr });
      else reject(error);
    });
  });
}
