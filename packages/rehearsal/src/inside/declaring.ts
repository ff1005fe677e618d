import { currentSuite, declaredTests, type Flags, type Hook, inSuite, newSuite } from "./declared.ts";
import { tableRows, testTitle } from "./test-title.ts";

type Body = (...values: unknown[]) => unknown;
type Name = string | (() => unknown);

/** What `test` and `describe` have in common: a name, perhaps options, what to do, and forms for rows of a table. */
export interface Declaring {
  (name: Name, ...rest: readonly unknown[]): void;
  readonly skip: Declaring;
  readonly only: Declaring;
  readonly todo: Declaring;
  readonly fails: Declaring;
  readonly concurrent: Declaring;
  readonly sequential: Declaring;
  skipIf(condition: unknown): Declaring;
  runIf(condition: unknown): Declaring;
  each(cases: readonly unknown[], ...values: readonly unknown[]): (name: Name, ...rest: readonly unknown[]) => void;
  for(cases: readonly unknown[], ...values: readonly unknown[]): (name: Name, ...rest: readonly unknown[]) => void;
}

type Declare = (name: string, flags: Flags, body: Body | null) => void;

export const test: Declaring = declaring((name, flags, run) => {
  declaredTests.push({ name, suite: currentSuite(), flags, run });
});

export const describe: Declaring = declaring((name, flags, body) => {
  if (body !== null) inSuite(newSuite(name, flags), body);
});

/** One of the hooks; what it gives back is not called afterwards. */
export function hook(kind: Hook): (run: () => unknown) => void {
  return (run) => {
    currentSuite().hooks[kind].push(run);
  };
}

function declaring(declare: Declare, flags: Flags = {}): Declaring {
  const plain = (name: Name, ...rest: readonly unknown[]) => {
    const { body, given } = readArguments(rest);
    declare(nameOf(name), { ...flags, ...given }, body);
  };
  const withFlags = (more: Flags) => declaring(declare, { ...flags, ...more });
  const rows =
    (spread: boolean) =>
    (cases: readonly unknown[], ...values: readonly unknown[]) =>
    (name: Name, ...rest: readonly unknown[]) => {
      const { body, given } = readArguments(rest);
      const table = tableRows(cases, values);
      const spreads = spread && table.every(Array.isArray);
      for (const [index, row] of table.entries()) {
        const items: readonly unknown[] = Array.isArray(row) ? row : [row];
        const run =
          body && ((...context: unknown[]) => (spreads ? body(...items) : body(row, ...(spread ? [] : context))));
        declare(testTitle(nameOf(name), items, index), { ...flags, ...given }, run);
      }
    };
  return Object.defineProperties(
    Object.assign(plain, {
      skipIf: (condition: unknown) => withFlags(condition ? { skip: true } : {}),
      runIf: (condition: unknown) => withFlags(condition ? {} : { skip: true }),
      each: rows(true),
      for: rows(false),
    }),
    {
      skip: { get: () => withFlags({ skip: true }) },
      only: { get: () => withFlags({ only: true }) },
      todo: { get: () => withFlags({ todo: true }) },
      fails: { get: () => withFlags({ fails: true }) },
      // One test after another, whatever is asked for.
      concurrent: { get: () => withFlags({}) },
      sequential: { get: () => withFlags({}) },
    },
  ) as Declaring;
}

function nameOf(name: Name): string {
  return typeof name === "function" ? name.name || "<anonymous>" : String(name);
}

/** `(body)`, `(body, milliseconds)`, `(options, body)`: a visible test runs under its module's limits, whatever time it asks for. */
function readArguments(rest: readonly unknown[]): { readonly body: Body | null; readonly given: Flags } {
  const body = rest.find((each): each is Body => typeof each === "function") ?? null;
  const options = rest.find((each) => typeof each === "object" && each !== null) ?? {};
  const flag = (name: keyof Flags) => (Reflect.get(options, name) === true ? { [name]: true } : {});
  return { body, given: { ...flag("skip"), ...flag("only"), ...flag("todo"), ...flag("fails") } };
}
