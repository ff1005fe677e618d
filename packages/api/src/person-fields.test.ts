import { expect, test } from "vitest";
import { setNotificationsRequestSchema } from "./notifications.ts";
import { changePersonRequestSchema } from "./people.ts";
import { emailSchema } from "./person-fields.ts";

test.each(["ada@example.edu", "o'brien+x@mail.example.edu", "jürgen@müller.example", "ada@localhost"])(
  "%s is an e-mail address to all that ask for one",
  (email) => {
    expect(emailSchema.parse(` ${email} `)).toBe(email);
    expect(setNotificationsRequestSchema.parse({ address: email }).address).toBe(email);
    expect(changePersonRequestSchema.parse({ email }).email).toBe(email);
  },
);

test.each([
  ...["", "ada", "@example.edu", "ada@", "a@b@c", "ada lovelace@example.edu", "ada@example.edu, eve@evil.example"],
  ...["team:ada@example.edu;", "<ada@example.edu>", "ada(x)@example.edu", "ada@example.edu\r\nBcc: eve@evil.example"],
  ...["a\u202Eda@example.edu", `${"a".repeat(254)}@example.edu`],
])("%j is none", (email) => {
  expect(emailSchema.safeParse(email).success).toBe(false);
  expect(setNotificationsRequestSchema.safeParse({ address: email }).success).toBe(false);
});
