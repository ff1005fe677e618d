import { expect } from "vitest";

/** What was thrown in the sandbox; null when nothing was. */
export type Thrown = { readonly name: unknown; readonly message: unknown } | null;

/** Each call was refused by a RangeError whose message names what it must. */
export function expectRefused(thrown: readonly Thrown[], named: readonly RegExp[]): void {
  expect(thrown.map((one) => one?.name)).toEqual(named.map(() => "RangeError"));
  expect(thrown.map((one) => one?.message)).toEqual(named.map((each) => expect.stringMatching(each)));
}

/** The text itself, in an expression. */
export function literally(text: string): string {
  return text.replace(/[[\]().?*+^$|\\{}]/g, "\\$&");
}
