import type { z } from "zod";

type Issue = z.core.$ZodRawIssue;
type Sized = Pick<Extract<Issue, { code: "too_big" | "too_small" }>, "origin" | "exact" | "inclusive">;

const types: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  null: "null",
  undefined: "absent",
  never: "absent",
};

const formats: Readonly<Record<string, string>> = {
  uuid: "an id such as 2f7c371d-85f8-4e25-bcfd-ece17db12b8e",
  email: "an e-mail address",
  url: "a URL",
  datetime: "a date and a time of UTC such as 2026-12-06T18:00:00Z",
  date: "a date such as 2026-12-06",
  base64: "base64",
};

const units: Readonly<Record<string, readonly [one: string, several: string]>> = {
  string: ["character", "characters"],
  array: ["entry", "entries"],
  set: ["entry", "entries"],
  map: ["entry", "entries"],
};

/**
 * What a value must be, for a person: `must be a whole number`. It follows the name of the value, which is the caller's to say.
 * What a schema says itself comes before it.
 */
export function issueSentence(issue: Issue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? "must be given" : `must be ${types[issue.expected] ?? issue.expected}`;
    case "invalid_value":
      return `must be ${either(issue.values)}`;
    case "too_big":
      return limit(issue, issue.maximum, "at most", "below");
    case "too_small":
      return limit(issue, issue.minimum, "at least", "above");
    case "invalid_format":
      return `must be ${formats[issue.format] ?? "written in another form"}`;
    case "not_multiple_of":
      return `must be a multiple of ${issue.divisor}`;
    case "unrecognized_keys":
      return `must not have ${issue.keys.map((key) => JSON.stringify(key.slice(0, 60))).join(" or ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) && issue.options.length > 0
        ? `must be ${either(issue.options)}`
        : "must have one of the forms that it may have";
    case "invalid_key":
      return "must have no key but those that it may have";
    case "invalid_element":
      return "must have no entry but those that it may have";
    default:
      return "must have another form";
  }
}

function limit({ origin, exact, inclusive }: Sized, bound: number | bigint, least: string, beyond: string): string {
  const [one, several] = units[origin] ?? [];
  if (one === undefined) return `must be ${inclusive === false ? beyond : least} ${bound}`;
  if (least === "at least" && bound === 1 && exact !== true)
    return origin === "string" ? "must not be empty" : `must have an ${one}`;
  return `must have ${exact === true ? "exactly" : least} ${bound} ${bound === 1 ? one : several}`;
}

function either(values: readonly unknown[]): string {
  return new Intl.ListFormat("en-GB", { type: "disjunction" }).format(values.map(String));
}
