import { z } from "zod";

/** Ends a line, cannot be seen or is no text: controls, line separators, lone surrogates, marks that turn the text round. */
const noPartOfALine = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202A-\u202E\u2066-\u2069]/u;

/** One line of text as somebody writes it: nothing but the spaces at its ends is taken away. */
const line = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !noPartOfALine.test(text), "must be one line without control characters");

/** A person's name as the person writes it, in any script: with commas, quotes and apostrophes, and of one word where it is one. */
export const displayNameSchema = line;

/** An address that mail could go to; two that differ in case alone are the same. Nothing in it has a meaning in a letter's head. */
export const emailSchema = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s@,;:<>()[\]\\"\p{Cc}\p{Cf}]+@[^\s@,;:<>()[\]\\"\p{Cc}\p{Cf}]+$/u, "must be an e-mail address");

/** A person's number at the school (SIS) or in the learning management system (LMS), as it is written there. */
export const outsideIdSchema = line.max(100);

/** One section, or several with semicolons between. */
export const sectionSchema = line;

/** What may be known of a person beside the account, each as it is written. */
export const personFields = {
  name: displayNameSchema,
  email: emailSchema,
  sisId: outsideIdSchema,
  lmsId: outsideIdSchema,
  section: sectionSchema,
} as const;

/** Their names, in the order in which a person is shown. */
export const personFieldNames = z.object(personFields).keyof().options;
