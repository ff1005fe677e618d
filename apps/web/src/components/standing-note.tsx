import type { Standing } from "@tinytorch/api";
import { type Sentence, sayRisk, sayStanding } from "@tinytorch/api/words";
import { Fragment } from "react";
import styles from "./note.module.css";
import { When } from "./when.tsx";

/** What handing in now would mean for the grade; nothing where it means nothing in particular. */
export function StandingNote({ standing }: { readonly standing: Standing }) {
  const { open, late, canCount, waiting, grade } = standing;
  const told = sayStanding(standing, Date.now());
  const sentences: readonly (readonly [name: string, sentence: Sentence | null])[] = [
    // Until when work is in time stands on the page already.
    ["time", open && late === null ? null : told.time],
    ["attempts", told.attempts],
    ["late days", wordsOf(told.lateDays)],
    ["risk", wordsOf(sayRisk(standing))],
    ["grade", open && (waiting > 0 || (grade !== null && !canCount)) ? [told.grade] : null],
  ];
  return sentences.map(
    ([name, sentence]) =>
      sentence !== null && (
        <p key={name} className={styles.note}>
          {sentence.map((part) =>
            typeof part === "string" ? <Fragment key={part}>{part}</Fragment> : <When key={part.at} at={part.at} />,
          )}
        </p>
      ),
  );
}

function wordsOf(text: string | null): Sentence | null {
  return text === null ? null : [text];
}
