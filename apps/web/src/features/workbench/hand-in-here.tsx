import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ApiError, ServiceUnreachableError } from "@tinytorch/api";
import { type ReactNode, useEffect, useRef, useState } from "react";
import note from "../../components/note.module.css";
import { Problem } from "../../components/problem.tsx";
import { StandingNote } from "../../components/standing-note.tsx";
import { pastSubmissionsQuery, standingQuery } from "../../queries/course.ts";
import { isRefusal, noticeRefusal, service } from "../../session/session.ts";
import { useSession } from "../../session/use-session.ts";
import type { Work } from "./kept/work.ts";
import type { WaitingHandIn } from "./kept/work-store.ts";

/** Work that could not be sent is sent again so often (ms), and as soon as the browser is back on line. */
const againMilliseconds = 10_000;

interface HandInHereProps {
  readonly module: string;
  readonly work: Work;
  /** What becomes of a submission. */
  readonly report: (id: string) => ReactNode;
}

/**
 * Hands in what is in the editor, and shows what becomes of it. Work is kept until it has arrived, under a key by which it is handed in
 * once: over a reload, a session that ended and a line that is down.
 */
export function HandInHere({ module, work, report }: HandInHereProps) {
  const standing = useQuery(standingQuery(module));
  const session = useSession();
  const queries = useQueryClient();
  const [waiting, setWaiting] = useState<WaitingHandIn | null>(null);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const [submission, setSubmission] = useState<string | null>(null);
  const result = useRef<HTMLElement>(null);
  /** Before then (ms since 1970) the service asked not to be asked again. */
  const notBefore = useRef(0);

  // What was left waiting when the page was closed.
  useEffect(() => {
    void work.waiting().then((left) => left !== undefined && setWaiting(left));
  }, [work]);

  const change = async (next: WaitingHandIn | null) => {
    await work.keepWaiting(next).catch(() => undefined);
    setWaiting(next);
  };

  const send = async ({ files, key }: WaitingHandIn) => {
    setSending(true);
    try {
      const { id } = await service().submit({ module, files: { ...files }, idempotencyKey: key });
      await change(null);
      setProblem(null);
      setSubmission(id);
      void queries.invalidateQueries({ queryKey: pastSubmissionsQuery(module).queryKey });
      void queries.invalidateQueries({ queryKey: standingQuery(module).queryKey });
      void work.keepVersion("handed in", files);
    } catch (error) {
      noticeRefusal(error);
      setProblem(error);
      notBefore.current = Date.now() + retryAfterOf(error) * 1_000;
      // What the service refuses it refuses again.
      if (!mayArriveLater(error)) await change(null);
    } finally {
      setSending(false);
    }
  };

  const sendWaiting = useRef(() => {});
  sendWaiting.current = () => {
    if (waiting !== null && !isSending && Date.now() >= notBefore.current) void send(waiting);
  };
  const isKnown = session.kind === "signed-in";
  useEffect(() => {
    if (waiting === null || !isKnown) return;
    const again = () => sendWaiting.current();
    again();
    const timer = setInterval(again, againMilliseconds);
    addEventListener("online", again);
    return () => {
      clearInterval(timer);
      removeEventListener("online", again);
    };
  }, [waiting, isKnown]);

  useEffect(() => {
    if (submission !== null) result.current?.scrollIntoView({ block: "nearest" });
  }, [submission]);

  const begin = (next: WaitingHandIn | null) => {
    setProblem(null);
    notBefore.current = 0;
    void change(next);
  };
  const handIn = () => begin({ files: work.state.files, at: Date.now(), key: crypto.randomUUID() });
  const open = standing.data?.open ?? true;
  return (
    <section aria-labelledby="hand-in-here">
      <h2 id="hand-in-here">Hand in</h2>
      {standing.data !== undefined && <StandingNote standing={standing.data} />}
      {waiting !== null && problem !== null && (
        <div role="status" className={note.note}>
          <p>
            {sayWhy(problem)} Your work is kept here and handed in by itself once that is over; it counts from when it
            arrives.
          </p>
          {/* Who stands on it is not put off it by each time that it is sent. */}
          <button type="button" aria-disabled={isSending} onClick={() => !isSending && begin(null)}>
            Do not hand it in
          </button>
        </div>
      )}
      {waiting === null && problem !== null && <Problem error={problem} />}
      {open && (
        <p>
          <button type="button" className="primary" disabled={waiting !== null} onClick={handIn}>
            {isSending ? "Handing in …" : "Hand in"}
          </button>
        </p>
      )}
      {submission !== null && (
        <section ref={result} aria-label="What becomes of it">
          {report(submission)}
        </section>
      )}
    </section>
  );
}

/** Whether the same may be taken later: nobody answered, somebody must sign in first, or the service is busy. */
function mayArriveLater(error: unknown): boolean {
  if (error instanceof ServiceUnreachableError || isRefusal(error)) return true;
  return error instanceof ApiError && (error.code === "unavailable" || error.code === "rate-limited");
}

/** Why work waits. */
function sayWhy(problem: unknown): string {
  if (isRefusal(problem)) return "Your session has ended.";
  return problem instanceof ApiError ? problem.message : "The service does not answer.";
}

/** After how many seconds the service wants to be asked again. */
function retryAfterOf(error: unknown): number {
  return error instanceof ApiError ? (error.retryAfter ?? 0) : 0;
}
