// Lane: process

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

/** Runs a lab for another program on this source, stopped after so long that by then it is reached for certain. */
async function runOn(source: string, seconds = 6): Promise<{ stdout: string; signal: string | null }> {
  const module = await mkdtemp(join(tmpdir(), "lab-"));
  onTestFinished(() => rm(module, { recursive: true }));
  for (const folder of ["src", "lab"]) await mkdir(join(module, folder));
  await writeFile(join(module, "src/index.ts"), source);
  await writeFile(
    join(module, "lab/lab.ts"),
    `import { runLab } from ${JSON.stringify(join(import.meta.dirname, "index.ts"))};
     await runLab({ data: ({ step }) => step(), draw: (value) => \`\${value} came back\` }, import.meta.dirname);`,
  );
  const args = [
    "--disable-warning=ExperimentalWarning",
    join(module, "lab/lab.ts"),
    "--frames",
    "--seconds",
    String(seconds),
  ];
  return new Promise((done) => {
    const child = execFile(process.execPath, args, { cwd: module }, (_, stdout) =>
      done({ stdout, signal: child.signalCode }),
    );
  });
}

test("a loop that does not end is stopped, and its line is told", async () => {
  const { stdout, signal } = await runOn("export function step() {\n  let n = 0;\n  while (true) n += 1;\n}\n");
  expect(signal).toBe("SIGKILL");
  expect(stdout).toBe('\u001e{"kind":"stopped","place":"src/index.ts:3"}\n');
});

test("a loop while the file is loaded is told too", async () => {
  const { stdout } = await runOn("for (;;) {}\nexport const step = () => 1;\n");
  expect(stdout).toBe('\u001e{"kind":"stopped","place":"src/index.ts:1"}\n');
});

test("what waits for ever is at no line", async () => {
  const { stdout, signal } = await runOn("export const step = () => new Promise(() => setInterval(() => {}, 1e6));\n");
  expect({ stdout, signal }).toEqual({ stdout: '\u001e{"kind":"stopped","place":null}\n', signal: "SIGKILL" });
});

test("what ends in time is not kept by the thread that would stop it", async () => {
  const { stdout, signal } = await runOn("export const step = () => { console.log('printed'); return 1; };\n", 60);
  expect(signal).toBeNull();
  expect(stdout).toContain("printed\n\u001e");
  expect(stdout).toContain("1 came back");
});
