import { z } from "zod";

/** What ids are shortened to: their first characters, or all of one. */
export const idBeginningSchema = z
  .string()
  .regex(/^[0-9a-f][0-9a-f-]{3,35}$/, "must be the first 4 characters or more of an id");
