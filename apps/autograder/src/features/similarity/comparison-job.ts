import type { SubmittedFiles } from "@tinytorch/course";
import {
  findSimilar,
  type Parameters,
  ReaderEndedError,
  SimilarityCancelledError,
  type SimilarityProgress,
} from "@tinytorch/similarity";
import type { FastifyBaseLogger } from "fastify";
import type { Similarity } from "./store.ts";

/** What is compared, and under which comparison it is stored. */
export interface ComparisonWork {
  readonly id: string;
  readonly submissions: readonly string[];
  readonly starter: SubmittedFiles;
  readonly parameters: Parameters;
}

/** The one comparison that may be under way in this server. */
export interface ComparisonJob {
  /** Begins it; what becomes of it is stored. */
  begin(work: ComparisonWork): void;
  /** Null when this one is not under way. */
  progress(id: string): SimilarityProgress | null;
  /** Ends what is under way, whose process is gone afterwards. */
  stop(): Promise<void>;
}

interface Running {
  readonly id: string;
  readonly cancel: AbortController;
  progress: SimilarityProgress;
  end: Promise<void>;
}

export function openComparisonJob(store: Similarity, log: FastifyBaseLogger): ComparisonJob {
  let running: Running | undefined;

  async function work({ id, ...work }: ComparisonWork, cancel: AbortController): Promise<void> {
    try {
      const report = await findSimilar({
        ...work,
        filesOf: store.filesOf,
        signal: cancel.signal,
        onProgress(progress) {
          if (running?.id === id) running.progress = progress;
        },
      });
      store.finish(id, report);
    } catch (error) {
      // Whoever cancelled it has stored that.
      if (error instanceof SimilarityCancelledError) return;
      if (!(error instanceof ReaderEndedError)) log.error({ err: error, comparison: id }, "a comparison broke");
      const problem =
        error instanceof ReaderEndedError ? error.message : "The comparison broke; the server's log says why.";
      store.end(id, "service", "failed", problem);
    }
  }

  return {
    begin(begun) {
      const cancel = new AbortController();
      const progress = { read: 0, total: begun.submissions.length, comparing: false };
      const own: Running = { id: begun.id, cancel, progress, end: Promise.resolve() };
      running = own;
      own.end = work(begun, cancel)
        .catch((error: unknown) => log.error({ err: error, comparison: begun.id }, "a comparison could not be stored"))
        .finally(() => {
          if (running === own) running = undefined;
        });
    },
    progress: (id) => (running?.id === id ? running.progress : null),
    async stop() {
      const current = running;
      current?.cancel.abort();
      await current?.end;
    },
  };
}
