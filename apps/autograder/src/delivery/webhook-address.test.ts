import { expect, test } from "vitest";
import { pinnedAddress, urlProblem } from "./webhook-address.ts";

test.each([
  "https://127.0.0.1/x",
  "https://10.0.0.7/",
  "https://169.254.169.254/latest/meta-data",
  "https://192.168.1.1/",
  "https://[::1]/",
  "https://[::ffff:127.0.0.1]/",
  "https://[::ffff:7f00:1]/",
  "https://[fd00::1]/",
  "https://[64:ff9b::7f00:1]/",
  "https://2130706433/",
  "https://0x7f.1/",
  "https://0.0.0.0/",
  "https://100.64.0.1/",
  "https://224.0.0.1/",
])("%s leads into a private network and is refused", (url) => {
  expect(urlProblem(url, false)).toBe("must lead out of private networks");
  expect(urlProblem(url, true)).toBeUndefined();
});

test.each([
  ["http://example.edu/", "must begin with https://"],
  ["file:///etc/passwd", "must begin with https://"],
  ["https://user:secret@example.edu/", "must hold no user name or password"],
  ["https://example.edu/#x", "must have no fragment"],
  ["nothing", "must be a URL"],
])("%s is refused: it %s", (url, problem) => {
  expect(urlProblem(url, false)).toBe(problem);
});

test("a public address is taken as it is written", () => {
  for (const url of ["https://93.184.216.34/x?y=1", "https://[2606:2800:220:1::1]/", "https://example.edu/hook"]) {
    expect(urlProblem(url, false)).toBeUndefined();
  }
});

test("a name is refused when what it resolves to is private, and pinned when that is allowed", async () => {
  await expect(pinnedAddress("localhost", false)).rejects.toThrow("leads to a private network");
  expect(["127.0.0.1", "::1"]).toContain((await pinnedAddress("localhost", true)).address);
});
