import { File, FingerprintIndex, Region, TokenizedFile } from "@dodona/dolos-core";
import type { SubmittedFiles } from "@tinytorch/course";
import { openModule } from "@tinytorch/course-files";
import { defaultParameters, findSimilar } from "@tinytorch/similarity";
import { comparePairs } from "../../packages/similarity/src/compare.ts";
import { fingerprintsOf, rowsEach, wordsEach } from "../../packages/similarity/src/fingerprints.ts";
import { openTokenizer, type Tokenizer } from "../../packages/similarity/src/tokenizer.ts";
import { moduleId, root } from "../grading/reference.ts";
import { machine } from "../machine.ts";
import { classOfVariants } from "./class-of-variants.ts";

export interface SimilarityBenchOptions {
  readonly students: number;
  /** Of so many students all pairs are also compared directly. */
  readonly direct: number;
  readonly module?: string | undefined;
  readonly json: boolean;
}

/**
 * Compares a class of variants of a module's solution as the server does, in a process of its own, and then beside each other
 * the pairs by our index and each pair directly by dolos-core.
 */
export async function benchSimilarity({
  students,
  direct,
  module = moduleId,
  json,
}: SimilarityBenchOptions): Promise<void> {
  const opened = await openModule(root, module);
  const [solution, starter] = [await opened.solutionFiles(), await opened.starterFiles()];
  const { submissions, copies } = classOfVariants(solution, students, 7);
  const names = [...submissions.keys()];

  const start = performance.now();
  let readAt = start;
  const report = await findSimilar({
    submissions: names,
    starter,
    parameters: defaultParameters,
    filesOf: (name) => submissions.get(name) ?? {},
    onProgress({ comparing }) {
      if (comparing) readAt = performance.now();
    },
  });
  const seconds = (performance.now() - start) / 1_000;
  const found = new Set(report.pairs.map(({ left, right }) => `${left} ${right}`));
  const figures = {
    module,
    students,
    bytes: [...submissions.values()].reduce((sum, files) => sum + Object.values(files).join("").length, 0),
    seconds,
    readingSeconds: (readAt - start) / 1_000,
    pairsAbove: report.above,
    copies: copies.length,
    copiesFound: copies.filter(([left, right]) => found.has(`${left} ${right}`)).length,
    ...(await compareWays(
      starter,
      names.slice(0, direct).map((name) => submissions.get(name) ?? {}),
    )),
    machine: machine(),
  };
  process.stdout.write(json ? `${JSON.stringify(figures, null, 2)}\n` : describe(figures));
}

/** Milliseconds for all pairs, by our index and one by one, of the same words. */
async function compareWays(starter: SubmittedFiles, submissions: readonly SubmittedFiles[]) {
  const tokenizer = await openTokenizer();
  const tokenized = submissions.map((files, index) => ({ id: String(index), files: tokensOf(tokenizer, files) }));
  const given = tokensOf(tokenizer, starter);
  const printed = (files: ReturnType<typeof tokensOf>) =>
    files.flatMap(({ path, tokens }) => fingerprintsOf(path, tokens));

  const begun = performance.now();
  comparePairs(
    tokenized.map(({ id, files }) => ({ id, fingerprints: printed(files) })),
    printed(given),
    defaultParameters,
  );
  const indexed = performance.now();
  const most = (submissions.length * defaultParameters.commonPercent) / 100;
  const dolos = new FingerprintIndex(wordsEach, rowsEach, false, most);
  dolos.addIgnoredFile(asOneFile("starter", given));
  dolos.addFiles(tokenized.map(({ id, files }) => asOneFile(id, files)));
  dolos.allPairs("similarity");
  const ended = performance.now();
  return { direct: submissions.length, indexMilliseconds: indexed - begun, directMilliseconds: ended - indexed };
}

function tokensOf(tokenizer: Tokenizer, files: SubmittedFiles) {
  return Object.entries(files).flatMap(([path, text]) => {
    const tokens = tokenizer.tokenize(text);
    return tokens === null ? [] : [{ path, tokens }];
  });
}

function asOneFile(name: string, files: ReturnType<typeof tokensOf>): TokenizedFile {
  const words = files.flatMap(({ tokens }) => [...tokens.words]);
  return new TokenizedFile(
    new File(name, ""),
    words,
    words.map((_, place) => new Region(place, 0, place, 1)),
  );
}

function describe(figures: {
  readonly [name: string]: unknown;
  readonly seconds: number;
  readonly readingSeconds: number;
  readonly indexMilliseconds: number;
  readonly directMilliseconds: number;
}): string {
  const { module, students, seconds, readingSeconds, pairsAbove, copies, copiesFound, direct } = figures;
  const { indexMilliseconds, directMilliseconds } = figures;
  return `${[
    `${students} submissions of ${module}: ${seconds.toFixed(1)} s in a process of its own, of which ${readingSeconds.toFixed(1)} s reading`,
    `${copiesFound} of ${copies} copies found, ${pairsAbove} pairs above the threshold`,
    `all pairs of ${direct}, fingerprints included: ${indexMilliseconds.toFixed(0)} ms by the index; baseline, each pair by dolos-core: ${directMilliseconds.toFixed(0)} ms`,
    `the index is ${(directMilliseconds / indexMilliseconds).toFixed(1)} times as fast`,
  ].join("\n")}\n`;
}
