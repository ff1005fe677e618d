/** Tests are run by `tito test`, which has what is declared here; for an editor, which would otherwise not know these names. */

/** Groups tests under a name. */
export declare const describe: Declare<() => void>;

/** One test, which fails when it throws or rejects. */
export declare const test: Declare<() => unknown>;

/** Another name of `test`. */
export declare const it: Declare<() => unknown>;

export interface Declare<Body> {
  (name: string, body: Body): void;
  /** Leaves it out. */
  skip(name: string, body: Body): void;
  /** Leaves all others out. */
  only(name: string, body: Body): void;
  /** Once for each of these cases. */
  each<const Case>(
    cases: readonly Case[],
  ): (name: string, body: (...values: Case extends readonly unknown[] ? Case : [Case]) => unknown) => void;
}

export declare function beforeEach(body: () => unknown): void;
export declare function beforeAll(body: () => unknown): void;
export declare function afterEach(body: () => unknown): void;
export declare function afterAll(body: () => unknown): void;

/** Says something about a value; the test fails where it is not so. */
export declare function expect<T>(received: T, message?: string): Assertion<T>;

export interface Assertion<T> extends Matchers<void, T> {
  readonly not: Assertion<T>;
  readonly resolves: Assertion<Awaited<T>>;
  readonly rejects: Assertion<Awaited<T>>;
}

export interface Matchers<R extends void | Promise<void> = void | Promise<void>, T = unknown> {
  /** The very same value, by `Object.is`. */
  toBe(expected: unknown): R;
  /** |received − expected| < 10^−digits / 2; digits is 2 by default. */
  toBeCloseTo(expected: number, digits?: number): R;
  toBeDefined(): R;
  toBeFalsy(): R;
  toBeGreaterThan(expected: number | bigint): R;
  toBeGreaterThanOrEqual(expected: number | bigint): R;
  toBeInstanceOf(expected: unknown): R;
  toBeLessThan(expected: number | bigint): R;
  toBeLessThanOrEqual(expected: number | bigint): R;
  toBeNaN(): R;
  toBeNull(): R;
  toBeTruthy(): R;
  toBeUndefined(): R;
  toContain(expected: unknown): R;
  toContainEqual(expected: unknown): R;
  /** Alike in all their parts. */
  toEqual(expected: unknown): R;
  toHaveLength(expected: number): R;
  toHaveProperty(path: string | readonly (string | number)[], expected?: unknown): R;
  toMatch(expected: string | RegExp): R;
  toMatchObject(expected: unknown): R;
  toSatisfy(expected: (value: T) => boolean): R;
  /** As `toEqual`, and of the same classes, with the same keys that are undefined. */
  toStrictEqual(expected: unknown): R;
  /** A function that throws: an error of this class, or with this in its message. */
  toThrow(expected?: unknown): R;
}
