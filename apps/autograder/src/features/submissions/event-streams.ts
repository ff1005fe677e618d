import { Readable } from "node:stream";
import { ApiError, isLastEvent, type SubmissionEvent } from "@tinytorch/api";
import type { Context } from "../../context.ts";
import { deadLetterSentence } from "../../dispatcher.ts";
import type { StoredSubmission } from "../../store/submissions.ts";
import { eventId, type FeedEvent } from "../../submission-feed.ts";

const streamsPerAccount = 16;
const streamsInAll = 1_000;
const retrySeconds = 10;
/** A comment is sent this often, so that nobody in between takes the stream for dead. */
const signOfLifeMilliseconds = 15_000;
/** A reader this far behind is dropped; it can come back with the id of the last event it saw. */
const unreadBytes = 65_536;

/** The event streams that are open, so many for an account and so many in all. */
export interface EventStreams {
  /**
   * The present state at once, unless its id is that of the last event `seen`, then each change as it happens, to the end.
   * @throws ApiError `too-many-streams`.
   */
  open(accountId: string, submission: StoredSubmission, seen: string | undefined): Readable;
  /** Ends them all. */
  close(): void;
}

export function eventStreams({ store, feed }: Pick<Context, "store" | "feed">): EventStreams {
  const open = new Map<string, Set<Readable>>();
  let openInAll = 0;

  return {
    open(accountId, submission, seen) {
      const streams = open.get(accountId) ?? new Set();
      if (streams.size >= streamsPerAccount || openInAll >= streamsInAll) {
        throw new ApiError("too-many-streams", { retryAfter: retrySeconds });
      }
      const stream = new Readable({ read() {} });
      open.set(accountId, streams.add(stream));
      openInAll += 1;

      let position = 0;
      const tell = (told: FeedEvent) => {
        if (told.event.type === "queued") {
          if (told.event.position === position) return;
          position = told.event.position;
        }
        if (stream.readableLength > unreadBytes) stream.destroy();
        else stream.push(frame(told));
        if (isLastEvent(told.event)) stream.push(null);
      };
      const unfollow = feed.follow(submission.id, tell);
      const signOfLife = setInterval(() => stream.push(":\n\n"), signOfLifeMilliseconds);
      stream.once("close", () => {
        unfollow();
        clearInterval(signOfLife);
        openInAll -= 1;
        streams.delete(stream);
        if (streams.size === 0) open.delete(accountId);
      });

      const present = presentState(submission);
      if (present.id === undefined || present.id !== seen) tell(present);
      return stream;
    },
    close() {
      for (const streams of open.values()) for (const stream of streams) stream.push(null);
    },
  };

  function presentState(submission: StoredSubmission): FeedEvent {
    const event = presentEvent(submission);
    const latest = event.type === "started" ? feed.latest(submission.id) : undefined;
    return latest ?? { id: eventId(submission.fencingToken, event), event };
  }

  function presentEvent({ id, status, score, maxScore }: StoredSubmission): SubmissionEvent {
    if (status === "graded" && score !== null && maxScore !== null) return { type: "graded", score, maxScore };
    if (status === "failed") return { type: "failed", message: deadLetterSentence };
    const place = store.queue.place(id);
    return place === undefined ? { type: "started" } : { type: "queued", ...place };
  }
}

function frame({ id, event }: FeedEvent): string {
  const idLine = id === undefined ? "" : `id: ${id}\n`;
  return `${idLine}event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
}
