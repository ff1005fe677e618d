import { InvalidArgumentError } from "@commander-js/extra-typings";

/** Reads an option's value, or `none`, which takes away what is decided: commander takes null for no value at all. */
export function noneOr<Value>(parse: (text: string) => Value): (text: string) => Value | "none" {
  return (text) => (text === "none" ? text : parse(text));
}

/** Reads an option's value as a number from `least` to `most`. */
export function numberFrom(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`);
  };
}

/** What is decided by a value that may be `none`. */
export function nullForNone<Value>(value: Value | "none"): Value | null {
  return value === "none" ? null : value;
}
