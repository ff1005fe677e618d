import type { SubmittedFiles } from "@tinytorch/course";
import { comparePairs, type Fingerprinted } from "./compare.ts";
import { type Fingerprint, fingerprintsOf } from "./fingerprints.ts";
import type { Parameters, SimilarityReport, Unread } from "./report.ts";
import { openTokenizer } from "./tokenizer.ts";

/** No file that a module takes is larger; one that is is left out. */
const fileBytes = 262_144;

/** Reads submissions one after another, and compares what it has read. */
export interface Reader {
  read(id: string, files: SubmittedFiles): void;
  /** Takes note of one that could not be read at all. */
  leaveOut(id: string, problem: string): void;
  report(): SimilarityReport;
}

/** Opens a reader of submissions to one module. A file that is as in the starter is not looked at. */
export async function openReader(starter: SubmittedFiles, parameters: Parameters): Promise<Reader> {
  const tokenizer = await openTokenizer();
  const given = new Set(Object.values(starter));
  const submissions: Fingerprinted[] = [];
  const unread: Unread[] = [];

  function fingerprints(path: string, text: string, tell: (problem: string) => void): readonly Fingerprint[] {
    const bytes = Buffer.byteLength(text);
    if (bytes > fileBytes) {
      tell(`${path} has ${bytes} bytes, more than the ${fileBytes} that are read: it is not compared.`);
      return [];
    }
    const tokens = tokenizer.tokenize(text);
    if (tokens === null) {
      tell(`${path} took too long to read: it is not compared.`);
      return [];
    }
    if (tokens.brokenLine !== null) {
      tell(`${path} is not TypeScript from line ${tokens.brokenLine} on: it is compared as far as it could be read.`);
    }
    return fingerprintsOf(path, tokens);
  }

  const ofStarter = Object.entries(starter).flatMap(([path, text]) => fingerprints(path, text, () => {}));
  return {
    read(id, files) {
      const own = Object.entries(files)
        .filter(([, text]) => !given.has(text))
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .flatMap(([path, text]) =>
          fingerprints(path, text, (problem) => unread.push({ submission: id, path, problem })),
        );
      submissions.push({ id, fingerprints: own });
    },
    leaveOut: (submission, problem) => void unread.push({ submission, path: null, problem }),
    report: () => {
      const { pairs, above } = comparePairs(submissions, ofStarter, parameters);
      return { pairs: [...pairs], above, unread };
    },
  };
}
