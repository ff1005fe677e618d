import { followMoments } from "../adam/expected.ts";
import type { Rule } from "../expected-updates.ts";

/** Loshchilov & Hutter (2019), algorithm 2. */
export const adamw: Rule = (start, gradients, rates, options) =>
  followMoments(start, gradients, rates, { weightDecay: 0.01, ...options }, true);
