import type { Standing } from "@tinytorch/api";
import { sayLate } from "./late.ts";
import styles from "./note.module.css";
import { When } from "./when.tsx";

/** What handing in now would mean for the grade; nothing where it means nothing in particular. */
export function StandingNote({ standing }: { readonly standing: Standing }) {
  const { open, closes, late, atMost, maxScore, canCount, couldLower, waiting, release, attempts, nextAttempt } =
    standing;
  if (!open && release !== null && Date.parse(release) > Date.now()) {
    return (
      <p className={styles.note}>
        This module takes work from <When at={release} /> on.
      </p>
    );
  }
  if (!open) {
    return (
      <p className={styles.note}>
        This module takes no more work
        {closes !== null && (
          <>
            : the last moment for it was <When at={closes} />
          </>
        )}
        .
      </p>
    );
  }
  const sentences = [
    late === null ? null : `Handed in now it is ${sayLate(late)}, so at most ${atMost} of ${maxScore} points.`,
    canCount ? null : "Your points were given by hand: what you hand in now is graded, and does not change them.",
    couldLower ? "The last submission counts, and this one could count less than what you have." : null,
    attempts === null
      ? null
      : `${attempts.left} of ${attempts.allowed} attempts are left; one that does not load takes none.`,
    waiting > 0
      ? `${waiting === 1 ? "One submission of yours is" : `${waiting} submissions of yours are`} still to be graded.`
      : null,
  ].filter((sentence) => sentence !== null);
  return (
    <>
      {sentences.map((sentence) => (
        <p key={sentence} className={styles.note}>
          {sentence}
        </p>
      ))}
      {nextAttempt !== null && (
        <p className={styles.note}>
          The next attempt is taken from <When at={nextAttempt} /> on.
        </p>
      )}
    </>
  );
}
