import { readFileSync } from "node:fs";
import { join } from "node:path";
import { notificationKindSchema, webhookMessageSchema } from "@tinytorch/api";
import { expect, test } from "vitest";
import { z } from "zod";

const page = readFileSync(join(import.meta.dirname, "../../../../docs/instructor.md"), "utf8");
const [, chapter = ""] = page.split("## Tell other systems: webhooks");
const [, example = ""] = /```json\n(.*?)```/s.exec(chapter) ?? [];

test("the guide's example of a message is one that a webhook may be sent, with every field and no other", () => {
  const { grade } = webhookMessageSchema.shape;
  const exact = z.strictObject({ ...webhookMessageSchema.shape, grade: z.strictObject(grade.unwrap().shape) });
  const parsed = exact.safeParse(JSON.parse(example));
  expect(parsed.error?.issues).toBeUndefined();
});

test("the guide names every kind of message", () => {
  for (const kind of notificationKindSchema.options) expect(chapter).toContain(`\`${kind}\``);
});
