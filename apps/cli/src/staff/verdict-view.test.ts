import type { VerifyResult } from "@tinytorch/suite-proof";
import { expect, test } from "vitest";
import { viewVerdict } from "./verdict-view.ts";

const sound: VerifyResult = {
  module: "21-sampling",
  ok: true,
  quick: false,
  seeds: 3,
  runs: 12,
  tests: 2,
  solution: 100,
  starter: { score: 0, allowed: 0 },
  library: null,
  mutants: [{ id: "scale.adds", score: 40, failed: ["scale.values"], caught: true, missedAt: [] }],
  neverFailed: [],
  staleSignatures: [],
  proven: true,
  disagreements: [],
};

test("a mutant that some seeds alone catch is told once, with the seeds at which it is missed", () => {
  const unstable = { id: "temperature.unstable", score: 60, failed: [], caught: false, missedAt: [2, 3] };
  const disagreements = ["temperature.unstable", "starter"];
  const text = viewVerdict({ ...sound, ok: false, mutants: [...sound.mutants, unstable], disagreements });
  expect(text).toContain("\n       temperature.unstable: caught at some seeds only, not at 2 and 3\n");
  expect(text).toContain("❌ seeds     some verdicts depend on the seed\n       starter\n");
  expect(text.match(/temperature\.unstable/g)).toHaveLength(1);
});

test("what is stored anew is said with the module", () => {
  const text = viewVerdict({ ...sound, ok: false, proven: false, staleSignatures: ["scale.adds"] });
  expect(text.match(/tito verify 21-sampling --write stores (it|them) anew/g)).toHaveLength(2);
});
