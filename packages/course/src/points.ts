import { z } from "zod";
import { inHundredths } from "./hundredths.ts";

/** The most that anything is worth: products of it with percentages and scores stay exact to the hundredth. */
const mostPoints = 100_000;

/** Points that somebody is given, in hundredths. */
export const pointsSchema = hundredthsFrom(0);

/** What something is worth, in points, in hundredths. */
export const maxPointsSchema = hundredthsFrom(0.01);

function hundredthsFrom(least: number) {
  return z
    .number()
    .min(least)
    .max(mostPoints)
    .refine((points) => inHundredths(points) === points, "must be a multiple of 0.01");
}
