import { z } from "zod";

/** Estimated seconds until grading begins, from recent runs and the graders there are; null with nothing to judge by. */
export const waitSecondsSchema = z.number().nonnegative().nullable();
