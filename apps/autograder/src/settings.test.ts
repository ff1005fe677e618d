import { describe, expect, test } from "vitest";
import { isLoopback, readSettings, SettingsError, unknownSettings } from "./settings.ts";

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
    ["TINYTORCH_PUBLIC_URL", "grader.example.edu"],
    ["TINYTORCH_PUBLIC_URL", "https://grader.example.edu/#course"],
    ["TINYTORCH_OIDC_ISSUER", "http://id.example.edu"],
    ["TINYTORCH_OIDC_ISSUER", "the school"],
    ["TINYTORCH_OIDC_CLAIM", "a claim"],
    ["TINYTORCH_OIDC_FIELD", "shoe size"],
    ["TINYTORCH_SIGN_INS_PER_MINUTE", "0"],
    ["TINYTORCH_TRUSTED_PROXIES", "the proxy"],
    ["TINYTORCH_TRUSTED_PROXIES", "10.0.0.0/33"],
  ])("a wrong %s of %j is one sentence with the name and the value", (name, value) => {
    const found = sentences({ [name]: value });
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(new RegExp(`^${name}: must be .*, got "${value}"$`));
  });

  test("what holds a password is not said back, and e-mail needs both of its settings", () => {
    const wrong = { TINYTORCH_SMTP_URL: "http://u:hush@x", TINYTORCH_METRICS_TOKEN: "hush" };
    const found = sentences({ ...wrong, TINYTORCH_MAIL_FROM: "a@example.edu" });
    expect(found).toHaveLength(2);
    expect(found.join()).not.toContain("hush");
    expect(sentences({ TINYTORCH_SMTP_URL: "smtp://u:hush@x" })).toEqual([
      "TINYTORCH_MAIL_FROM: must be set where TINYTORCH_SMTP_URL is, and only there, got nothing",
    ]);
    expect(sentences({ TINYTORCH_MAIL_FROM: "a@example.edu" })).toHaveLength(1);
    const both = { TINYTORCH_SMTP_URL: "smtp://u:hush@x", TINYTORCH_MAIL_FROM: "a@example.edu" };
    expect(readSettings(both).mail).toEqual({ smtpUrl: "smtp://u:hush@x", from: "a@example.edu" });
  });

  test("a name that is called like a setting and is none is told, with the nearest that there is", () => {
    const given = { TINYTORCH_GRADER: "2", TINYTORCH_SMPT_URL: "smtp://u:hush@x", TINYTORCH_COLOUR_OF_MOON: "red" };
    const fine = { TINYTORCH_GRADERS: "2", TINYTORCH_URL: "http://x", TINYTORCH_TOKEN: "x", PATH: "/bin", PORTS: "1" };
    expect(unknownSettings({ ...given, ...fine })).toEqual([
      "TINYTORCH_COLOUR_OF_MOON: there is no such setting, so it changes nothing",
      "TINYTORCH_GRADER: there is no such setting, so it changes nothing; did you mean TINYTORCH_GRADERS?",
      "TINYTORCH_SMPT_URL: there is no such setting, so it changes nothing; did you mean TINYTORCH_SMTP_URL?",
    ]);
  });

  test("two wrong values are two sentences", () => {
    expect(sentences({ PORT: "x", TINYTORCH_GRADERS: "x" })).toHaveLength(2);
  });
});

test("a provider needs to know the service, and where people come back to", () => {
  expect(sentences({ TINYTORCH_OIDC_ISSUER: "https://id.example.edu" })).toEqual([
    "TINYTORCH_OIDC_CLIENT_ID: must be set where TINYTORCH_OIDC_ISSUER is, got nothing",
    "TINYTORCH_PUBLIC_URL: must be set where TINYTORCH_OIDC_ISSUER is, got nothing",
  ]);
});

test("a provider's settings are read together, and a public address without its last slash", () => {
  const settings = readSettings({
    TINYTORCH_PUBLIC_URL: "https://grader.example.edu/course/",
    TINYTORCH_OIDC_ISSUER: "http://[::1]:9000",
    TINYTORCH_OIDC_CLIENT_ID: "course",
  });
  expect(settings.publicUrl).toBe("https://grader.example.edu/course");
  expect(settings.oidc).toEqual({
    issuer: "http://[::1]:9000",
    clientId: "course",
    clientSecret: undefined,
    claim: "preferred_username",
    field: "name",
  });
  expect(readSettings({})).toMatchObject({ publicUrl: null, oidc: null });
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
