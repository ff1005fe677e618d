import { expect } from "vitest";
import { submission } from "./hidden.ts";
import type { Operand } from "./operand.ts";
import type { Argument, Call, Making, PlainArgument } from "./run-problems.ts";
import type { Scope } from "./scope.ts";
import type { Tensor } from "./solution/src/index.ts";

/** A call that must be refused. */
export type Refusal = {
  readonly on: Operand;
  readonly method: string;
  readonly args?: readonly (Operand | PlainArgument)[];
  /** What the message must name beside the operation, in this order: the last is a value that was refused. */
  readonly names: readonly (string | number)[];
};

/** What was thrown; null when nothing was. */
export type Thrown = { name: unknown; message: unknown } | null;

/** Every call must throw a RangeError that begins with the operation and names the values. */
export async function expectRefusals(...refusals: readonly Refusal[]): Promise<void> {
  const problems = refusals.map(({ on, method, args = [] }) => ({
    on: on.making,
    call: [method, ...args.map((argument) => (isOperand(argument) ? argument.making : argument))] as const,
  }));
  const thrown = await submission.evaluate(tryCalls, problems);
  expect(thrown.length).toBe(refusals.length);
  for (const [index, { method, names }] of refusals.entries()) expectRangeError(thrown[index], method, names);
}

/** A RangeError in the form `operation: rule, got value`, with the names in their order and the last one behind "got". */
export function expectRangeError(
  thrown: Thrown,
  operation: string,
  names: readonly (string | number)[],
): void {
  expect(thrown).toEqual({ name: "RangeError", message: expect.any(String) });
  // Spaces in a shape are a matter of taste.
  const packed = String(thrown?.message).replaceAll(" ", "");
  expect(packed.startsWith(`${operation}:`)).toBe(true);
  expect(packed.slice(operation.length + 1)).toMatch(/^[^,].*,got./);
  const texts = names.map((name) => String(name).replaceAll(" ", ""));
  let from = 0;
  for (const text of texts) {
    const place = packed.indexOf(text, from);
    expect(place).toBeGreaterThanOrEqual(0);
    from = place + text.length;
  }
  expect(packed.slice(packed.lastIndexOf(",got"))).toContain(texts.at(-1) ?? "");
}

/** A shape as messages show it. */
export function shown(shape: readonly number[]): string {
  return `[${shape.join(",")}]`;
}

/** Runs in the sandbox. */
export function tryCalls(
  scope: Scope,
  problems: readonly { readonly on: Making; readonly call: Call }[],
): Thrown[] {
  const make = ({ values, empty, dtype, calls = [] }: Making): Tensor => {
    const options = dtype === undefined ? [] : [{ dtype }];
    let made = empty === undefined ? scope.tensor(values ?? 0, ...options) : scope.zeros(empty, ...options);
    for (const [method, ...args] of calls) made = Reflect.apply(Reflect.get(made, method), made, args);
    return made;
  };
  const isMaking = (argument: Argument | undefined): argument is Making =>
    typeof argument === "object" &&
    argument !== null &&
    (Object.hasOwn(argument, "values") || Object.hasOwn(argument, "empty"));
  return problems.map(({ on, call: [method, ...given] }) => {
    const tensor = make(on);
    const args = given.map((argument) => (isMaking(argument) ? make(argument) : (argument ?? undefined)));
    try {
      Reflect.apply(Reflect.get(tensor, method), tensor, args);
      return null;
    } catch (error) {
      const { name, message } = Object(error);
      return { name, message };
    }
  });
}

function isOperand(argument: Operand | PlainArgument): argument is Operand {
  return typeof argument === "object" && argument !== null && "grid" in argument;
}
