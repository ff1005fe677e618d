import {
  checkSubmission,
  InfrastructureError,
  type KnownMistake,
  limitsFor,
  type Outcome,
  type Report,
  type SandboxJail,
  score,
} from "@tinytorch/course";
import { type CourseModule, contentHash, openCourse } from "@tinytorch/course-files";
import { SandboxPool, SubmissionSession, serveSuite } from "@tinytorch/sandbox";
import { buildReport } from "./build-report.ts";
import type { GradeRequest, Grader } from "./grader.ts";
import { libraryModules } from "./library-modules.ts";
import { runHashes } from "./run-hashes.ts";
import { selectTests } from "./select-tests.ts";
import { SuiteRunner } from "./suite-runner.ts";

/** A module with what each of its runs needs, read once. */
interface PreparedModule extends CourseModule {
  readonly hashes: Report["hashes"];
  readonly known: readonly KnownMistake[];
}

/**
 * A grader inside this process. It brings vitest with it, which takes over parts of a process (its environment, its
 * exit code): `startGrader` keeps that in a process of its own.
 */
export async function openGrader(root: string, jail: SandboxJail = "auto"): Promise<Grader> {
  const course = await openCourse(root);
  const limits = course.modules.map((module) => limitsFor(module.manifest.limits));
  const allowed = new Set(course.modules.flatMap(({ manifest }) => manifest.allowedImports));
  for (const { plan } of course.modules) if (plan.library !== undefined) allowed.add(plan.library);
  const packages = await libraryModules(root, [...allowed]);
  const pool = await SandboxPool.open({
    packages,
    memoryMegabytes: [...new Set(limits.map((each) => each.memoryMegabytes))],
    replyBytes: 2 * Math.max(...limits.map((each) => Math.max(each.replyBytes, each.consoleBytes))),
    cpuSeconds: Math.ceil((2 * Math.max(...limits.map((each) => each.runMilliseconds))) / 1000),
    jail,
    warm: 1,
  });
  const prepared = new Map<string, PreparedModule>();
  for (const module of course.modules) {
    const [hashes, known] = [await runHashes(module, packages, pool.version), await knownMistakes(module)];
    prepared.set(module.manifest.id, { ...module, hashes, known });
  }
  const suites = await SuiteRunner.open(root);
  return {
    layers: pool.layers,
    async grade(request) {
      const module = prepared.get(request.moduleId);
      if (module !== undefined) return grade(module, pool, suites, request);
      throw new InfrastructureError(`grade: no module is called ${request.moduleId}`);
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
): Promise<Report> {
  const begun = performance.now();
  const { manifest, hashes, known } = module;
  const { rubric, suiteFiles } = selectTests(module, tests);
  const [problem] = checkSubmission(manifest, files);
  if (problem !== undefined) throw new InfrastructureError(`grade: ${problem.message}`);

  const { entry, exports } = manifest;
  const allowedImports = [...manifest.allowedImports, ...extraImports];
  const limits = limitsFor(manifest.limits);
  const session = new SubmissionSession(pool, { files, entry, exports, allowedImports, seed, limits });
  let inSandbox = 0;
  let done = 0;
  let console = "";
  let outcomes: readonly Outcome[];
  try {
    outcomes = await suites.run(
      { files: suiteFiles, seed, onlyTests: tests ?? null },
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

async function knownMistakes(module: CourseModule): Promise<readonly KnownMistake[]> {
  const diagnoses = new Map((await module.mistakes()).map(({ id, diagnosis }) => [id, diagnosis]));
  const signatures = await module.signatures();
  return signatures.map(({ mutant, failed }) => ({ failed, diagnosis: diagnoses.get(mutant) ?? mutant }));
}
