import { z } from "zod";

/** What a comment, a question or an answer may have, in UTF-16 code units. */
export const messageLength = 4_000;

const seen = /[^\p{C}\p{Z}]/u;

/** What people write to each other: kept as it was written but for line ends, which become `\n`, and white space at its ends. */
export const messageTextSchema = z
  .string()
  .refine((text) => text.isWellFormed(), "must be text without lone surrogates")
  .overwrite((text) => text.replaceAll(/\r\n?/g, "\n").trim())
  .min(1)
  .max(messageLength)
  .refine((text) => seen.test(text), "must have something that can be seen");
