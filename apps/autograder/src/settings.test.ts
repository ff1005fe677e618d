import { describe, expect, test } from "vitest";
import { isLoopback, readSettings, SettingsError } from "./settings.ts";

function sentences(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.sentences;
    throw error;
  }
}

describe("readSettings", () => {
  test("an empty environment gives a server on loopback, port 8080", () => {
    expect(readSettings({})).toMatchObject({ host: "127.0.0.1", port: 8080, allowWeakSandbox: false });
  });

  test("an empty variable counts as absent", () => {
    expect(readSettings({ PORT: "" }).port).toBe(8080);
  });

  test.each([
    ["PORT", "http"],
    ["PORT", "65536"],
    ["PORT", "-1"],
    ["PORT", "80.5"],
    ["TINYTORCH_GRADERS", "0"],
    ["TINYTORCH_LOG_LEVEL", "loud"],
    ["TINYTORCH_SUBMISSIONS_PER_MINUTE", "many"],
    ["TINYTORCH_SUBMISSIONS_PER_DAY", "0"],
    ["TINYTORCH_QUOTA_MEGABYTES", "64 MB"],
    ["TINYTORCH_ALLOW_WEAK_SANDBOX", "maybe"],
    ["TINYTORCH_SANDBOX", "docker"],
    ["TINYTORCH_TRUSTED_PROXIES", "the proxy"],
    ["TINYTORCH_TRUSTED_PROXIES", "10.0.0.0/33"],
  ])("a wrong %s of %j is one sentence with the name and the value", (name, value) => {
    const found = sentences({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}: must be .*, got "${value}"$`));
  });

  test("two wrong values are two sentences", () => {
    expect(sentences({ PORT: "x", TINYTORCH_GRADERS: "x" })).toHaveLength(2);
  });
});

test.each([
  ["127.0.0.1", true],
  ["127.8.0.9", true],
  ["::1", true],
  ["localhost", true],
  ["0.0.0.0", false],
  ["192.168.1.2", false],
  ["127.0.0.1.example.org", false],
])("isLoopback: %s is %s", (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});
