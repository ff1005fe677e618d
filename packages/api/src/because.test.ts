import { expect, test } from "vitest";
import { becauseSchema } from "./because.ts";
import { credentialLabelSchema } from "./credential-fields.ts";

const schemas = { becauseSchema, credentialLabelSchema };

test.each(Object.entries(schemas))("%s takes a line of any script", (_name, schema) => {
  for (const line of ["ill for a day", "مرض", "\u0645\u06CC\u200C\u0631\u0648\u0645", "東京", "Zoë’s laptop"]) {
    expect(schema.parse(` ${line} `)).toBe(line);
  }
});

test.each([
  ...["two\nlines", "a\u2028b", "a\u2029b", "a\u0007b", "a\ud800b"],
  ...["a\u202Eb", "a\u202Ab", "a\u2066b", "a\u2069b", "a\u200Eb", "a\u200Fb", "a\u061Cb", "a\u200Bb", "\u200D"],
])("%j is refused of both", (line) => {
  for (const schema of Object.values(schemas)) {
    expect(schema.safeParse(line).error?.issues).toMatchObject([
      { message: "must be one line of characters that can be seen" },
    ]);
  }
});
