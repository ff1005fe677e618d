import type * as tensor from "@tinytorch/tensor";
import type * as submission from "./solution/src/index.ts";

/** What a function sent to the sandbox finds in its first parameter. The submission's own softmax is over the package's. */
export type Scope = Omit<typeof tensor, keyof typeof submission> & typeof submission;
