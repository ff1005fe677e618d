import { randomInt } from "node:crypto";
import {
  checkSubmission,
  defaultLimits,
  InfrastructureError,
  type LoadProblem,
  limitsFor,
  type ModuleManifest,
  type Outcome,
  type Report,
  type SandboxJail,
  type SubmittedFiles,
  score,
} from "@tinytorch/course";
import { contentHash, libraryEntry, moduleIds, moduleVersion, readManifest } from "@tinytorch/course-files";
import { LibraryBundles, SandboxPool, SubmissionSession } from "@tinytorch/sandbox";
import { buildReport } from "./build-report.ts";
import { diagnoseRun } from "./diagnose-run.ts";
import { Evidence } from "./evidence.ts";
import { type CheckRequest, type GradeRequest, type Grader, RunCancelledError } from "./grader.ts";
import { type PreparedModule, prepareModule } from "./prepared-modules.ts";
import { runnerHash } from "./run-hashes.ts";
import { selectTests } from "./select-tests.ts";
import { SuiteRunner } from "./suite-runner.ts";

/** How many of the course's own a sandbox process serves: fewer than would use up the processor time of its whole life. */
export const ownWorkEach = 20;

/**
 * A grader inside this process. It brings vitest with it, which takes over parts of a process (its environment, its
 * exit code): `startGrader` keeps that in a process of its own.
 */
export async function openGrader(root: string, jail: SandboxJail, submissionsEach: number): Promise<Grader> {
  const ids = await moduleIds(root);
  const manifests = await readableManifests(root, ids);
  const versions = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await moduleVersion(root, id)])));
  const library = new LibraryBundles(libraryEntry);
  const packages = await library.modules(manifests.flatMap(({ allowedImports }) => allowedImports));
  const limits = [defaultLimits, ...manifests.map((manifest) => limitsFor(manifest.limits))];
  const pool = await SandboxPool.open({
    packages,
    memoryMegabytes: limits.at(-1)?.memoryMegabytes ?? defaultLimits.memoryMegabytes,
    replyBytes: 2 * Math.max(...limits.map((each) => Math.max(each.replyBytes, each.consoleBytes))),
    cpuSeconds: Math.ceil((2 * Math.max(...limits.map((each) => each.runMilliseconds))) / 1000),
    jail,
    warm: 1,
    submissionsEach,
  });
  const preparation = { root, versions, library, sandboxVersion: pool.version };
  const prepared = new Map<string, PreparedModule>();
  const suites = await SuiteRunner.open(root);
  let isGrading = false;

  async function prepare(id: string): Promise<PreparedModule> {
    const known = prepared.get(id) ?? (await prepareModule(id, preparation));
    prepared.set(id, known);
    return known;
  }

  return {
    layers: pool.layers,
    version: contentHash({ ...versions, packages: contentHash(packages), runner: runnerHash(pool.version) }),
    async grade(request) {
      const module = await prepare(request.moduleId);
      const { extraImports = [] } = request;
      const extra = extraImports.length === 0 ? undefined : { ...packages, ...(await library.modules(extraImports)) };
      isGrading = true;
      try {
        return await grade(module, pool, suites, request, extra);
      } catch (error) {
        throw request.signal?.aborted === true ? new RunCancelledError() : error;
      } finally {
        isGrading = false;
      }
    },
    async check({ moduleId, files, onNotice }) {
      const manifest = manifests.find(({ id }) => id === moduleId);
      if (manifest === undefined) throw new InfrastructureError(`check: no module is called ${moduleId}`);
      pool.keepSpare();
      const problems = await check(manifest, pool, { files, onNotice });
      // Else the run does it when it has ended.
      if (!isGrading) pool.refill();
      return problems;
    },
    close: async () => {
      await Promise.all([pool.close(), suites.close()]);
    },
  };
}

