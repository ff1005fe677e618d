import { refusal } from "@tinytorch/testkit";
import { describe, expect, test } from "vitest";
import { compareVersions } from "../src/index.ts";

describe("compareVersions", () => {
  test("9.0.0 is older than 24.0.0, for 9 < 24: −1", () => {
    expect(compareVersions("9.0.0", "24.0.0")).toBe(-1);
  });

  test("1.10.0 is newer than 1.9.5, for 10 > 9: 1", () => {
    expect(compareVersions("1.10.0", "1.9.5")).toBe(1);
  });

  test("2.0.1 is newer than 2.0.0: when all else is equal, the patch decides", () => {
    expect(compareVersions("2.0.1", "2.0.0")).toBe(1);
  });

  test("3.1.4 and 3.1.4 are equal: 0", () => {
    expect(compareVersions("3.1.4", "3.1.4")).toBe(0);
  });

  test("24.1.0 is compared, 24 alone refused: compareVersions: a version must look like 24.1.0, got 24", () => {
    expect(compareVersions("24.1.0", "24.1.0")).toBe(0);
    const message = refusal(() => compareVersions("24.1.0", "24"));
    expect(message).toBe("compareVersions: a version must look like 24.1.0, got 24");
  });
});
