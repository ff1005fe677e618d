import { InfrastructureError } from "@tinytorch/course";
import { type Attempt, blameFor, causeOf } from "./sandbox-end.ts";
import type { SandboxNotice } from "./sandbox-notice.ts";

export interface SecondTryOptions<Answer> {
  readonly during: SandboxNotice["during"];
  readonly onNotice: (notice: SandboxNotice) => void;
  /** Answers that are no accident, however they look. */
  readonly isFinal?: (answer: Answer) => boolean;
}

/**
 * Asks again, each time of a fresh process, until there is an answer or the same side is to blame twice: once may be an
 * accident. What the submission did twice is the answer.
 *
 * @throws InfrastructureError when the machine ended it twice: that says nothing about the submission.
 */
export async function withSecondTry<Answer extends Attempt>(
  ask: () => Promise<Answer>,
  { during, onNotice, isFinal = () => false }: SecondTryOptions<Answer>,
): Promise<Answer> {
  const times = { submission: 0, machine: 0 };
  for (;;) {
    const answer = await ask();
    const blame = blameFor(answer);
    if (blame === null || isFinal(answer)) return answer;
    times[blame] += 1;
    const cause = causeOf(answer);
    onNotice({ during, blame, cause, time: times[blame] });
    if (times.submission === 2) return answer;
    if (times.machine === 2) throw new InfrastructureError(`sandbox: it must stay alive and run, got twice ${cause}`);
  }
}
