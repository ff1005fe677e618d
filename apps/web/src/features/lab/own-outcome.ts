import type { Drawn } from "@tinytorch/workbench";
import { z } from "zod";
import { mostSteps } from "./lab-choice.ts";
import { beyond } from "./lane.ts";
import type { OwnPath, OwnRace } from "./own-race.ts";

/** How long a race of one's own may run (ms). */
const raceMilliseconds = 5_000;

/** More of a message than anybody reads (characters). */
const mostWords = 500;

/** What runs a student's own code: the workbench's, opened for an account. */
export interface OwnRunner {
  /** When it was written last; null when nothing was. */
  writtenAt(): Promise<number | null>;
  /** Races a class that the student's module exports; null when nothing was written. */
  run(race: OwnRace, milliseconds: number): Promise<Drawn | null>;
  close(): void;
}

/** A number that a map and its curves can be drawn of. */
const onMap = z.number().gt(-beyond).lt(beyond);

/** What comes out of the frame is believed for its form alone: student code runs there, and may have changed what ours uses. */
const outcomeSchema = z.discriminatedUnion("type", [
  z
    .strictObject({
      type: z.literal("path"),
      points: z.array(z.tuple([onMap, onMap])).max(mostSteps + 1),
      losses: z.array(onMap).max(mostSteps + 1),
      lostAt: z.int().nonnegative().nullable(),
    })
    .refine(({ points, losses }) => points.length === losses.length),
  z.strictObject({ type: z.literal("words"), words: z.string() }),
]);

/** Races a student's class in the workbench's frame: its path, or in a sentence why there is none. */
export async function raceOutcome(code: OwnRunner, race: OwnRace): Promise<OwnPath> {
  try {
    const drawn = await code.run(race, raceMilliseconds);
    if (drawn === null)
      return words("This browser has nothing of yours in module 08. Open its workbench and write it there.");
    if (drawn.type === "words") return words(withPlace(drawn));
    const outcome = outcomeSchema.safeParse(drawn.picture.data).data;
    if (outcome?.type === "path") return outcome;
    return words(outcome?.words ?? "What came of it is no path that could be drawn.");
  } catch (error) {
    return words(error instanceof Error ? error.message : String(error));
  }
}

function words(sentence: string): OwnPath {
  return { type: "words", words: sentence.length > mostWords ? `${sentence.slice(0, mostWords)} …` : sentence };
}

function withPlace({ words: said, where }: { readonly words: string; readonly where: string | null }): string {
  const told = said.replace(/^(?=\w*Error: )/, "it throws ");
  return where === null || told.includes(where) ? told : `${told} (${where})`;
}
