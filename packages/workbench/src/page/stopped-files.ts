import { type RehearsedFile, readFiles, type SandboxReply, type SandboxRequest } from "@tinytorch/sandbox/portable";

type Tests = Extract<SandboxRequest, { type: "rehearse" }>;

/** The tests without a file that never ends as it is loaded. */
export function withoutFile(tests: Tests, file: string): Tests {
  return { ...tests, testFiles: tests.testFiles.filter((each) => each !== file) };
}

/** The file of tests that a runner was at: `RehearsedTests` gives the module round it such a name. */
export function fileBegun(tests: Tests, begun: string | null): string | undefined {
  return tests.testFiles.find((file) => begun === `load ${file.replaceAll("/", " ")}`);
}

/** A reply with the files that were stopped, in the order in which all were asked for. */
export function withStopped(reply: SandboxReply, order: readonly string[], stopped: readonly string[]): SandboxReply {
  if (reply.type !== "value" || stopped.length === 0) return reply;
  const problem = { message: "it never ends as it is loaded", stack: "" };
  const all: readonly RehearsedFile[] = [
    ...readFiles(reply.value),
    ...stopped.map((file) => ({ file, problem, tests: [] })),
  ];
  const inOrder = order.flatMap((file) => all.filter((each) => each.file === file));
  return { type: "value", value: JSON.stringify(inOrder) };
}
