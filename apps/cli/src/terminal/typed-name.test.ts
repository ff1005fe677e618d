import { Command } from "@commander-js/extra-typings";
import { expect, test } from "vitest";
import { saidAsTyped } from "./typed-name.ts";

const command = new Command("set")
  .argument("<points>")
  .argument("[names...]")
  .option("--reason <text>")
  .option("--sis-id <id>")
  .option("--received <time>")
  .option("--late-days <n>");

test.each([
  ["because", "--reason"],
  ["sisId", "--sis-id"],
  ["received.at", "--received"],
  ["received.because", "--reason"],
  ["late.days", "--late-days"],
  ["points", "points"],
  ["users", "names"],
  ["expiresAt", "expiresAt"],
  ["body", "body"],
])("%s is called %s, as it is typed", (field, said) => {
  expect(saidAsTyped(`${field}: must be so.`, field, command)).toBe(`${said}: must be so.`);
});

test("a sentence that does not begin with the field stays, and so does one of no command or no field", () => {
  const sentence = "This module takes no more work because: it is closed.";
  expect(saidAsTyped(sentence, "because", command)).toBe(sentence);
  expect(saidAsTyped("because: so.", "because", undefined)).toBe("because: so.");
  expect(saidAsTyped("because: so.", undefined, command)).toBe("because: so.");
});
