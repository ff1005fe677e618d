import { followMoments } from "../adam/expected.ts";
import type { Rule } from "../expected-updates.ts";

/** Loshchilov & Hutter (2019), algorithm 2. */
export const adamw: Rule = () => followMoments(true);
