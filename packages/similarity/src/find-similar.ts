import type { SubmittedFiles } from "@tinytorch/course";
import {
  ReaderEndedError,
  type ReaderLimits,
  type ReaderProcess,
  readerLimits,
  startReaderProcess,
} from "./reader-process.ts";
import type { Parameters, SimilarityReport } from "./report.ts";

export interface SimilarityRequest {
  /** Ids of submissions, in the order in which they came. */
  readonly submissions: readonly string[];
  readonly starter: SubmittedFiles;
  readonly parameters: Parameters;
  /** Asked for one after another, so that no more than one is held here. */
  filesOf(submission: string): SubmittedFiles;
  onProgress?(progress: SimilarityProgress): void;
  readonly signal?: AbortSignal;
  readonly limits?: ReaderLimits;
}

/** Of so many submissions so many are read; `comparing` once all are. */
export interface SimilarityProgress {
  readonly read: number;
  readonly total: number;
  readonly comparing: boolean;
}

/** It was ended by whoever asked for it. */
export class SimilarityCancelledError extends Error {
  override readonly name = "SimilarityCancelledError";
}

/** A process that dies is believed to die of what it reads when it comes twice, and is begun anew so often in all. */
const mostStarts = 6;

/**
 * Finds which submissions share passages of code, in a process of its own that runs none of it. A submission that brings the
 * process down twice is left out, and the report says so.
 * @throws SimilarityCancelledError; ReaderEndedError when the process does not come to an end, whatever is left out.
 */
export async function findSimilar(request: SimilarityRequest): Promise<SimilarityReport> {
  const ends = new Map<string | null, number>();
  for (let start = 1; ; start += 1) {
    let reading: string | null = null;
    try {
      return await attempt(request, ends, (submission) => {
        reading = submission;
      });
    } catch (error) {
      if (!(error instanceof ReaderEndedError) || start === mostStarts) throw error;
      ends.set(reading, (ends.get(reading) ?? 0) + 1);
      // Where nothing was being read there is nothing to leave out.
      if (reading === null && ends.get(reading) === 2) throw error;
    }
  }
}

async function attempt(
  request: SimilarityRequest,
  ends: ReadonlyMap<string | null, number>,
  onReading: (submission: string | null) => void,
): Promise<SimilarityReport> {
  const { submissions, starter, parameters, filesOf, onProgress, signal, limits = readerLimits } = request;
  if (signal?.aborted) throw new SimilarityCancelledError();
  const reader = startReaderProcess(limits);
  const cancel = () => reader.kill();
  signal?.addEventListener("abort", cancel);
  const total = submissions.length;
  try {
    await reader.ask({ type: "begin", starter: { ...starter }, parameters });
    for (const [read, id] of submissions.entries()) {
      onProgress?.({ read, total, comparing: false });
      onReading(id);
      await readOne(reader, id, ends.get(id) === 2, filesOf);
      onReading(null);
    }
    onProgress?.({ read: total, total, comparing: true });
    const reply = await reader.ask({ type: "compare" });
    if (reply.type === "report") return reply.report;
    throw new Error(`internal: similarity: the answer must be a report, got ${reply.type}`);
  } catch (error) {
    throw signal?.aborted ? new SimilarityCancelledError() : error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    reader.kill();
  }
}

async function readOne(
  reader: ReaderProcess,
  id: string,
  isLeftOut: boolean,
  filesOf: SimilarityRequest["filesOf"],
): Promise<void> {
  const problem = "It brought down the process that reads submissions, twice: it is not compared.";
  if (isLeftOut) {
    await reader.ask({ type: "leave-out", id, problem });
    return;
  }
  await reader.ask({ type: "read", id, files: { ...filesOf(id) } });
}
