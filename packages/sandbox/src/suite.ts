/** What a hidden suite is written with: `@tinytorch/sandbox/suite`. */
export { type Hidden, type HiddenTest, hiddenTests, type TestContext } from "./hidden-tests.ts";
export { BrokenRunError, EvaluateError, type Submission } from "./submission.ts";
