import { Readable } from "node:stream";
import { ApiError, isLastEvent, type SubmissionEvent } from "@tinytorch/api";
import type { Context } from "../../context.ts";
import { deadLetterSentence } from "../../grading/outcomes.ts";
import { eventId, type FeedEvent } from "../../grading/submission-feed.ts";
import type { StoredSubmission } from "./store.ts";

const streamsPerAccount = 16;
const streamsInAll = 1_000;
const retrySeconds = 10;
/** A comment is sent this often, so that nobody in between takes the stream for dead. */
const signOfLifeMilliseconds = 15_000;
/** A reader this far behind is dropped; it can come back with the id of the last event it saw. */
const unreadBytes = 65_536;

/** Who reads a stream. It ends as soon as they may not read it any more: signed out, or the submission is out of their reach. */
export interface StreamReader {
  readonly accountId: string;
  /** Whether they are signed in and may see it, by now. */
  mayRead(): boolean;
}

/** The event streams that are open, so many for an account and so many in all. */
export interface EventStreams {
  /**
   * The present state at once, unless its id is that of the last event `seen`, then each change as it happens, to the end.
   * @throws ApiError `too-many-streams`.
   */
  open(reader: StreamReader, submission: StoredSubmission, seen: string | undefined): Readable;
  /** Ends them all. */
  close(): void;
}

export function eventStreams({ store, feed }: Pick<Context, "store" | "feed">): EventStreams {
  const open = new Map<string, Set<Readable>>();
  const checks = new Map<Readable, () => void>();
  let openInAll = 0;
  const checkAll = () => {
    for (const check of checks.values()) check();
  };
  store.credentials.onRevoked(checkAll);
  store.people.onChanged(checkAll);

  return {
    open({ accountId, mayRead }, submission, seen) {
      const streams = open.get(accountId) ?? new Set();
      if (streams.size >= streamsPerAccount || openInAll >= streamsInAll) {
        throw new ApiError("too-many-streams", { retryAfter: retrySeconds });
      }
      const stream = new Readable({ read() {} });
      open.set(accountId, streams.add(stream));
      openInAll += 1;

      let position = 0;
      /** Ends the stream of one who lost the right to it, here or by another program: by time, role, section or a credential's end. */
      const isAllowed = () => {
        if (!mayRead()) stream.destroy();
        return !stream.destroyed;
      };
      const tell = (told: FeedEvent) => {
        if (told.event.type === "queued") {
          if (told.event.position === position) return;
          position = told.event.position;
        } else {
          // Who waits again after an attempt is told so, in the same place too.
          position = 0;
        }
        if (!isAllowed()) return;
        if (stream.readableLength > unreadBytes) stream.destroy();
        else stream.push(frame(told));
        if (isLastEvent(told.event)) stream.push(null);
      };
      const unfollow = feed.follow(submission.id, tell);
      const signOfLife = setInterval(() => {
        if (stream.readableLength > unreadBytes) stream.destroy();
        else if (isAllowed()) stream.push(":\n\n");
      }, signOfLifeMilliseconds);
      checks.set(stream, isAllowed);
      stream.once("close", () => {
        unfollow();
        clearInterval(signOfLife);
        checks.delete(stream);
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
