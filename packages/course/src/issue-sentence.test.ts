import { expect, test } from "vitest";
import { z } from "zod";
import "./plain-issues.ts";

test.each<[z.ZodType, unknown, string]>([
  [z.uuid(), "none", "must be an id such as 2f7c371d-85f8-4e25-bcfd-ece17db12b8e"],
  [z.uuid(), undefined, "must be given"],
  [z.string(), 7, "must be text"],
  [z.int(), 1.5, "must be a whole number"],
  [z.coerce.number(), "many", "must be a number"],
  [z.int().min(1), 0, "must be at least 1"],
  [z.number().positive(), 0, "must be above 0"],
  [z.number().lt(5), 5, "must be below 5"],
  [z.int().max(100), 101, "must be at most 100"],
  [z.string().min(1), "", "must not be empty"],
  [z.string().min(2), "a", "must have at least 2 characters"],
  [z.string().max(1), "ab", "must have at most 1 character"],
  [z.string().length(43), "ab", "must have exactly 43 characters"],
  [z.array(z.string()).min(1), [], "must have an entry"],
  [z.array(z.string()).max(2), ["a", "b", "c"], "must have at most 2 entries"],
  [z.array(z.string()), "a", "must be a list"],
  [z.strictObject({}), { colour: "red" }, 'must not have "colour"'],
  [z.enum(["own", "all", "none"]), "mine", "must be own, all or none"],
  [z.literal("one"), "two", "must be one"],
  [z.boolean(), "yes", "must be true or false"],
  [z.iso.datetime(), "soon", "must be a date and a time of UTC such as 2026-12-06T18:00:00Z"],
  [z.string().regex(/^a$/), "b", "must be written in another form"],
  [z.union([z.number(), z.boolean()]), "me", "must have one of the forms that it may have"],
  [
    z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })]),
    { kind: "c" },
    "must be a or b",
  ],
  [z.string().min(1, "must be a folder"), "", "must be a folder"],
])("%#: a schema says in words what must be", (schema, value, sentence) => {
  expect(schema.safeParse(value).error?.issues[0]?.message).toBe(sentence);
});
