import type { SubmissionEvent } from "@tinytorch/api";

type Waiting = Extract<SubmissionEvent, { readonly type: "queued" }>;

/** A place in the queue for a person: `number 3 in the queue, about 4 s`. */
export function viewPlace(position: number, waitSeconds: number | null): string {
  const place = position === 1 ? "next to be graded" : `number ${position} in the queue`;
  return waitSeconds === null || waitSeconds < 1 ? place : `${place}, in about ${duration(waitSeconds)}`;
}

/** What is told to who watches a submission wait. */
export function viewWaiting({ position, waitSeconds, takesLong }: Waiting): string {
  if (!takesLong) return `waiting, ${viewPlace(position, waitSeconds)}`;
  return "waiting: this one takes its time, so quicker ones go first; then it is graded to its end, and nothing is lost";
}

function duration(seconds: number): string {
  return seconds < 90 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
