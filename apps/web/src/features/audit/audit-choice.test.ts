import { expect, test } from "vitest";
import { auditQueryOf, readAuditChoice } from "./audit-choice.ts";

test("an address is read as far as it is a choice", () => {
  expect(readAuditChoice({ person: " ada ", module: 8, action: "", since: "2026-12-06", other: "x" })).toEqual({
    person: "ada",
    since: "2026-12-06",
  });
});

test("a day is asked for whole, as the reader's clock has it, and what is no day is not asked for", () => {
  const { since, until } = auditQueryOf({ since: "2026-12-06", until: "2026-12-06" });
  expect(since).toBe(new Date(2026, 11, 6).toISOString());
  expect(until).toBe(new Date(2026, 11, 7).toISOString());
  expect(auditQueryOf({ since: "yesterday", person: "ada", module: "08-optimizers" })).toEqual({
    module: "08-optimizers",
  });
});
