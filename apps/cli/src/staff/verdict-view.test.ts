import type { VerifyResult } from "@tinytorch/suite-proof";
import { expect, test } from "vitest";
import { viewVerdict, viewVerdicts } from "./verdict-view.ts";

const sound: VerifyResult = {
  module: "21-sampling",
  ok: true,
  quick: false,
  seeds: 3,
  runs: 12,
  tests: 2,
  points: 100,
  solution: 100,
  starter: { score: 0, allowed: 0 },
  library: null,
  mutants: [{ id: "scale.adds", score: 40, failed: ["scale.values"], caught: true, missedAt: [] }],
  shortcuts: { caught: 1, of: 1 },
  blindBatches: [
    { batch: "a", date: "2026-09-01", caught: 23, of: 25 },
    { batch: "b", date: "2026-09-02", caught: 25, of: 25 },
  ],
  neverFailed: [],
  staleSignatures: [],
  proven: true,
  disagreements: [],
  seconds: 12.34,
};

test("a mutant that some seeds alone catch is told once, with the seeds at which it is missed", () => {
  const unstable = { id: "temperature.unstable", score: 60, failed: [], caught: false, missedAt: [2, 3] };
  const disagreements = [
    { name: "temperature.unstable", tests: ["temperature.freezing"] },
    { name: "starter", tests: ["temperature.freezing", "temperature.boiling"] },
  ];
  const text = viewVerdict({ ...sound, ok: false, mutants: [...sound.mutants, unstable], disagreements });
  expect(text).toContain("\n       temperature.unstable: caught at some seeds only, not at 2 and 3\n");
  expect(text).toContain(
    "❌ seeds     some verdicts depend on the seed\n       starter: temperature.freezing, temperature.boiling\n",
  );
  expect(text.match(/temperature\.unstable/g)).toHaveLength(1);
});

test("what is stored anew is said with the module", () => {
  const text = viewVerdict({ ...sound, ok: false, proven: false, staleSignatures: ["scale.adds"] });
  expect(text.match(/tito verify 21-sampling --write stores (it|them) anew/g)).toHaveLength(2);
});

test("what --write did not store is not to be stored by --write", () => {
  const starter = { score: 5, allowed: 0 };
  const text = viewVerdict({ ...sound, ok: false, starter, proven: false, staleSignatures: ["scale.adds"] }, true);
  expect(text).toContain("❌ starter   5 (0 allowed by suite.json)\n");
  expect(text.match(/: no proof was stored, as another rule is broken/g)).toHaveLength(2);
  expect(text).not.toContain("--write");
});

test("a solution that loses points is told with the command that shows where", () => {
  const text = viewVerdict({ ...sound, ok: false, solution: 95 });
  expect(text).toContain(
    "❌ solution  95 of 100: see tito grade --module 21-sampling --seed 1 grading/21-sampling/solution\n",
  );
});

test("several modules end in a table with a row for each", async () => {
  const table = await viewVerdicts([sound, { ...sound, module: "22-beams", blindBatches: [], seconds: 0.26 }]);
  const cells = table.split("\n").map((line) =>
    line
      .split("│")
      .map((cell) => cell.trim())
      .slice(1, -1),
  );
  expect(cells).toContainEqual(["21-sampling", "100", "2", "1 of 1", "1 of 1", "23 of 25, 25 of 25", "3", "12.3"]);
  expect(cells).toContainEqual(["22-beams", "100", "2", "1 of 1", "1 of 1", "–", "3", "0.3"]);
});
