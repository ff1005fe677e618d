import { expect, test } from "vitest";
import { errors } from "./errors.ts";

/** Who meets these wrote a program. */
const ofPrograms = ["csrf-token", "unsupported-media-type"];

test.each(Object.entries(errors).filter(([code]) => !ofPrograms.includes(code)))(
  "%s speaks to a person: of no route, header or code",
  (_code, { sentence }) => {
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(sentence).not.toMatch(/\b(GET|POST|DELETE) |\/v1|Retry-After|X-[A-Z]|Authorization|Bearer|\broute\b|`/);
  },
);
