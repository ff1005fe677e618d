import { Readable } from "node:stream";
import { ApiError, isLastEvent, type SubmissionEvent } from "@tinytorch/api";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import { z } from "zod";
import { accountOf } from "../authentication.ts";
import type { Context } from "../context.ts";
import { deadLetterSentence } from "../dispatcher.ts";
import type { StoredSubmission } from "../store/submissions.ts";
import { eventId, type FeedEvent } from "../submission-feed.ts";
import { documented } from "./documented.ts";
import { visibleSubmission } from "./submissions.ts";

const streamsPerAccount = 16;
const streamsInAll = 1_000;
const retrySeconds = 10;
/** A comment is sent this often, so that nobody in between takes the stream for dead. */
const signOfLifeMilliseconds = 15_000;
/** A reader this far behind is dropped; it can come back with the id of the last event it saw. */
const unreadBytes = 65_536;

/** `GET /v1/submissions/:id/events`: the present state at once, then each change as it happens, to the end. */
export function submissionEventRoutes({ store, feed }: Context): FastifyPluginAsyncZod {
  const open = new Map<string, Set<Readable>>();
  let openInAll = 0;

  return async (app) => {
    app.addHook("preClose", async () => {
      for (const streams of open.values()) for (const stream of streams) stream.push(null);
    });
    app.get(
      "/submissions/:id/events",
      {
        schema: {
          params: z.object({ id: z.uuid() }),
          headers: z.object({ "last-event-id": z.string().max(64).optional() }),
          produces: ["text/event-stream"],
          ...documented("submissions", "A submission's events, as server-sent events", {
            200: z.unknown(),
            204: z.undefined(),
          }),
        },
      },
      (request, reply) => {
        const account = accountOf(request);
        const submission = visibleSubmission(store.submissions, account, request.params.id);
        const seen = request.headers["last-event-id"];
        if (seen === "end") {
          reply.code(204).send(undefined);
          return;
        }

        const streams = open.get(account.id) ?? new Set();
        if (streams.size >= streamsPerAccount || openInAll >= streamsInAll) {
          throw new ApiError("too-many-streams", { retryAfter: retrySeconds });
        }
        const stream = new Readable({ read() {} });
        open.set(account.id, streams.add(stream));
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
          if (streams.size === 0) open.delete(account.id);
        });

        const present = presentState(submission);
        if (present.id === undefined || present.id !== seen) tell(present);
        reply
          .header("content-type", "text/event-stream; charset=utf-8")
          .header("cache-control", "no-store")
          .header("x-accel-buffering", "no")
          .send(stream);
      },
    );
  };

  function presentState(submission: StoredSubmission): FeedEvent {
    const event = presentEvent(submission);
    const latest = event.type === "started" ? feed.latest(submission.id) : undefined;
    return latest ?? { id: eventId(submission.fence, event), event };
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
