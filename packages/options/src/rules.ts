import { requireKnown, shown } from "./unknown-option.ts";

export { requireKnown, shown } from "./unknown-option.ts";

// What options may be: one table an owner, with each option's rule beside its default.

/** What an option may be: in words, for the error, and as a test. */
export interface Rule<Value> {
  readonly words: string;
  readonly accepts: (value: unknown) => value is Value;
  /** The value of an option that is left out. */
  readonly fallback?: Value;
}

/** The rule of an option that may be left out. */
export interface DefaultedRule<Value> extends Rule<Value> {
  readonly fallback: Value;
}

/** The rule of an option that must be given, unless `or` names a default. */
export interface RequiredRule<Value> extends Rule<Value> {
  or(fallback: Value): DefaultedRule<Value>;
}

/** A rule for every option. */
export type RulesFor<Options> = { readonly [Name in keyof Options]: Rule<Options[Name]> };

/** The values of all options in a table of rules. */
export type SettingsOf<Rules> = {
  -readonly [Name in keyof Rules]: Rules[Name] extends Rule<infer Value> ? Value : never;
};

type Defaulted<Rules> = { [Name in keyof Rules]: Rules[Name] extends DefaultedRule<unknown> ? Name : never };

/** What a caller gives: the options in a table of rules, without those that have a default and are left out. */
export type OptionsOf<Rules> = Omit<SettingsOf<Rules>, Defaulted<Rules>[keyof Rules]> &
  Partial<Pick<SettingsOf<Rules>, Defaulted<Rules>[keyof Rules]>>;

/** A rule of one's own. */
export function rule<Value>(words: string, accepts: (value: unknown) => value is Value): RequiredRule<Value> {
  return { words, accepts, or: (fallback) => ({ words, accepts, fallback }) };
}

/** The rule of an option that may be left out, and then has no value. */
export function optional<Value>({ words, accepts }: Rule<Value>): DefaultedRule<Value | undefined> {
  const orNothing = (value: unknown): value is Value | undefined => value === undefined || accepts(value);
  return { words, accepts: orNothing, fallback: undefined };
}

/** A rule for numbers other than infinity and NaN. */
function numeric(words: string, holds: (value: number) => boolean): RequiredRule<number> {
  return rule(words, (value): value is number => typeof value === "number" && Number.isFinite(value) && holds(value));
}

/** Any number, also an infinite one or NaN. */
export const anyNumber = rule("a number", (value) => typeof value === "number");
/** Any number that is finite. */
export const finite = numeric("a number", () => true);
/** How many: 1, 2, … */
export const count = numeric("a whole number ≥ 1", (value) => Number.isInteger(value) && value >= 1);
/** How many, perhaps none: 0, 1, … */
export const wholeNonNegative = numeric("a whole number ≥ 0", (value) => Number.isInteger(value) && value >= 0);
/** A rate, a decay, an ε. */
export const nonNegative = numeric("a number ≥ 0", (value) => value >= 0);
/** A scale. */
export const positive = numeric("a number > 0", (value) => value > 0);
/** How much of something old is kept. */
export const fraction = numeric("in [0, 1)", (value) => value >= 0 && value < 1);
/** A share that is not nothing. */
export const positiveShare = numeric("in (0, 1]", (value) => value > 0 && value <= 1);
/** A probability, or a share. */
export const share = numeric("in [0, 1]", (value) => value >= 0 && value <= 1);
/** Yes or no. */
export const flag = rule("true or false", (value) => typeof value === "boolean");

/** One of several words. */
export function oneOf<Word extends string>(...words: readonly Word[]): RequiredRule<Word> {
  return rule(`one of ${words.join(", ")}`, (value): value is Word => words.some((word) => word === value));
}

/** @throws RangeError naming the first of the values, by name, that the rule does not accept */
export function requireEach<Value>(owner: string, rule: Rule<Value>, values: Readonly<Record<string, Value>>): void {
  for (const [name, value] of Object.entries(values)) accepted(owner, name, rule, value);
}

function accepted<Value>(owner: string, name: string, { words, accepts }: Rule<Value>, value: unknown): Value {
  if (accepts(value)) return value;
  throw new RangeError(`${owner}: ${name} must be ${words}, got ${shown(value)}`);
}

/**
 * The given options, with defaults for those that are left out or undefined.
 * @param besides names that may stand beside the options, and are passed over
 * @throws RangeError on a value that its rule does not accept, or a name that is neither in the table nor in `besides`
 */
export function readOptions<Options extends object>(
  owner: string,
  rules: RulesFor<Options>,
  given: Partial<Options> = {},
  besides: readonly string[] = [],
): Options {
  requireKnown(owner, Object.keys(rules), given, besides);
  // Every option is filled in, or refused, right below.
  const settings = {} as Options;
  for (const name in rules) {
    const option: Rule<Options[typeof name]> = rules[name];
    settings[name] = accepted(owner, name, option, given[name] === undefined ? option.fallback : given[name]);
  }
  return settings;
}
