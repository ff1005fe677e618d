import { z } from "zod";

const text = z.string().trim().min(1);

const hintSchema = z.strictObject({
  /** What is built, as a student calls it: mostly the export. */
  part: text,
  /** Other names of it: the components of the rubric and the suites of the visible tests that ask for it. */
  names: z.array(text).optional(),
  /** Makes look at the idea, and gives nothing away. */
  question: text,
  /** The mathematics, in the notation of the module's page. */
  formula: text,
  /** Where it is written, and what is to change there, in words. */
  place: z.strictObject({ file: text, words: text }),
});

/** What helps with one part of a module, each rung saying more than the one before. */
export type Hint = z.infer<typeof hintSchema>;

/** One rung of a part's hints, counted from 1. */
export interface HintRung {
  readonly rung: number;
  readonly kind: "question" | "formula" | "place";
  readonly text: string;
  /** Of the place, where it is. */
  readonly file?: string;
}

/** A part's rungs, each saying more than the one before. */
export function rungsOf({ question, formula, place }: Hint): readonly HintRung[] {
  return [
    { rung: 1, kind: "question", text: question },
    { rung: 2, kind: "formula", text: formula },
    { rung: 3, kind: "place", text: place.words, file: place.file },
  ];
}

/** `hints.json`: a ladder for each part of a module. No name stands there twice, and capitals and hyphens alone tell no parts apart. */
export const hintsSchema = z
  .array(hintSchema)
  .min(1)
  .superRefine((hints, context) => {
    const twice = [
      repeated(
        hints.map(({ part }) => part),
        lettersOf,
      ),
      repeated(hints.flatMap(namesOf), (name) => name),
    ];
    for (const name of new Set(twice)) {
      if (name !== undefined) context.addIssue(`parts and their names must be unique, got ${name} twice`);
    }
  });

/**
 * The hint of what is called so, be it by a part or by another name of it; capitals, hyphens and blanks need not be right, and decide
 * where names differ by them alone.
 */
export function hintFor(hints: readonly Hint[], name: string): Hint | undefined {
  const letters = lettersOf(name);
  return (
    hints.find((hint) => namesOf(hint).includes(name)) ??
    hints.find(({ part }) => lettersOf(part) === letters) ??
    hints.find((hint) => namesOf(hint).some((each) => lettersOf(each) === letters))
  );
}

/** The hints of which a name holds these letters. */
export function hintsHolding(hints: readonly Hint[], part: string): readonly Hint[] {
  const letters = lettersOf(part);
  return hints.filter((hint) => letters !== "" && namesOf(hint).some((each) => lettersOf(each).includes(letters)));
}

function namesOf({ part, names = [] }: Hint): readonly string[] {
  return [part, ...names];
}

function lettersOf(name: string): string {
  return name.replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
}

/** The first name that is the same as one before it. */
function repeated(names: readonly string[], same: (name: string) => string): string | undefined {
  const seen = names.map(same);
  return names.find((_, index) => seen.indexOf(seen[index] ?? "") < index);
}
