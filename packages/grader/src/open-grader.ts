import {
  checkSubmission,
  defaultLimits,
  InfrastructureError,
  limitsFor,
  type ModuleManifest,
  type Outcome,
  type Report,
  type SandboxJail,
  score,
} from "@tinytorch/course";
import { contentHash, moduleIds, moduleVersion, readManifest } from "@tinytorch/course-files";
import { SandboxPool, SubmissionSession, serveSuite } from "@tinytorch/sandbox";
import { buildReport } from "./build-report.ts";
import type { GradeRequest, Grader } from "./grader.ts";
import { LibraryBundles } from "./library-bundles.ts";
import { type PreparedModule, prepareModule } from "./prepared-modules.ts";
import { runnerHash } from "./run-hashes.ts";
import { selectTests } from "./select-tests.ts";
import { SuiteRunner } from "./suite-runner.ts";

/**
 * A grader inside this process. It brings vitest with it, which takes over parts of a process (its environment, its
 * exit code): `startGrader` keeps that in a process of its own.
 */
export async function openGrader(root: string, jail: SandboxJail = "auto"): Promise<Grader> {
  const ids = await moduleIds(root);
  const manifests = await readableManifests(root, ids);
  const versions = Object.fromEntries(await Promise.all(ids.map(async (id) => [id, await moduleVersion(root, id)])));
  const library = new LibraryBundles();
  const packages = await library.modules(manifests.flatMap(({ allowedImports }) => allowedImports));
  const limits = [defaultLimits, ...manifests.map((manifest) => limitsFor(manifest.limits))];
  const pool = await SandboxPool.open({
    packages,
    memoryMegabytes: limits.at(-1)?.memoryMegabytes ?? defaultLimits.memoryMegabytes,
    replyBytes: 2 * Math.max(...limits.map((each) => Math.max(each.replyBytes, each.consoleBytes))),
    cpuSeconds: Math.ceil((2 * Math.max(...limits.map((each) => each.runMilliseconds))) / 1000),
    jail,
    warm: 1,
  });
  const preparation = { root, versions, library, sandboxVersion: pool.version };
  const prepared = new Map<string, PreparedModule>();
  const suites = await SuiteRunner.open(root);

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
      return grade(module, pool, suites, request, extra);
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
  { files, seed, extraImports = [], tests, onProgress }: GradeRequest,
  packages: Readonly<Record<string, string>> | undefined,
): Promise<Report> {
  const begun = performance.now();
  const { manifest, hashes, known } = module;
  const { rubric, suiteFiles } = selectTests(module, tests);
  const [problem] = checkSubmission(manifest, files);
  if (problem !== undefined) throw new InfrastructureError(`grade: ${problem.message}`);

  const { entry, exports } = manifest;
  const allowedImports = [...manifest.allowedImports, ...extraImports];
  const limits = limitsFor(manifest.limits);
  const session = new SubmissionSession(pool, { files, entry, exports, allowedImports, packages, seed, limits });
  let inSandbox = 0;
  let done = 0;
  let console = "";
  let outcomes: readonly Outcome[];
  try {
    outcomes = await suites.run(
      { folder: module.hiddenFolder, files: suiteFiles, seed, rubric, onlyTests: tests ?? null },
      {
        serve: (submissionPort) =>
          serveSuite(submissionPort, async (source, args) => {
            const start = performance.now();
            const evaluation = await session.evaluate(source, args);
            inSandbox += performance.now() - start;
            return evaluation;
          }),
        onTestEnd: () => onProgress?.({ done: ++done, total: rubric.tests.length }),
      },
    );
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
    mistakes: known,
  });
}

/** One that is malformed is told by its own module's first run, and stops no other. */
async function readableManifests(root: string, ids: readonly string[]): Promise<readonly ModuleManifest[]> {
  const read = await Promise.allSettled(ids.map((id) => readManifest(root, id)));
  return read.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
}
