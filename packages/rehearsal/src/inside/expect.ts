import "./event-target.ts";
import {
  ASYMMETRIC_MATCHERS_OBJECT,
  addCustomEqualityTesters,
  chai,
  customMatchers,
  type ExpectStatic,
  GLOBAL_EXPECT,
  getState,
  JestAsymmetricMatchers,
  JestChaiExpect,
  JestExtend,
  type MatcherState,
  setState,
} from "@vitest/expect";
import { removeEvents } from "./event-target.ts";
import { notHere } from "./not-here.ts";

chai.use(JestExtend);
chai.use(JestChaiExpect);
chai.use(JestAsymmetricMatchers);
// A value is told in one line of a terminal: vitest shows a difference below it, and a rehearsal does not.
chai.config.truncateThreshold = 100;
removeEvents();

const countless = { assertionCalls: 0, expectedAssertionsNumber: null, isExpectingAssertions: false } as const;

/** What `expect` is in vitest, from the same parts: its matchers, messages and `expect.extend`, without what needs time or files. */
export const expect: ExpectStatic = makeExpect();

function makeExpect(): ExpectStatic {
  const asserting = (value: unknown, message?: string) => {
    setState({ assertionCalls: getState(made).assertionCalls + 1 }, made);
    return chai.expect(value, message);
  };
  const made: ExpectStatic = Object.assign(
    asserting,
    chai.expect,
    Reflect.get(globalThis, ASYMMETRIC_MATCHERS_OBJECT),
    {
      getState: () => getState(made),
      setState: (state: Partial<MatcherState>) => setState(state, made),
      assert: chai.assert,
      extend: (matchers: object) => Reflect.apply(Reflect.get(chai.expect, "extend"), chai.expect, [made, matchers]),
      addEqualityTesters: addCustomEqualityTesters,
      assertions: (count: number) => setState({ expectedAssertionsNumber: count }, made),
      hasAssertions: () => setState({ isExpectingAssertions: true }, made),
      unreachable: (message?: string) =>
        chai.assert.fail(`expected${message ? ` "${message}" ` : " "}not to be reached`),
      soft: notHere("expect.soft"),
      poll: notHere("expect.poll"),
    },
  );
  setState({ ...countless }, made);
  made.extend(customMatchers);
  Object.defineProperty(globalThis, GLOBAL_EXPECT, { value: made, configurable: true });
  return made;
}

/** Forgets what the last test counted. */
export function startCounting(): void {
  setState({ ...countless }, expect);
}

/** @throws Error when a test asserted less, or more, than it said it would. */
export function checkCount(): void {
  const { assertionCalls, expectedAssertionsNumber, isExpectingAssertions } = getState(expect);
  if (typeof expectedAssertionsNumber === "number" && assertionCalls !== expectedAssertionsNumber) {
    throw new Error(`expected number of assertions to be ${expectedAssertionsNumber}, but got ${assertionCalls}`);
  }
  if (isExpectingAssertions === true && assertionCalls === 0) {
    throw new Error("expected any number of assertion, but got none");
  }
}
