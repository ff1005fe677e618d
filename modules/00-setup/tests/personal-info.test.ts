import { describe, expect, test } from "vitest";
import { personalInfo } from "../src/index.ts";

describe("personalInfo", () => {
  test("the name is yours: some text, and not Your Name", () => {
    const { name } = personalInfo();
    expect(name.trim()).not.toBe("");
    expect(name).not.toBe("Your Name");
  });

  test("the handle is 2 to 30 lower-case letters, digits and hyphens, a letter first: ada-l", () => {
    const { handle } = personalInfo();
    expect(handle).toMatch(/^[a-z][a-z0-9-]{1,29}$/);
    expect(handle).not.toBe("your-handle");
  });

  test("the version is three whole numbers with dots: 1.0.0", () => {
    const { version } = personalInfo();
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(version).not.toBe("0.0.0");
  });
});