async function grade(
  module: PreparedModule,
  pool: SandboxPool,
  suites: SuiteRunner,
  { files, seed, extraImports = [], tests, diagnose = tests === undefined, ...hooks }: GradeRequest,
  packages: Readonly<Record<string, string>> | undefined,
): Promise<Report> {
  const begun = performance.now();
  const { onProgress, onNotice, onLoaded, signal } = hooks;
  const { manifest, hashes } = module;
  const { rubric, suiteFiles } = selectTests(module, tests);
  refuseMisfit(manifest, files);
  const { entry, exports } = manifest;
  const allowedImports = [...manifest.allowedImports, ...extraImports];
  const limits = limitsFor(manifest.limits);
  // The library itself is held to a suite by way of more imports: nothing is withheld from it.
  const { fileImports, withheld } = extraImports.length > 0 ? {} : manifest;
  const rules = { allowedImports, fileImports, withheld, module: manifest.id };
  const submission = { files, entry, exports, ...rules, packages, seed, limits, onNotice, signal };
  const session = new SubmissionSession(pool, submission);
  // What breaks instead is told by the first evaluation.
  if (onLoaded !== undefined) session.loaded().then(onLoaded, () => {});
  const evidence = new Evidence();
  let inSandbox = 0;
  let done = 0;
  let console = "";
  let outcomes: readonly Outcome[];
  let diagnosis: string | null = null;
  let loadProblems: readonly LoadProblem[];
  try {
    outcomes = await suites.run(
      { folder: module.hiddenFolder, files: suiteFiles, seed, rubric, onlyTests: tests ?? null },
      {
        evaluate: async (request) => {
          const start = performance.now();
          const answer = await session.evaluate(request.source, request.args);
          inSandbox += performance.now() - start;
          evidence.record(request, answer);
          return answer;
        },
        onTestEnd: ({ id, state }) => {
          if (state === "passed") evidence.forget(id);
          onProgress?.({ done: ++done, total: rubric.tests.length });
        },
      },
    );
    loadProblems = await session.loaded();
    if (diagnose) {
      const start = performance.now();
      const open = (files: SubmittedFiles) =>
        new SubmissionSession(pool, { ...submission, files, onNotice: undefined });
      diagnosis = await diagnoseRun(module, outcomes, evidence, open);
      inSandbox += performance.now() - start;
    }
    // A suspect that was cancelled says nothing: the report would be another one than the run's.
    signal?.throwIfAborted();
  } finally {
    console = await session.close().finally(() => {
      pool.refill();
      suites.refill();
    });
  }
  const total = performance.now() - begun;
  return buildReport(rubric, score(rubric, outcomes), {
    seed,
    sha256: contentHash(files),
    hashes,
    limits,
    layers: pool.layers,
    timings: { sandbox: inSandbox, tests: total - inSandbox, total },
    console,
    loadProblems,
    diagnosis,
  });
}

async function check(
  manifest: ModuleManifest,
  pool: SandboxPool,
  { files, onNotice }: Omit<CheckRequest, "moduleId">,
): Promise<readonly LoadProblem[]> {
  refuseMisfit(manifest, files);
  const { entry, exports, allowedImports, fileImports, withheld } = manifest;
  const limits = limitsFor(manifest.limits);
  const rules = { allowedImports, fileImports, withheld, module: manifest.id };
  // Any seed, as for a run: by its chance a submission could else tell that it is only looked at.
  const seed = randomInt(2 ** 48 - 1);
  const session = new SubmissionSession(pool, { files, entry, exports, ...rules, seed, limits, onNotice });
  try {
    return await session.loaded();
  } finally {
    await session.close();
  }
}

/** @throws InfrastructureError when the files are none that the module takes: whoever accepted them should have said so. */
function refuseMisfit(manifest: ModuleManifest, files: SubmittedFiles): void {
  const [problem] = checkSubmission(manifest, files);
  if (problem !== undefined) throw new InfrastructureError(`grade: ${problem.message}`);
}

/** One that is malformed is told by its own module's first run, and stops no other. */
async function readableManifests(root: string, ids: readonly string[]): Promise<readonly ModuleManifest[]> {
  const read = await Promise.allSettled(ids.map((id) => readManifest(root, id)));
  return read.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}
