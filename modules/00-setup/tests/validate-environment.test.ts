import { describe, expect, test } from "vitest";
import { type SystemInfo, validateEnvironment } from "../src/index.ts";

const system: SystemInfo = {
  platform: "Linux",
  processor: "AMD EPYC",
  cores: 2,
  memoryGb: 3.5,
  node: "20.11.1",
};

describe("validateEnvironment", () => {
  test("exactly 2 cores are enough where 2 are asked for", () => {
    expect(validateEnvironment(system, { cores: 2 })).toEqual({ ok: true, problems: [] });
  });

  test("3.5 GB are too few where 4 are asked for, and the problem says so", () => {
    expect(validateEnvironment(system, { memoryGb: 4 })).toEqual({
      ok: false,
      problems: ["memoryGb: must be >= 4, got 3.5"],
    });
  });

  test("all three problems are told, node first", () => {
    expect(validateEnvironment(system, { memoryGb: 4, cores: 8, node: "24.0.0" }).problems).toEqual([
      "node: must be >= 24.0.0, got 20.11.1",
      "cores: must be >= 8, got 2",
      "memoryGb: must be >= 4, got 3.5",
    ]);
  });

  test("where nothing is asked for, all is well", () => {
    expect(validateEnvironment(system, {})).toEqual({ ok: true, problems: [] });
  });
});
