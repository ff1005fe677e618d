import type * as mine from "../src/index.ts";

/** What the pictures need of a module. */
export type Layers = Pick<typeof mine, "Linear" | "xavierNormal" | "heNormal" | "matmul" | "multiplications">;
