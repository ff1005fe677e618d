import { type RuleName, rules } from "./rules.ts";

/** The module whose classes are raced. */
export const ownModule = "08-optimizers";

/** A class that a student's `src/index.ts` exports, and what it is made with beside its rate. */
export interface OwnClass {
  readonly title: string;
  readonly className: string;
  readonly options: Readonly<Record<string, number | boolean>>;
  /** The library's rule that it should be; null for a class of their own invention. */
  readonly like: RuleName | null;
  /** A rate to begin with. */
  readonly rate: number;
}

/** What module 08 asks for, with the options that the library's rules of these names have. */
export const ownClasses = {
  "own.sgd": yours("SGD", "sgd"),
  "own.momentum": yours("SGD", "momentum", { momentum: 0.9 }),
  "own.nesterov": yours("SGD", "nesterov", { momentum: 0.9, nesterov: true }),
  "own.adam": yours("Adam", "adam"),
  "own.adamw": yours("AdamW", "adamw"),
} as const;

/** In an address: one of these, or `own.Lookahead` for any class of that name. */
export type OwnRule = `own.${string}`;

function yours(className: string, like: RuleName, options: OwnClass["options"] = {}): OwnClass {
  const { title, rate } = rules[like];
  return { title: `Your ${title}`, className, options, like, rate };
}

const className = /^[A-Z]\w{0,39}$/;

/** Whether a class may have this name in an address. */
export const isClassName = (name: string): boolean => className.test(name);

const isListed = (rule: string): rule is keyof typeof ownClasses => Object.hasOwn(ownClasses, rule);

/** Whether a rule is a class of the student's. */
export function isOwn(rule: string): rule is OwnRule {
  return isListed(rule) || (rule.startsWith("own.") && isClassName(rule.slice("own.".length)));
}

/** What a rule of this kind stands for. */
export function ownClass(rule: OwnRule): OwnClass {
  if (isListed(rule)) return ownClasses[rule];
  const name = rule.slice("own.".length);
  return { title: `Your ${name}`, className: name, options: {}, like: null, rate: 0.01 };
}
