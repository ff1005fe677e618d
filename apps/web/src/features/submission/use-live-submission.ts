import { useQueryClient } from "@tanstack/react-query";
import { isLastEvent, type Submission, type SubmissionEvent } from "@tinytorch/api";
import { useEffect, useState } from "react";
import { standingQuery } from "../../queries/course.ts";
import { noticeRefusal, service } from "../../session/session.ts";

interface Live {
  /** The last thing that happened; null before anything was heard. */
  readonly event: SubmissionEvent | null;
  /** Nothing is heard of the service, and it is asked again and again. */
  readonly isLost: boolean;
  /** Why nothing more is heard, until `retry`. */
  readonly error: unknown;
  readonly retry: () => void;
}

/** Follows a submission until it is graded, over dropped connections too; what is shown of it is asked for anew then. */
export function useLiveSubmission({ id, module, status }: Pick<Submission, "id" | "module" | "status">): Live {
  const queries = useQueryClient();
  const [event, setEvent] = useState<SubmissionEvent | null>(null);
  const [isLost, setLost] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const [tries, setTries] = useState(0);
  const waits = status === "queued" || status === "running";

  // `tries` is there to begin anew.
  useEffect(() => {
    if (!waits) return;
    const ending = new AbortController();
    const follow = async () => {
      try {
        const stream = service().events(id, {
          signal: ending.signal,
          // For as long as somebody has the page open: a service that was stopped may be away for longer than a line.
          retries: Number.POSITIVE_INFINITY,
          onConnection: (isThere) => setLost(!isThere && !ending.signal.aborted),
        });
        for await (const told of stream) {
          setEvent(told);
          if (isLastEvent(told)) break;
        }
        await queries.invalidateQueries({ queryKey: ["submissions"] });
        await queries.invalidateQueries({ queryKey: ["grades"] });
        await queries.invalidateQueries({ queryKey: standingQuery(module).queryKey });
      } catch (problem) {
        if (ending.signal.aborted) return;
        noticeRefusal(problem);
        // It answered, and refused.
        setLost(false);
        setError(problem);
      }
    };
    void follow();
    return () => ending.abort();
  }, [id, module, waits, tries, queries]);

  return {
    event,
    isLost,
    error,
    retry: () => {
      setError(null);
      setTries(tries + 1);
    },
  };
}
