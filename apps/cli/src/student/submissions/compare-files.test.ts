import { expect, test } from "vitest";
import { compareFiles } from "./compare-files.ts";

test("each file is the same, different, one's own or the other's, in order of path", () => {
  const own = { "src/b.ts": "1\n2\n", "src/a.ts": "same\r\n", "src/mine.ts": "" };
  const compared = compareFiles(own, { "src/a.ts": "same\n", "src/b.ts": "1\n3\n", "src/c.ts": "new\n" });
  expect(compared).toEqual([
    { path: "src/a.ts", state: "same", hunks: [] },
    { path: "src/b.ts", state: "different", hunks: [{ ownLine: 1, otherLine: 1, lines: [" 1", "-2", "+3"] }] },
    { path: "src/c.ts", state: "other", hunks: [{ ownLine: 1, otherLine: 1, lines: ["+new"] }] },
    { path: "src/mine.ts", state: "own", hunks: [] },
  ]);
});
