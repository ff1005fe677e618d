/** Whether something declared is to be run; `only` leaves out all that is not `only` in its file. */
export interface Flags {
  readonly skip?: boolean;
  readonly only?: boolean;
  readonly todo?: boolean;
  /** It passes when it fails. */
  readonly fails?: boolean;
}

export type Hook = "beforeAll" | "beforeEach" | "afterEach" | "afterAll";

/** A `describe`, or a file itself. */
export interface DeclaredSuite {
  readonly name: string;
  readonly parent: DeclaredSuite | null;
  readonly flags: Flags;
  readonly hooks: Readonly<Record<Hook, (() => unknown)[]>>;
  /** Its `beforeAll` has run. */
  begun: boolean;
}

export interface DeclaredTest {
  readonly name: string;
  readonly suite: DeclaredSuite;
  readonly flags: Flags;
  readonly run: ((context: object) => unknown) | null;
}

/** The tests of all files that were loaded, in the order in which they were declared. */
export const declaredTests: DeclaredTest[] = [];

let current: DeclaredSuite | null = null;

/** Where what is declared now belongs. */
export function currentSuite(): DeclaredSuite {
  if (current === null) throw new Error("vitest: tests are declared while their file is loaded, not later");
  return current;
}

/** Declares what `body` declares inside a suite. */
export function inSuite(suite: DeclaredSuite, body: () => unknown): void {
  const outer = current;
  current = suite;
  try {
    if (isThenable(body())) throw new Error(`vitest: describe must not wait in a visible test, got an async one`);
  } finally {
    current = outer;
  }
}

export function newSuite(name: string, flags: Flags, parent: DeclaredSuite | null = current): DeclaredSuite {
  const hooks = { beforeAll: [], beforeEach: [], afterEach: [], afterAll: [] };
  return { name, parent, flags, hooks, begun: false };
}

/** Starts a file: all that is declared from now on, until `endFile`, is in it. */
export function beginFile(): void {
  current = newSuite("", {}, null);
}

export function endFile(): void {
  current = null;
}

/** A suite and those round it, the outermost first; the file itself is one of them. */
export function suitesAround(suite: DeclaredSuite): readonly DeclaredSuite[] {
  return suite.parent === null ? [suite] : [...suitesAround(suite.parent), suite];
}

function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value;
}
