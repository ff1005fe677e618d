/** What a hidden suite is written with: `@tinytorch/sandbox/suite`. */
export { type Hidden, hiddenTests, type TestContext } from "./hidden-tests.ts";
export { BrokenRunError, EvaluateError, type Submission } from "./submission.ts";
