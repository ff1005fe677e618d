import { expect, test } from "vitest";
import { idMeant } from "./id-meant.ts";

const ids = ["5f1c9a52-3a0e-4a53-9f0e-2f4f6a1f7c11", "5f1c0000-3a0e-4a53-9f0e-2f4f6a1f7c11"];
const among = (text: string) => idMeant("grant", text, async () => ids.map((id) => ({ id })));

test("a whole id is itself, whatever there is, and a beginning is the one that it begins, in any case", async () => {
  expect(await idMeant("grant", "AAAAAAAA-3a0e-4a53-9f0e-2f4f6a1f7c11", async () => [])).toMatch(/^aaaaaaaa-/);
  expect(await among("5F1C9")).toBe(ids[0]);
});

test.each([
  ["5f1c", `the id must begin one grant alone, got "5f1c", which begins ${ids.join(" and ")}`],
  ["beef", 'no grant has an id that begins so, got "beef"'],
  ["5f1", 'by the first 4 characters or more of it, got "5f1"'],
  ["no id", "the grant must be named by its id"],
])("%j is refused", async (text, sentence) => {
  await expect(among(text)).rejects.toThrow(sentence);
});
