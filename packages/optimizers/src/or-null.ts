import { rules } from "@tinytorch/options";

/** The rule of an option that may be null, which stands for a value that follows from others. Undefined could not be saved. */
export function orNull<Value>({ words, accepts }: rules.Rule<Value>): rules.RequiredRule<Value | null> {
  return rules.rule(`${words}, or null`, (value): value is Value | null => value === null || accepts(value));
}
