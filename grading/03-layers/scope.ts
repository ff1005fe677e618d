import type * as autograd from "@tinytorch/autograd";
import type * as tensor from "@tinytorch/tensor";
import type * as submission from "./solution/src/index.ts";

/** What a function sent to the sandbox finds in its first parameter. */
export type Scope = typeof tensor & typeof autograd & typeof submission;
