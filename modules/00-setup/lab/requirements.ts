import type { Requirements } from "../src/index.ts";

/** The least that this course is comfortable with. */
export const asked: Requirements = { node: "24.0.0", cores: 1, memoryGb: 2 };
