import { expect, test } from "vitest";
import type { z } from "zod";
import { api } from "./api.ts";
import type { Routes } from "./route.ts";

const routes: Routes = api;
const schemas = Object.entries(routes).flatMap(([name, { params, query, headers, body }]) =>
  Object.entries({ params, query, headers, body }).flatMap(([part, schema]): [string, z.ZodType][] =>
    schema === undefined ? [] : [[`${name} ${part}`, schema]],
  ),
);

/** What nobody means: of the wrong type, empty, too long, below every bound, with what is not there. */
const values: readonly unknown[] = [
  undefined,
  null,
  "",
  "\u0000",
  "x".repeat(5_000_000),
  -1,
  1.5,
  1e9,
  true,
  [],
  [{}],
  {},
];

test.each(schemas)("%s: what is refused is said in a sentence that follows the field's name", (_name, schema) => {
  const fields =
    "shape" in schema && typeof schema.shape === "object" && schema.shape !== null ? Object.keys(schema.shape) : [];
  const wrong = [
    ...values,
    { unheardOf: 1 },
    ...fields.flatMap((field) => values.map((value) => ({ [field]: value }))),
  ];
  for (const value of wrong) {
    for (const { message } of schema.safeParse(value).error?.issues ?? []) expect(message).toMatch(/^must /);
  }
});
