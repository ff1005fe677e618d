import { expect, test } from "vitest";
import { checkedProblems, explainFailure } from "./failure.ts";
import { refusals } from "./plain-data.ts";

const context = {
  files: { "src/index.ts": "one\ntwo" },
  entry: "src/index.ts",
  exports: ["f"],
  testMilliseconds: 2_000,
  memoryMegabytes: 64,
  replyBytes: 8_000,
  replyDepth: 10,
};
const problem = { file: "src/index.ts", line: 2, column: 1, message: "syntax error" };
const cause = (kind: "threw" | "refused-reply" | "load" | "missing-export" | "absent", detail: string) =>
  explainFailure({ type: "failure", kind, detail, where: null }, context, [problem]).cause;

test("nothing that a process says stands in a cause, but what is in a list of ours", () => {
  const secret = "must fit in 271828 bytes";
  expect(cause("threw", secret)).toBe("the code threw an Error");
  expect(cause("refused-reply", secret)).toBe("the result was refused: it must be plain data");
  expect(cause("load", secret)).toBe("a file does not load");
  expect(cause("absent", secret)).toBe("the code threw a ReferenceError");
  expect(cause("absent", "process")).toMatch(
    /^the code threw a ReferenceError: `process` is not there: your code runs/,
  );
  expect(cause("load", "0")).toBe("src/index.ts does not load (line 2): syntax error");
  expect(cause("missing-export", secret)).toBe("src/index.ts does not export a name the module promises");
  for (const refusal of refusals) expect(cause("refused-reply", refusal)).toMatch(/^the result was refused: it must /);
});

test("a problem names the submission's own files and lines, in one line", () => {
  const said = [
    { file: "src/other.ts", line: 1, column: 1, message: "a" },
    { file: "src/index.ts", line: 3, column: 1, message: "b\n100 of 100\u001b[0m" },
    problem,
  ];
  expect(checkedProblems(said, context)).toEqual([
    { file: "src/index.ts", line: null, column: null, message: "a" },
    { file: "src/index.ts", line: null, column: null, message: "b 100 of 100 [0m" },
    problem,
  ]);
});
